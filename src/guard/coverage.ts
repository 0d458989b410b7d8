import type {ChangeAssessment} from '../changes/assess-change.js'
import type {AddonAttachment, FactKind} from '../model/facts.js'
import type {HerokuCommand} from '../model/heroku-command.js'
import type {OwnerIds} from '../model/owners.js'
import type {Report} from '../model/report.js'
import type {Fact, Scope, Snapshot} from '../model/snapshot.js'

import {collectOwnerIds, ownerOf} from '../model/owners.js'
import {paths} from '../model/paths.js'

/** What a record of a list is about; an attachment is about an app and an add-on. */
type ListedRecord = Partial<AddonAttachment>

type ListedKind = 'addon' | 'app' | 'attachment' | 'pipeline' | 'space' | 'team'

/** Lists of the whole account, and what their records are: a change of one record is no change of the others. */
const accountLists: Readonly<Partial<Record<FactKind, ListedKind>>> = {
  accountAddons: 'addon',
  accountAttachments: 'attachment',
  apps: 'app',
  pipelines: 'pipeline',
  spaces: 'space',
  teams: 'team',
}

/**
 * Whether all that a command changes is in the scope that was read. What is outside of it is known in passing at best,
 * and no check says whether it gets worse.
 */
export function isCovered(
  {after, before, prediction}: Pick<ChangeAssessment, 'after' | 'before' | 'prediction'>,
  {facts, scopes}: Snapshot,
  command: HerokuCommand,
): boolean {
  if (scopes.some(({kind}) => kind === 'all')) return true
  const factsAfter = prediction.snapshot.facts
  const ids = collectOwnerIds([...facts, ...factsAfter])
  const idOf = (path: string) => ids.get(path) ?? path
  const covered = coveredIds([before, after], scopes, [...facts, ...factsAfter], ids)
  return [...changedPaths(facts, factsAfter, prediction.touched), ...namedPaths(command)].every(path =>
    covered.has(idOf(path)),
  )
}

/** The ids, or paths where no id is known, of all that the reports assess. */
function coveredIds(
  reports: readonly Report[],
  scopes: readonly Scope[],
  facts: readonly Fact[],
  ids: OwnerIds,
): ReadonlySet<string> {
  const idOf = (path: string) => ids.get(path) ?? path
  const apps = reports.flatMap(({scope}) => scope.apps.map(name => idOf(paths.app(name))))
  const named = scopes.flatMap(({kind, name = ''}) => (kind === 'all' ? [] : [idOf(paths[kind](name))]))
  const observed = reports.flatMap(({observations}) => observations.map(({subject: {id}}) => id))
  const covered = new Set([...apps, ...named, ...observed])
  const isIn = (owner: {readonly id?: string} | null | undefined) => owner?.id !== undefined && covered.has(owner.id)
  // A team's spaces, and the add-ons of apps, are assessed even where no check has anything to say of them.
  for (const {body, kind} of facts)
    for (const record of recordsOf(body)) {
      if (kind === 'space' || kind === 'spaces' || kind === 'teamSpaces') addIf(covered, record.id, isIn(record.team))
      if (kind === 'addon' || kind === 'addons' || kind === 'accountAddons') addIf(covered, record.id, isIn(record.app))
    }

  return covered
}

function addIf(ids: Set<string>, id: string | undefined, isAdded: boolean): void {
  if (isAdded && id !== undefined) ids.add(id)
}

interface FactRecord extends ListedRecord {
  readonly team?: {readonly id?: string} | null
}

const recordsOf = (body: unknown): readonly FactRecord[] => [body ?? []].flat()

/** The paths of what a command changes: of the owners of the facts, or of the records that differ. */
function changedPaths(before: readonly Fact[], after: readonly Fact[], touched: ReadonlySet<string>): string[] {
  const [older, newer] = [before, after].map(facts => new Map(facts.map(fact => [fact.path, fact])))
  return [...touched].flatMap(path => {
    const [was, now] = [older?.get(path), newer?.get(path)]
    const fact = now ?? was
    if (fact && accountLists[fact.kind] !== undefined) return changedRecords(fact.kind, was, now)
    // What is about the account is assessed with --all only.
    return isAccountList(path) ? [] : [ownerOf(path) ?? path]
  })
}

/** A list of the account that wasn't read says nothing about any of its records. */
const isAccountList = (path: string): boolean =>
  Object.keys(accountLists).some(kind => paths[kind as FactKind]() === path)

function changedRecords(kind: FactKind, was: Fact | undefined, now: Fact | undefined): string[] {
  const textsOf = (fact: Fact | undefined) =>
    new Map(recordsOf(fact?.body).map(record => [JSON.stringify(record), record] as const))
  const [older, newer] = [textsOf(was), textsOf(now)]
  const changed = [
    ...[...older].filter(([text]) => !newer.has(text)),
    ...[...newer].filter(([text]) => !older.has(text)),
  ].map(([, record]) => record)
  return changed.flatMap(record => pathsOfRecord(kind, record))
}

function pathsOfRecord(kind: FactKind, {addon, app, id = ''}: FactRecord): string[] {
  const subject = accountLists[kind]
  if (subject === undefined) return []
  if (subject !== 'attachment') return [paths[subject](id)]
  return [
    ...(app ? [paths.app(app.id ?? app.name ?? '')] : []),
    ...(addon ? [paths.addon(addon.id ?? addon.name)] : []),
  ]
}

/** What a command names by its flags: each of them means the same in every command. */
const namedPaths = ({flags}: HerokuCommand): string[] =>
  (['app', 'pipeline', 'space', 'team'] as const).flatMap(kind => {
    const name = flags[kind]
    return typeof name === 'string' ? [paths[kind](name)] : []
  })
