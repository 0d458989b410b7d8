import type {Row, Sheet, SheetControl, SheetFramework} from './page-data.js'

import {outcomeOf} from './page-data.js'

/** What is to be listed; an empty word narrows nothing. */
export interface Filter {
  readonly app: string
  readonly check: string
  readonly framework: string
  readonly severity: string
  readonly space: string
  readonly status: string
}

export const everything: Filter = {app: '', check: '', framework: '', severity: '', space: '', status: ''}

export const isNarrow = (filter: Filter): boolean => Object.values(filter).some(word => word !== '')

/** The apps that a word means: the one of that name, else all whose names hold it. */
function appsOf({subjects}: Sheet, word: string): (app: string) => boolean {
  const wanted = word.toLowerCase()
  const isName = subjects.some(({app}) => app.toLowerCase() === wanted)
  return app => (isName ? app.toLowerCase() === wanted : app.toLowerCase().includes(wanted))
}

/** The observations that a filter leaves, in their order. */
export function matching(sheet: Sheet, filter: Filter): readonly Row[] {
  const {app, check, framework, severity, space, status} = filter
  if (!isNarrow(filter)) return sheet.rows
  const isApp = appsOf(sheet, app)
  const checks = sheet.checks.map(
    one => (check === '' || one.id === check) && (severity === '' || one.severity === severity),
  )
  const subjects = sheet.subjects.map(one => (app === '' || isApp(one.app)) && (space === '' || one.space === space))
  const refs = sheet.refs.map(
    all => framework === '' || all.some(([index]) => sheet.frameworks[index]?.id === framework),
  )
  return sheet.rows.filter(
    row => checks[row[0]] && subjects[row[1]] && refs[row[4]] && (status === '' || outcomeOf(row) === status),
  )
}

/** The frameworks that a filter leaves, and of each the controls; these are of the whole scope, whatever the app. */
export function controlsLeft(
  {frameworks}: Sheet,
  {framework, severity, status}: Filter,
): ReadonlyArray<SheetFramework & {readonly left: readonly SheetControl[]}> {
  return frameworks
    .filter(({id}) => framework === '' || id === framework)
    .map(one => ({
      ...one,
      left: one.controls.filter(
        control => (severity === '' || control.severity === severity) && (status === '' || control.status === status),
      ),
    }))
}
