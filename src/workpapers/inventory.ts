import type {Subject, SubjectKind} from '../model/subject.js'
import type {Sheet} from '../report/xlsx/sheet.js'
import type {ClassScope} from './class-scope.js'
import type {Components} from './components.js'
import type {Unseen} from './unseen.js'

import {subjectName} from '../report/text/labels.js'
import {verdictOn} from './class-scope.js'
import {appsOf, fieldOf} from './components.js'
import {cellOf, notSeenText} from './gap-text.js'

/** A component as documents name it. */
export interface InventoryRow {
  readonly subject: Subject
  readonly name: string
  /** What it is or leads to, in words. */
  readonly detail: string
  readonly owner: string
  readonly apps: readonly string[]
  readonly space: string
  readonly region: string
  readonly plan: string
  readonly version: string
  /** Classes of data that it is in scope for; `all` where a framework is about every component. */
  readonly inScopeFor: readonly string[]
  /** The reasons, by class. */
  readonly why: string
  readonly seen: string
}

/** The fields of each kind, by the columns that they fill. */
type Columns = Readonly<Partial<Record<'detail' | 'plan' | 'region' | 'space' | 'version', readonly string[]>>>
const fieldsOfKind: Readonly<Partial<Record<SubjectKind, Columns>>> = {
  addon: {detail: ['service'], plan: ['plan'], region: ['region'], version: ['version']},
  app: {detail: ['runtimeClass'], plan: ['dynoSizes'], region: ['region'], space: ['space'], version: ['stack']},
  attachment: {detail: ['addon', 'namespace'], plan: ['plan']},
  authorization: {detail: ['client', 'scopes']},
  certificate: {detail: ['hostname', 'issuer', 'expiresAt']},
  domain: {detail: ['kind']},
  drain: {detail: ['scheme', 'host']},
  space: {detail: ['runtimeClass'], region: ['region'], version: ['generation']},
  team: {detail: ['enterpriseAccount']},
  webhook: {detail: ['scheme', 'host', 'include']},
}

/** Every component, and every list of components that couldn't be read. */
export function inventoryRows({ownerOf, subjects}: Components, scopes: readonly ClassScope[]): readonly InventoryRow[] {
  return subjects.map(subject => {
    const apps = appsOf(subject)
    const columns = subject.placeholder ? {} : (fieldsOfKind[subject.kind] ?? {})
    const cell = (column: keyof Columns): string =>
      (columns[column] ?? []).flatMap(name => textOf(subject, name)).join('; ')
    const verdicts = scopes.map(scope => ({scope, verdict: verdictOn(scope, subject)}))
    return {
      apps,
      detail: cell('detail'),
      inScopeFor: verdicts.flatMap(({scope, verdict}) => (verdict.isInScope ? [scope.dataClass ?? 'all'] : [])),
      name: nameOf(subject),
      owner: subject.team ?? apps.map(app => ownerOf(app)).find(owner => owner !== undefined) ?? '',
      plan: cell('plan'),
      region: cell('region'),
      seen: subject.placeholder ? notSeenText(subject.placeholder) : 'yes',
      space: subject.space ?? cell('space'),
      subject,
      version: cell('version'),
      why: verdicts.map(({scope, verdict}) => whyText(scope, verdict)).join('; '),
    }
  })
}

/** A placeholder by what it stands for; what has only an ID by its label as well. */
function nameOf(subject: Subject): string {
  if (subject.placeholder) return subjectName({...subject, placeholder: true})
  return subject.label === undefined ? subject.name : `${subject.label} (${subject.name})`
}

function textOf(subject: Subject, name: string): string[] {
  const text = cellOf(fieldOf(subject, name))
  return text === '' ? [] : [text]
}

const whyText = ({dataClass}: ClassScope, {why}: {readonly why: string}): string =>
  dataClass === undefined ? why : `${dataClass}: ${why}`

/** The columns of the inventory, before those that say where it comes from. */
const inventoryColumns = [
  ['kind', 14],
  ['id', 38],
  ['name', 32],
  ['detail', 36],
  ['owner', 24],
  ['apps', 28],
  ['space', 20],
  ['region', 14],
  ['plan', 28],
  ['version', 14],
  ['in_scope', 10],
  ['in_scope_for', 18],
  ['why', 60],
  ['seen', 40],
] as const

export const inventoryHeader: readonly string[] = inventoryColumns.map(([title]) => title)

/** A row as cells, in the order of the header. */
export const inventoryCells = (row: InventoryRow): readonly string[] => [
  row.subject.kind,
  row.subject.placeholder ? '' : row.subject.id,
  row.name,
  row.detail,
  row.owner,
  row.apps.join('; '),
  row.space,
  row.region,
  row.plan,
  row.version,
  row.inScopeFor.length > 0 ? 'yes' : 'no',
  row.inScopeFor.join('; '),
  row.why,
  row.seen,
]

/** The inventory as sheets: the components, what couldn't be seen, and where all of it comes from. */
export function inventorySheets(
  rows: readonly InventoryRow[],
  unseen: readonly Unseen[],
  provenance: ReadonlyArray<readonly [name: string, value: string]>,
): Sheet[] {
  return [
    {
      columns: inventoryColumns.map(([title, width]) => ({title, width})),
      name: 'Inventory',
      rows: rows.map(row => inventoryCells(row)),
    },
    {
      columns: [
        {title: 'Not seen', width: 60},
        {title: 'Why', width: 48},
        {title: 'Needed', width: 40},
        {title: 'Requests', width: 70},
      ],
      name: 'Not seen',
      rows: unseen.map(({needs = '', paths, what, why}) => [what, why, needs, paths]),
    },
    {
      columns: [
        {title: 'What', width: 28},
        {title: 'Value', width: 80},
      ],
      name: 'Source',
      rows: provenance.map(row => [...row]),
    },
  ]
}
