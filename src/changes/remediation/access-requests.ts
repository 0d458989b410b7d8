import type {AccessRemoval} from '../../access/access-removals.js'
import type {AccessReview} from '../../access/access-review.js'
import type {AccessPopulation, Grant, GrantKind} from '../../access/grant.js'
import type {PlanFinding} from '../../model/remediation-plan.js'
import type {SubjectKind} from '../../model/subject.js'
import type {FixRequest} from './fix-requests.js'
import type {AccessOutcome} from './prove-steps.js'

import {verifyRemovals} from '../../access/access-removals.js'
import {shellQuote} from '../../foundation/shell.js'
import {accessDecision} from '../../model/remediation-plan.js'
import {commandWords, wordText} from './command-words.js'

const subjectKinds: Readonly<Record<GrantKind, SubjectKind>> = {
  collaborator: 'collaborator',
  'enterprise-member': 'member',
  invitation: 'invitation',
  member: 'member',
  'space-member': 'member',
  'team-token': 'authorization',
  token: 'authorization',
}

/** The reason for a step: a decision, in the place of a failure. */
function findingOf({decision: {becomes, by, on}, grant}: AccessRemoval): PlanFinding {
  const {id, kind, place} = grant
  const what = becomes ? `becomes ${becomes.join(', ')}` : 'ends'
  return {
    check: accessDecision,
    controls: [],
    severity: 'high',
    subject: {
      id,
      kind: subjectKinds[kind],
      name: `${holderOf(grant)} in ${place.name}`,
      ...(place.kind === 'app' || place.kind === 'space' || place.kind === 'team' ? {[place.kind]: place.name} : {}),
    },
    title: `by the access review, ${by} decided on ${on.slice(0, 10)}: this access ${what}`,
  }
}

const holderOf = ({client, id, person}: Grant): string => person?.email ?? client ?? person?.id ?? id

/** The commands that carry out decisions, each with what a person should know before. */
export function accessRequests(
  removals: readonly AccessRemoval[],
  population: Pick<AccessPopulation, 'grants'>,
): FixRequest[] {
  const withoutAdmin = teamsWithoutAdmin(removals, population)
  return removals.map(removal => {
    const {byHand = '', command, decision, grant} = removal
    const takesLastAdmin = isAdmin(grant) && withoutAdmin.has(grant.place.id)
    return {
      commands: command === undefined ? [] : [withQuotedCapitals(command)],
      effects: [
        ...(takesLastAdmin
          ? [`This takes the last admin from ${grant.place.name}: make somebody else an admin first.`]
          : []),
        ...(grant.kind === 'member' && decision.action === 'remove' ? [keptAccess] : []),
      ],
      findings: [findingOf(removal)],
      text: command === undefined ? byHand : 'Carry out what the access review decided.',
      ...(command === undefined ? {byHand: 'dashboard' as const} : {}),
    }
  })
}

const keptAccess = "What the person keeps on the team's apps isn't known before: read again afterwards."

const isAdmin = ({holds, kind}: Pick<Grant, 'holds' | 'kind'>): boolean => kind === 'member' && holds.includes('admin')

/** The ids of teams of which decisions leave no admin. */
function teamsWithoutAdmin(
  removals: readonly AccessRemoval[],
  {grants}: Pick<AccessPopulation, 'grants'>,
): ReadonlySet<string> {
  const after = new Map(removals.map(({decision, grant}) => [grant.id, decision.becomes ?? []]))
  const stay = grants.filter(({holds, id, kind}) => isAdmin({holds: after.get(id) ?? holds, kind}))
  const teams = new Set(
    removals
      .map(({grant}) => grant)
      .filter(isAdmin)
      .map(({place}) => place.id),
  )
  for (const {place} of stay) teams.delete(place.id)
  return teams
}

/** The command with words in capitals in quotes: otherwise they would be taken for what a person fills in. */
const withQuotedCapitals = (command: string): string =>
  commandWords(command)
    .map(word => wordText(word, () => ''))
    .map(word => (/[A-Z]/.test(word) && shellQuote(word) === word ? `'${word}'` : shellQuote(word)))
    .join(' ')

/** Whether access is as decided, by the population of the facts after the steps. */
export const accessOutcome =
  (
    review: Pick<AccessReview, 'decisions' | 'population'>,
    populationOf: (facts: Parameters<AccessOutcome>[0]) => AccessPopulation,
  ): AccessOutcome =>
  facts => {
    const outcomes = new Map(
      verifyRemovals(review, populationOf(facts)).map(({grant, outcome}) => [grant.id, findingOutcomes[outcome]]),
    )
    return ({subject}) => outcomes.get(subject.id) ?? 'fails'
  }

const findingOutcomes = {done: 'closed', open: 'fails', unknown: 'unknown'} as const
