import type {Report} from '../../model/report.js'

import {groupBy} from '../../foundation/collections.js'
import {rowsWithField} from '../../model/fact-rows.js'
import {countText, displayName, shortList} from './labels.js'
import {countManualControls} from './verdict-text.js'

/** What the platform's own terms say about a kind of sensitive data on the apps of a report. */
export interface ExcludedData {
  /** The kind of data, as in `cardholder data`. */
  readonly data: string
  /** Apps by what is known, the ruled out ones first. */
  readonly groups: ReadonlyArray<{readonly label: string; readonly apps: readonly string[]}>
}

const kinds = [
  ['mayHoldCardholderData', 'cardholder data'],
  ['mayHoldGovernmentIds', 'government-issued numbers and bank accounts'],
] as const

/** Worded so that nobody takes the absence of a ban for an approval. */
const labels = {excluded: 'ruled out for', notExcluded: 'not ruled out, and not approved, for', unknown: 'unknown for'}

/** Which apps the runtime and the plans rule out for which data, as far as controls list it. */
export function excludedData({frameworks}: Pick<Report, 'frameworks'>): ExcludedData[] {
  const facts = frameworks.flatMap(({controls}) => controls.flatMap(control => control.facts ?? []))
  return kinds.flatMap(([field, data]) => {
    const labelByApp = new Map(rowsWithField(facts, field).map(row => [String(row['subject']), labelOf(row[field])]))
    const appsByLabel = groupBy(labelByApp, ([, label]) => label)
    const groups = Object.values(labels).flatMap(label => {
      const apps = (appsByLabel.get(label) ?? []).map(([app]) => app)
      return apps.length > 0 ? [{apps, label}] : []
    })
    return groups.length > 0 ? [{data, groups}] : []
  })
}

function labelOf(value: unknown): string {
  if (typeof value !== 'boolean') return labels.unknown
  return value ? labels.notExcluded : labels.excluded
}

/** What the groups are based on, and that they approve nothing. */
export function excludedDataNote(report: Report): string {
  const open = countManualControls(report)
  const openText = open > 0 ? ` ${countText(open, 'control')} ${open === 1 ? 'is' : 'are'} still open.` : ''
  return `Judged by the runtime and the plans of Heroku's own services alone, which approves nothing.${openText}`
}

/** The apps of a group in words. */
export const excludedApps = (apps: readonly string[], decorate: (name: string) => string = name => name): string =>
  shortList(
    apps.map(app => decorate(displayName(app))),
    8,
  )
