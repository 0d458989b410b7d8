import type {Catalog} from '../catalog/catalog.js'
import type {DataClass} from '../model/framework.js'
import type {Gap} from '../model/gap.js'
import type {Place, Policy} from '../model/policy.js'
import type {Fact, Scope} from '../model/snapshot.js'
import type {Subject, SubjectKind} from '../model/subject.js'
import type {ScopeInventory, SubjectContext} from '../subjects/context.js'
import type {FactRequest} from '../model/facts.js'
import type {ServiceUsage} from '../subjects/scope/attestable-places.js'
import type {DataClassScope} from '../subjects/scope/data-class-scope.js'
import type {ExcludedKinds} from './excluded-kinds.js'
import type {FactTable} from './fact-table.js'
import type {SubjectJudgement} from './judge.js'

import {byCodeUnit, distinct} from '../foundation/collections.js'
import {clockSkewGap} from '../model/clock.js'
import {isAppOrPipelineScope, isExhaustive} from '../model/snapshot.js'
import {subjectKey} from '../model/subject.js'
import {deriveSubjects} from '../subjects/derive.js'
import {factReader} from '../subjects/fact-reader.js'
import {attestablePlaces, serviceUsages} from '../subjects/scope/attestable-places.js'
import {scopeInventory} from '../subjects/scope/scope-inventory.js'
import {controlNeeds} from './control-needs.js'
import {surveyDataClasses} from './data-class-survey.js'
import {excludedByAll, excludedKinds} from './excluded-kinds.js'
import {buildFactTable} from './fact-table.js'
import {remediationFields} from './fill-remediation.js'
import {judgeSubjects} from './judge.js'

/** What the facts say about the scopes, before any of it is put into words. */
export interface Survey {
  /** What checks ran on. */
  readonly subjects: readonly Subject[]
  /** Kinds of subjects of which only a wider scope shows all. */
  readonly excludedKinds: ExcludedKinds
  /** Whether the scopes are wide enough to know what doesn't exist. */
  readonly isExhaustive: boolean
  /** Names of the apps in scope. */
  readonly apps: readonly string[]
  /** The rows of facts that controls list. */
  readonly factTable: FactTable
  /** Which apps each declared data class includes. */
  readonly dataScopes: ReadonlyMap<DataClass, DataClassScope>
  /** Classes that are declared for apps of which none exists, so that the declaration has no effect. */
  readonly unheldClasses: ReadonlySet<DataClass>
  /** The apps, spaces and teams that an answer can be about. */
  readonly places: readonly Place[]
  /** What each app uses of Heroku's services; empty where the policy has no documents about them. */
  readonly usage: readonly ServiceUsage[]
  readonly caller: {readonly email?: string; readonly role?: string}
  /** Teams whose lists the caller may see only in part. */
  readonly partialTeams: readonly string[]
  readonly gaps: ReadonlyArray<Gap & {readonly path: string}>
  /** The paths of all facts that were read, present or not. */
  readonly requested: ReadonlySet<string>
  /** What was read and isn't among the facts. */
  readonly wanted: readonly FactRequest[]
}

export interface SurveyWithJudgements extends Survey {
  readonly judgements: readonly SubjectJudgement[]
}

/** How a failure is fixed may depend on facts that no check has read: those are wanted as well. */
function requestRemediationFields(judgements: readonly SubjectJudgement[]): void {
  const fieldsByCheck = new Map<SubjectJudgement['check'], readonly string[]>()
  for (const {check, subject, verdict} of judgements) {
    if (verdict !== 'fail') continue
    const fields = fieldsByCheck.get(check) ?? remediationFields(check)
    fieldsByCheck.set(check, fields)
    for (const field of fields) subject.fields[field]?.()
  }
}

/** One scope: what it holds, and the subjects of it. */
interface ScopePart {
  readonly inventory: ScopeInventory
  readonly subjects: readonly Subject[]
}

/**
 * Runs the checks of a catalog on facts. A missing fact is a gap, and wanted: this is how collection finds out what to
 * fetch.
 *
 * @param now milliseconds
 * @param isInShard which apps, spaces, teams and pipelines are assessed, by id; the others are only looked things up in
 * @param clockSkew set where the clock was off, so that dates can't be evaluated
 */
export function surveyScope(
  facts: ReadonlyMap<string, Fact>,
  scopes: readonly Scope[],
  catalog: Catalog,
  policy: Policy,
  now: number,
  isInShard: ScopeInventory['isInShard'] = () => true,
  clockSkew?: number,
): SurveyWithJudgements {
  const reader = factReader(facts)
  const time = clockSkew === undefined ? {body: now} : {gap: clockSkewGap(clockSkew)}
  const context: SubjectContext = {endOfLife: catalog.endOfLife, facts: reader.facts, now: time, policy}
  const kinds = neededKinds(catalog)
  const parts = scopes.map((scope): ScopePart => {
    const inventory = scopeInventory(reader.facts, scope, isInShard)
    return {inventory, subjects: deriveSubjects(context, inventory, kindsInScope(kinds, scope, isInShard))}
  })
  const inventories = parts.map(({inventory}) => inventory)
  const subjects = mergeSubjects(parts)
  const judgements = judgeSubjects(catalog.checks, subjects)
  requestRemediationFields(judgements)
  const factTable = buildFactTable(subjects)
  // So that the facts which the controls' lists need are wanted as well.
  factTable.requestFields(controlNeeds(catalog.frameworks).fields)
  const teams = inventories.flatMap(inventory => [...inventory.teams, ...inventory.guestTeams])
  const places = inventories.flatMap(inventory => attestablePlaces(inventory))
  return {
    ...surveyDataClasses(catalog, context, inventories, isExhaustive(scopes)),
    usage: policy.documents ? inventories.flatMap(inventory => serviceUsages(context, inventory)) : [],
    caller: {...callerEmail(context), ...soleTeamRole(teams)},
    apps: distinct(
      inventories.flatMap(({apps}) => apps.filter(({visibilityGap}) => !visibilityGap).map(({name}) => name)),
    ),
    excludedKinds: excludedByAll(inventories),
    factTable,
    isExhaustive: isExhaustive(scopes),
    judgements,
    partialTeams: distinct(
      teams.flatMap(({name, record}) => ('body' in record && record.body.role !== 'admin' ? [name] : [])),
    ),
    places: [...new Map(places.map(place => [place.name, place])).values()],
    subjects,
    requested: reader.requestedPaths(),
    gaps: reader.gaps().sort((a, b) => byCodeUnit(a.path, b.path)),
    wanted: reader.wantedFacts(),
  }
}

/** The kinds of subjects that checks run on or controls list. */
const neededKinds = ({checks, frameworks}: Catalog): ReadonlySet<SubjectKind> =>
  new Set([...checks.map(({subject}) => subject), ...controlNeeds(frameworks).kinds])

/** Without those that the scope leaves to a wider one. Narrow scopes have the authorizations of their teams. */
function kindsInScope(
  kinds: ReadonlySet<SubjectKind>,
  scope: Scope,
  isInShard: ScopeInventory['isInShard'],
): ReadonlySet<SubjectKind> {
  const excluded = excludedKinds(scope)
  const isIncluded = (kind: SubjectKind) =>
    kind === 'authorization'
      ? !isAppOrPipelineScope(scope)
      : !excluded.has(kind) && (kind !== 'account' || isInShard(kind))
  return new Set([...kinds].filter(isIncluded))
}

/** A subject of several scopes is assessed once. Subjects of one scope all stay: some have no id and look alike. */
function mergeSubjects(parts: readonly ScopePart[]): readonly Subject[] {
  if (parts.length === 1) return parts[0]?.subjects ?? []
  const seen = new Set<string>()
  return parts.flatMap(({subjects}) => {
    const keyed = subjects.map(subject => ({key: subjectKey(subject), subject}))
    const fresh = keyed.filter(({key}) => !seen.has(key))
    for (const {key} of keyed) seen.add(key)
    return fresh.map(({subject}) => subject)
  })
}

function callerEmail({facts}: SubjectContext): {email?: string} {
  const account = facts.read('account')
  return 'body' in account && account.body.email ? {email: account.body.email} : {}
}

function soleTeamRole(teams: ScopeInventory['teams']): {role?: string} {
  const [onlyTeam, ...otherTeams] = teams
  const role = onlyTeam && otherTeams.length === 0 && 'body' in onlyTeam.record ? onlyTeam.record.body.role : undefined
  return role ? {role} : {}
}
