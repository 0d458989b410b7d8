import type {Catalog} from '../catalog/catalog.js'
import type {Judged} from './evaluate-check.js'
import type {Gap} from '../model/gap.js'
import type {DataClass} from '../model/framework.js'
import type {Declaration, Place, Policy} from '../model/policy.js'
import type {Fact, Scope} from '../model/snapshot.js'
import type {Subject, SubjectKind} from '../model/subject.js'
import type {Used} from '../subjects/scope/attestable-places.js'
import type {Context, Roster} from '../subjects/context.js'
import type {DataScope} from '../subjects/scope/data-class-scope.js'
import type {Wanted} from '../subjects/fact-reader.js'
import type {Evidence} from './fact-table.js'
import type {LeftOut} from './excluded-apps.js'

import {evaluate} from './evaluate-check.js'
import {skewGap} from '../model/clock.js'
import {dataClasses} from '../model/framework.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {paths} from '../model/paths.js'
import {isOfApps, isWide} from '../model/snapshot.js'
import {subjectKey} from '../model/subject.js'
import {spokenOf, usedBy} from '../subjects/scope/attestable-places.js'
import {dataScope} from '../subjects/scope/data-class-scope.js'
import {derive} from '../subjects/derive.js'
import {factReader} from '../subjects/fact-reader.js'
import {roster} from '../subjects/scope/scope-inventory.js'
import {evidenceOf} from './fact-table.js'
import {leftByAll, leftOut} from './excluded-apps.js'

/** What the facts say, before any of it is put into the words of a report. */
export interface Examined extends Surveyed {
  readonly judged: readonly Judged[]
}

/** The same without the judgements. */
export interface Surveyed {
  /** What checks were run on. */
  readonly subjects: readonly Subject[]
  /** The kinds of subjects that were not judged for all that the scopes hold. */
  readonly left: LeftOut
  readonly apps: readonly string[]
  /** The rows that a control lists as evidence. */
  readonly evidence: Evidence
  /** By class of data that the policy declares: whom it concerns. */
  readonly dataScopes: ReadonlyMap<DataClass, DataScope>
  /** Classes that are declared for apps of which there is none, although the scope is wide enough to know. */
  readonly unheld: ReadonlySet<DataClass>
  /** What an answer can be true of. */
  readonly spoken: readonly Place[]
  /** What each app uses of Heroku, where documents about it may be on file. */
  readonly used: readonly Used[]
  readonly caller: {readonly email?: string; readonly role?: string}
  /** Teams whose lists the caller may see in part only. */
  readonly partialTeams: readonly string[]
  readonly gaps: ReadonlyArray<Gap & {readonly path: string}>
  /** The paths of all facts that were asked for. */
  readonly asked: ReadonlySet<string>
  /** What was asked for and is not among the facts. */
  readonly wanted: readonly Wanted[]
}

/**
 * Judges facts by a catalogue. What they lack is wanted, and a gap until it is there.
 *
 * @param isOurs which apps, spaces, teams and pipelines are judged, by id; the others are looked things up in
 * @param clockSkew set where the clock was off, so that nothing is judged by the date
 */
export function examine(
  facts: ReadonlyMap<string, Fact>,
  scopes: readonly Scope[],
  catalog: Catalog,
  policy: Policy,
  now: number,
  isOurs: Roster['isOurs'] = () => true,
  clockSkew?: number,
): Examined {
  const reader = factReader(facts)
  const instant = clockSkew === undefined ? {body: now} : {gap: skewGap(clockSkew)}
  const context: Context = {endOfLife: catalog.endOfLife, facts: reader.facts, now: instant, policy}
  const evidenceKinds = catalog.frameworks.flatMap(({controls}) =>
    controls.flatMap(({facts: lists = [], unknownWhere = []}) =>
      [...lists, ...unknownWhere].map(({subject}) => subject as SubjectKind),
    ),
  )
  const wantedKinds = new Set([...catalog.checks.map(({subject}) => subject), ...evidenceKinds])
  const parts = scopes.map(scope => {
    const left = leftOut(scope)
    const held = roster(reader.facts, scope, isOurs)
    // Of authorizations, narrower scopes judge those of their teams.
    const kinds = [...wantedKinds].filter(kind =>
      kind === 'authorization' ? !isOfApps(scope) : !left.has(kind) && (kind !== 'account' || isOurs(kind)),
    )
    return {held, subjects: derive(context, held, new Set(kinds))}
  })
  const subjects = joined(parts.map(part => part.subjects))
  const judged = evaluate(catalog.checks, subjects)
  const evidence = evidenceOf(subjects)
  // Asked for here, so that what they need is wanted as well.
  for (const {controls} of catalog.frameworks)
    for (const {facts: lists = [], unknownWhere = []} of controls) {
      evidence.ask(lists)
      for (const {field, subject} of unknownWhere) evidence.ask([{fields: [field], subject}])
    }

  const classes = classesOf(catalog, policy)
  const all = new Map(
    classes.map(([name, declaration]) => [
      name,
      united(parts.map(({held}) => dataScope(context, held, name, declaration))),
    ]),
  )
  // What matches nothing has no effect: a slip in a name must put nobody out of scope.
  const unheld = new Set(
    [...all].flatMap(([name, {isHeld, isHeldByNone}]) => (isWide(scopes) && !isHeld && !isHeldByNone ? [name] : [])),
  )
  const dataScopes = new Map([...all].filter(([name]) => !unheld.has(name)))
  const used = policy.documents ? parts.flatMap(({held}) => usedBy(context, held)) : []
  const account = reader.facts.read('account')
  const teams = parts.flatMap(({held}) => [...held.teams, ...held.guestTeams])
  return {
    apps: distinct(parts.flatMap(({held}) => held.apps.filter(({unseen}) => !unseen).map(({name}) => name))),
    caller: {...('body' in account && account.body.email ? {email: account.body.email} : {}), ...roleIn(teams)},
    asked: reader.asked(),
    dataScopes,
    evidence,
    gaps: reader.gaps().sort((a, b) => byCodeUnit(a.path, b.path)),
    judged,
    left: leftByAll(parts.map(({held}) => held)),
    partialTeams: distinct(
      teams.flatMap(({name, record}) => ('body' in record && record.body.role !== 'admin' ? [name] : [])),
    ),
    spoken: [...new Map(parts.flatMap(({held}) => spokenOf(held)).map(one => [one.name, one])).values()],
    subjects,
    unheld,
    used,
    wanted: reader.wanted(),
  }
}

type Asked = Pick<Examined, 'apps' | 'asked' | 'wanted'>

/**
 * What several policies between them ask for, and what of it is not among the facts.
 *
 * @param releases whether those of each app are asked for, too
 */
export function askedBy(policies: readonly Policy[], examineBy: (policy: Policy) => Asked, releases = false): Asked {
  const all = policies.map(policy => examineBy(policy))
  const apps = distinct(all.flatMap(({apps: names}) => names))
  const more = releases ? apps.map((name): Wanted => ({kind: 'releases', path: paths.releases(name)})) : []
  return {
    apps,
    asked: new Set([...all.flatMap(({asked}) => [...asked]), ...more.map(({path}) => path)]),
    wanted: [...new Map([...all.flatMap(({wanted}) => wanted), ...more].map(one => [one.path, one])).values()],
  }
}

/** The classes that the policy declares and something of the catalogue is about. */
function classesOf({frameworks}: Catalog, {data = {}}: Policy): Array<[DataClass, Declaration]> {
  const meant = new Set(
    frameworks.flatMap(({controls, dataClass}) => [dataClass, ...controls.map(control => control.dataClass)]),
  )
  return dataClasses.flatMap(name => {
    const declaration = data[name]
    return declaration && meant.has(name) ? [[name, declaration] as [DataClass, Declaration]] : []
  })
}

/** An app that one scope has is in. */
function united(all: readonly DataScope[]): DataScope {
  const inScope = new Map(all.flatMap(one => [...one.inScope]))
  return {
    inScope,
    isHeld: all.some(({isHeld}) => isHeld),
    isHeldByNone: all.every(({isHeldByNone}) => isHeldByNone),
    outOfScope: distinct(all.flatMap(({outOfScope}) => outOfScope)).filter(name => !inScope.has(name)),
    unmatched: distinct(all.flatMap(({unmatched}) => unmatched)).filter(glob =>
      all.every(({unmatched}) => unmatched.includes(glob)),
    ),
  }
}

/** What several scopes hold is judged once. Subjects of one scope are all kept: rows without an id look alike. */
function joined(parts: ReadonlyArray<readonly Subject[]>): readonly Subject[] {
  if (parts.length === 1) return parts[0] ?? []
  const seen = new Set<string>()
  return parts.flatMap(part => {
    const keyed = part.map(subject => ({key: subjectKey(subject), subject}))
    const fresh = keyed.filter(({key}) => !seen.has(key))
    for (const {key} of keyed) seen.add(key)
    return fresh.map(({subject}) => subject)
  })
}

function roleIn(teams: Roster['teams']): {role?: string} {
  const [only, ...others] = teams
  const role = only && others.length === 0 && 'body' in only.record ? only.record.body.role : undefined
  return role ? {role} : {}
}
