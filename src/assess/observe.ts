import type {Catalog} from '../catalog/catalog.js'
import type {SubjectJudgement} from './evaluate-check.js'
import type {Gap} from '../model/gap.js'
import type {DataClass} from '../model/framework.js'
import type {Declaration, Place, Policy} from '../model/policy.js'
import type {Fact, Scope} from '../model/snapshot.js'
import type {Subject, SubjectKind} from '../model/subject.js'
import type {ServiceUsage} from '../subjects/scope/attestable-places.js'
import type {SubjectContext, ScopeInventory} from '../subjects/context.js'
import type {DataClassScope} from '../subjects/scope/data-class-scope.js'
import type {WantedFact} from '../subjects/fact-reader.js'
import type {FactTable} from './fact-table.js'
import type {ExcludedKinds} from './excluded-apps.js'

import {judgeSubjects} from './evaluate-check.js'
import {clockSkewGap} from '../model/clock.js'
import {dataClasses} from '../model/framework.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {paths} from '../model/paths.js'
import {isAppOrPipelineScope, isExhaustive} from '../model/snapshot.js'
import {subjectKey} from '../model/subject.js'
import {attestablePlaces, serviceUsages} from '../subjects/scope/attestable-places.js'
import {dataClassScope} from '../subjects/scope/data-class-scope.js'
import {deriveSubjects} from '../subjects/derive.js'
import {factReader} from '../subjects/fact-reader.js'
import {scopeInventory} from '../subjects/scope/scope-inventory.js'
import {buildFactTable} from './fact-table.js'
import {excludedByAll, excludedKinds} from './excluded-apps.js'

/** What the facts say, before any of it is put into the words of a report. */
export interface SurveyWithJudgements extends Survey {
  readonly judgements: readonly SubjectJudgement[]
}

/** The same without the judgements. */
export interface Survey {
  /** What checks were run on. */
  readonly subjects: readonly Subject[]
  /** The kinds of subjects that were not judged for all that the scopes hold. */
  readonly excludedKinds: ExcludedKinds
  readonly apps: readonly string[]
  /** The rows that a control lists as evidence. */
  readonly factTable: FactTable
  /** By class of data that the policy declares: whom it concerns. */
  readonly dataScopes: ReadonlyMap<DataClass, DataClassScope>
  /** Classes that are declared for apps of which there is none, although the scope is wide enough to know. */
  readonly unheldClasses: ReadonlySet<DataClass>
  /** What an answer can be true of. */
  readonly places: readonly Place[]
  /** What each app uses of Heroku, where documents about it may be on file. */
  readonly usage: readonly ServiceUsage[]
  readonly caller: {readonly email?: string; readonly role?: string}
  /** Teams whose lists the caller may see in part only. */
  readonly partialTeams: readonly string[]
  readonly gaps: ReadonlyArray<Gap & {readonly path: string}>
  /** The paths of all facts that were asked for. */
  readonly requested: ReadonlySet<string>
  /** What was asked for and is not among the facts. */
  readonly wanted: readonly WantedFact[]
}

/**
 * Judges facts by a catalogue. What they lack is wanted, and a gap until it is there.
 *
 * @param isOurs which apps, spaces, teams and pipelines are judged, by id; the others are looked things up in
 * @param clockSkew set where the clock was off, so that nothing is judged by the date
 */
export function surveyScope(
  facts: ReadonlyMap<string, Fact>,
  scopes: readonly Scope[],
  catalog: Catalog,
  policy: Policy,
  now: number,
  isOurs: ScopeInventory['isInShard'] = () => true,
  clockSkew?: number,
): SurveyWithJudgements {
  const reader = factReader(facts)
  const instant = clockSkew === undefined ? {body: now} : {gap: clockSkewGap(clockSkew)}
  const context: SubjectContext = {endOfLife: catalog.endOfLife, facts: reader.facts, now: instant, policy}
  const listedKinds = catalog.frameworks.flatMap(({controls}) =>
    controls.flatMap(({facts: lists = [], unknownWhere = []}) =>
      [...lists, ...unknownWhere].map(({subject}) => subject as SubjectKind),
    ),
  )
  const neededKinds = new Set([...catalog.checks.map(({subject}) => subject), ...listedKinds])
  const scopeParts = scopes.map(scope => {
    const excluded = excludedKinds(scope)
    const inventory = scopeInventory(reader.facts, scope, isOurs)
    // Of authorizations, narrower scopes judge those of their teams.
    const kinds = [...neededKinds].filter(kind =>
      kind === 'authorization'
        ? !isAppOrPipelineScope(scope)
        : !excluded.has(kind) && (kind !== 'account' || isOurs(kind)),
    )
    return {held: inventory, subjects: deriveSubjects(context, inventory, new Set(kinds))}
  })
  const subjects = mergeSubjects(scopeParts.map(part => part.subjects))
  const judgements = judgeSubjects(catalog.checks, subjects)
  const factTable = buildFactTable(subjects)
  // Asked for here, so that what they need is wanted as well.
  for (const {controls} of catalog.frameworks)
    for (const {facts: lists = [], unknownWhere = []} of controls) {
      factTable.requestFields(lists)
      for (const {field, subject} of unknownWhere) factTable.requestFields([{fields: [field], subject}])
    }

  const classes = relevantDeclarations(catalog, policy)
  const scopesByClass = new Map(
    classes.map(([name, declaration]) => [
      name,
      mergeDataScopes(scopeParts.map(({held}) => dataClassScope(context, held, name, declaration))),
    ]),
  )
  // What matches nothing has no effect: a slip in a name must put nobody out of scope.
  const unheldClasses = new Set(
    [...scopesByClass].flatMap(([name, {hasHolders, isDeclaredAbsent}]) =>
      isExhaustive(scopes) && !hasHolders && !isDeclaredAbsent ? [name] : [],
    ),
  )
  const dataScopes = new Map([...scopesByClass].filter(([name]) => !unheldClasses.has(name)))
  const usage = policy.documents ? scopeParts.flatMap(({held}) => serviceUsages(context, held)) : []
  const account = reader.facts.read('account')
  const teams = scopeParts.flatMap(({held}) => [...held.teams, ...held.guestTeams])
  return {
    apps: distinct(
      scopeParts.flatMap(({held}) => held.apps.filter(({visibilityGap}) => !visibilityGap).map(({name}) => name)),
    ),
    caller: {...('body' in account && account.body.email ? {email: account.body.email} : {}), ...soleTeamRole(teams)},
    requested: reader.requestedPaths(),
    dataScopes,
    factTable,
    gaps: reader.gaps().sort((a, b) => byCodeUnit(a.path, b.path)),
    judgements,
    excludedKinds: excludedByAll(scopeParts.map(({held}) => held)),
    partialTeams: distinct(
      teams.flatMap(({name, record}) => ('body' in record && record.body.role !== 'admin' ? [name] : [])),
    ),
    places: [
      ...new Map(scopeParts.flatMap(({held}) => attestablePlaces(held)).map(place => [place.name, place])).values(),
    ],
    subjects,
    unheldClasses,
    usage,
    wanted: reader.wantedFacts(),
  }
}

type RequestedFacts = Pick<SurveyWithJudgements, 'apps' | 'requested' | 'wanted'>

/**
 * What several policies between them ask for, and what of it is not among the facts.
 *
 * @param releases whether those of each app are asked for, too
 */
export function factsRequestedBy(
  policies: readonly Policy[],
  surveyBy: (policy: Policy) => RequestedFacts,
  releases = false,
): RequestedFacts {
  const requests = policies.map(policy => surveyBy(policy))
  const apps = distinct(requests.flatMap(({apps: names}) => names))
  const releaseFacts = releases ? apps.map((name): WantedFact => ({kind: 'releases', path: paths.releases(name)})) : []
  return {
    apps,
    requested: new Set([...requests.flatMap(({requested}) => [...requested]), ...releaseFacts.map(({path}) => path)]),
    wanted: [
      ...new Map([...requests.flatMap(({wanted}) => wanted), ...releaseFacts].map(fact => [fact.path, fact])).values(),
    ],
  }
}

/** The classes that the policy declares and something of the catalogue is about. */
function relevantDeclarations({frameworks}: Catalog, {data = {}}: Policy): Array<[DataClass, Declaration]> {
  const relevantClasses = new Set(
    frameworks.flatMap(({controls, dataClass}) => [dataClass, ...controls.map(control => control.dataClass)]),
  )
  return dataClasses.flatMap(name => {
    const declaration = data[name]
    return declaration && relevantClasses.has(name) ? [[name, declaration] as [DataClass, Declaration]] : []
  })
}

/** An app that one scope has is in. */
function mergeDataScopes(scopes: readonly DataClassScope[]): DataClassScope {
  const inScope = new Map(scopes.flatMap(scope => [...scope.inScope]))
  return {
    inScope,
    hasHolders: scopes.some(({hasHolders}) => hasHolders),
    isDeclaredAbsent: scopes.every(({isDeclaredAbsent}) => isDeclaredAbsent),
    outOfScope: distinct(scopes.flatMap(({outOfScope}) => outOfScope)).filter(name => !inScope.has(name)),
    unmatchedGlobs: distinct(scopes.flatMap(({unmatchedGlobs}) => unmatchedGlobs)).filter(glob =>
      scopes.every(({unmatchedGlobs}) => unmatchedGlobs.includes(glob)),
    ),
  }
}

/** What several scopes hold is judged once. Subjects of one scope are all kept: rows without an id look alike. */
function mergeSubjects(subjectsByScope: ReadonlyArray<readonly Subject[]>): readonly Subject[] {
  if (subjectsByScope.length === 1) return subjectsByScope[0] ?? []
  const seen = new Set<string>()
  return subjectsByScope.flatMap(part => {
    const keyed = part.map(subject => ({key: subjectKey(subject), subject}))
    const fresh = keyed.filter(({key}) => !seen.has(key))
    for (const {key} of keyed) seen.add(key)
    return fresh.map(({subject}) => subject)
  })
}

function soleTeamRole(teams: ScopeInventory['teams']): {role?: string} {
  const [onlyTeam, ...otherTeams] = teams
  const role = onlyTeam && otherTeams.length === 0 && 'body' in onlyTeam.record ? onlyTeam.record.body.role : undefined
  return role ? {role} : {}
}
