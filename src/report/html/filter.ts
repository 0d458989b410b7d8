import type {ObservationRow, PageData, PageControl, PageFramework} from './page-data.js'

import {outcomeOf} from './page-data.js'
import {controlMatcher, observationMatcher} from './search.js'

/** What to list; an empty value matches everything. */
export interface Filter {
  readonly app: string
  readonly check: string
  readonly framework: string
  /** Words that all have to occur in what is listed. */
  readonly search: string
  readonly severity: string
  readonly space: string
  readonly status: string
}

export const noFilter: Filter = {app: '', check: '', framework: '', search: '', severity: '', space: '', status: ''}

export const isFiltering = (filter: Filter): boolean => Object.values(filter).some(value => value !== '')

/** Whether a filter may hide an observation of what it lists: then nothing can be concluded from what is left. */
export const isSelective = ({check, search, severity, status}: Filter): boolean =>
  [check, search, severity, status].some(value => value !== '')

/** The filter in words, such as `app citation-pay, status fail`. */
export const filterText = (filter: Filter): string =>
  Object.entries(filter)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => (name === 'search' ? `what contains "${value}"` : `${name} ${value}`))
    .join(', ')

/** Matches the app with that name, or else every app whose name contains the text. */
function appMatcher({subjects}: PageData, text: string): (app: string) => boolean {
  const lowerText = text.toLowerCase()
  const isName = subjects.some(({app}) => app.toLowerCase() === lowerText)
  return app => (isName ? app.toLowerCase() === lowerText : app.toLowerCase().includes(lowerText))
}

/** The observations that match the filter, in their order. */
export function matchingRows(data: PageData, filter: Filter): readonly ObservationRow[] {
  const {app, check, framework, severity, space, status} = filter
  if (!isFiltering(filter)) return data.rows
  const isApp = appMatcher(data, app)
  const checks = data.checks.map(
    pageCheck => (check === '' || pageCheck.id === check) && (severity === '' || pageCheck.severity === severity),
  )
  const subjects = data.subjects.map(
    subject => (app === '' || isApp(subject.app)) && (space === '' || subject.space === space),
  )
  const refs = data.refs.map(
    controlRefs => framework === '' || controlRefs.some(([index]) => data.frameworks[index]?.id === framework),
  )
  const isFound = observationMatcher(data, filter.search)
  return data.rows.filter(
    row =>
      checks[row[0]] &&
      subjects[row[1]] &&
      refs[row[4]] &&
      (status === '' || outcomeOf(row) === status) &&
      isFound(row),
  )
}

/** The frameworks and controls that match the filter. A control is of the whole scope, so apps don't matter. */
export function matchingControls(
  {frameworks}: PageData,
  {framework, search, severity, status}: Filter,
): ReadonlyArray<PageFramework & {readonly matching: readonly PageControl[]}> {
  const isFound = controlMatcher(search)
  return frameworks
    .filter(({id}) => framework === '' || id === framework)
    .map(frameworkEntry => ({
      ...frameworkEntry,
      matching: frameworkEntry.controls.filter(
        control =>
          (severity === '' || control.severity === severity) &&
          (status === '' || control.status === status) &&
          isFound(control),
      ),
    }))
}
