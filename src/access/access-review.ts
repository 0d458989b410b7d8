import type {AccessPopulation, Grant} from './grant.js'
import type {GrantFinding, RosterSummary} from './roster.js'
import type {Scope} from '../model/snapshot.js'

import {fingerprint} from '../foundation/canonical-json.js'
import {byCodeUnit} from '../foundation/collections.js'
import {UserError} from '../foundation/user-error.js'
import {isBlank, isSamePerson} from '../model/person.js'

/** What can be decided about a grant. */
export const accessDecisions = ['keep', 'remove', 'change', 'ask'] as const
export type AccessAction = (typeof accessDecisions)[number]

/** What somebody decided about a grant. */
export interface AccessDecision {
  readonly action: AccessAction
  readonly by: string
  /** ISO 8601. */
  readonly on: string
  readonly reason: string
  /** The role, or the permissions, that it becomes. */
  readonly becomes?: readonly string[]
}

/** A review of who has access: a frozen population, and a decision about each grant. */
export interface AccessReview {
  readonly reviewVersion: 1
  /** Whom the document names. */
  readonly about: string
  readonly tool: {readonly name: string; readonly version: string}
  readonly scopes: readonly Scope[]
  /** When the facts were read, ISO 8601. */
  readonly frozenAt: string
  /** The account that read them. */
  readonly reader?: string
  readonly population: AccessPopulation
  readonly roster?: RosterSummary
  /** What is remarkable about a grant, by its id. */
  readonly findings: Readonly<Record<string, readonly GrantFinding[]>>
  /** The decision about a grant, by its id. */
  readonly decisions: Readonly<Record<string, AccessDecision>>
  readonly completed?: {readonly by: string; readonly on: string}
}

export const aboutReview =
  'This file names people with their addresses, roles and last sign-ins: ' +
  'keep it where only those who review access can read it.'

/** Days after which a population is too old to be decided about. */
export const maxPopulationDays = 31

/** What a decision is about to be. */
export interface NewDecision extends Pick<AccessDecision, 'action' | 'becomes' | 'by' | 'on' | 'reason'> {
  readonly grants: readonly string[]
}

/**
 * The review with a decision about grants, in place of earlier ones.
 *
 * @throws UserError where the review is completed, a grant isn't part of it, or the decision lacks something
 */
export function decide(review: AccessReview, {grants, ...given}: NewDecision): AccessReview {
  assertNotCompleted(review)
  const byId = new Map(review.population.grants.map(grant => [grant.id, grant]))
  for (const id of grants) {
    const grant = byId.get(id)
    if (!grant) throw new UserError(`${id} isn't a grant of this review.`, 'Its CSV document lists them.')
    assertDecidable(grant, given)
  }

  const {action, becomes, by, on, reason} = given
  const decision: AccessDecision = {
    action,
    by,
    on,
    reason,
    ...(becomes ? {becomes: [...becomes].sort(byCodeUnit)} : {}),
  }
  const decisions = {...review.decisions, ...Object.fromEntries(grants.map(id => [id, decision]))}
  return {...review, decisions: sorted(decisions)}
}

/**
 * The review with the decisions that grants had before, or none where they had none.
 *
 * @param before the decisions of the review as it was then
 * @throws UserError where the review is completed
 */
export function restoreDecisions(
  review: AccessReview,
  grants: readonly string[],
  before: AccessReview['decisions'],
): AccessReview {
  assertNotCompleted(review)
  const of = (decisions: AccessReview['decisions'], isRestored: boolean) =>
    Object.entries(decisions).filter(([id]) => grants.includes(id) === isRestored)
  return {...review, decisions: sorted(Object.fromEntries([...of(review.decisions, false), ...of(before, true)]))}
}

function assertNotCompleted({completed}: AccessReview): void {
  if (completed)
    throw new UserError('The review is completed: no decision in it can change.', 'Begin another with --new.')
}

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => byCodeUnit(a, b)))

function assertDecidable(grant: Grant, {action, becomes = [], by, reason}: Omit<NewDecision, 'grants' | 'on'>): void {
  if (isBlank(by)) throw new UserError('Who decides must be said.', 'Give your email address with --by.')
  if (isBlank(reason)) throw new UserError('A decision needs a reason.', 'Say why access is kept, or ends.')
  if (action === 'change') assertCanBecome(grant, becomes)
}

function assertCanBecome(grant: Grant, becomes: readonly string[]): void {
  const possible = choicesFor(grant)
  if (possible.length === 0)
    throw new UserError(`${grantText(grant)} can be kept or removed only.`, 'Decide keep, remove or ask.')
  const [unknown = becomes.length === 0 ? '' : undefined] = becomes.filter(name => !possible.includes(name))
  if (unknown !== undefined)
    throw new UserError(
      `${grantText(grant)} can't become ${unknown === '' ? 'nothing' : `"${unknown}"`}.`,
      `Give one of ${possible.join(', ')}.`,
    )
  if (grant.kind === 'member' && becomes.length > 1)
    throw new UserError('A member has one role.', `Give one of ${possible.join(', ')}.`)
}

const choices: Readonly<Partial<Record<Grant['kind'], readonly string[]>>> = {
  collaborator: ['view', 'deploy', 'operate', 'manage'],
  member: ['admin', 'member', 'viewer', 'collaborator'],
}

/** The roles or permissions that a grant can become; none where the Heroku CLI can't change it. */
export const choicesFor = ({holds, kind}: Grant): readonly string[] =>
  (choices[kind] ?? []).filter(name => kind !== 'member' || !holds.includes(name))

/** Who has access to what, in words. */
export const grantText = ({client, id, person, place}: Grant): string =>
  `${person?.email ?? client ?? person?.id ?? id.slice(id.indexOf(':') + 1)} on the ${place.kind} ${place.name}`

/** The grants that nobody has decided about, or about which somebody was asked. */
export const openGrants = ({decisions, population}: Pick<AccessReview, 'decisions' | 'population'>): readonly Grant[] =>
  population.grants.filter(({id}) => decisions[id] === undefined || decisions[id].action === 'ask')

/** The grants of people who left that nobody decided to end. */
export const keptByLeavers = ({decisions, findings, population}: AccessReview): readonly Grant[] =>
  population.grants.filter(({id}) => findings[id]?.includes('leaver') && decisions[id]?.action !== 'remove')

/** The grants that somebody keeps or changes for themselves, which takes another person. */
export const selfDecided = ({decisions, population}: AccessReview): readonly Grant[] =>
  population.grants.filter(({id, person}) => {
    const decision = decisions[id]
    return (
      decision !== undefined &&
      decision.action !== 'remove' &&
      person?.email !== undefined &&
      isSamePerson(person.email, decision.by)
    )
  })

/**
 * Completes a review: every grant is decided about, by somebody else than its holder, and everything was listed.
 *
 * @param on ISO 8601
 * @throws UserError where something is open, with what that is
 */
export function completeReview(review: AccessReview, by: string, on: string): AccessReview {
  if (review.completed) throw new UserError('The review is completed already.', 'Begin another with --new.')
  const [open, own] = [openGrants(review), selfDecided(review)]
  const {notSeen} = review.population
  const days = (Date.parse(on) - Date.parse(review.frozenAt)) / 86_400_000
  if (isBlank(by)) throw new UserError('Who completes the review must be said.', 'Give your email address with --by.')
  if (notSeen.length > 0)
    throw new UserError(
      `The review can't be completed: ${notSeen.length} ${notSeen.length === 1 ? 'list' : 'lists'} couldn't be read.`,
      'heroku compliance:access names them, and the permission that would show each. Then read it again with --new.',
    )
  if (open.length > 0)
    throw new UserError(
      `The review can't be completed: ${open.length} of ${review.population.grants.length} grants are open.`,
      'Decide keep, remove or change about each.',
    )
  if (own[0])
    throw new UserError(
      `${grantText(own[0])} was decided by the same person${own.length > 1 ? `, and ${own.length - 1} more` : ''}.`,
      'Somebody else has to decide about it, too: their decision takes its place.',
    )
  if (days > maxPopulationDays)
    throw new UserError(
      `Who has access was read ${Math.floor(days)} days ago, more than ${maxPopulationDays}.`,
      'Read it again with --new; decisions about access that is the same are carried over.',
    )
  return {...review, completed: {by, on}}
}

/** Decisions of an unfinished review about access that is the same in another reading, but for questions. */
export function carriedDecisions(earlier: AccessReview, {grants}: AccessPopulation): AccessReview['decisions'] {
  if (earlier.completed) return {}
  const before = new Map(earlier.population.grants.map(grant => [grant.id, fingerprint(grant.holds)]))
  const entries = grants.flatMap(({holds, id}) => {
    const decision = earlier.decisions[id]
    const isSame = before.get(id) === fingerprint(holds)
    return decision && decision.action !== 'ask' && isSame ? [[id, decision] as const] : []
  })
  return sorted(Object.fromEntries(entries))
}

export const isAccessAction = (text: string): text is AccessAction =>
  (accessDecisions as readonly string[]).includes(text)
