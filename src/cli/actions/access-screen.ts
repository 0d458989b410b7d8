import type {AccessReview, NewDecision} from '../../access/access-review.js'
import type {Grant} from '../../access/grant.js'
import type {GrantFinding} from '../../access/roster.js'
import type {AccessChoice, AccessRow} from '../../review/access-ui/access-state.js'

import {choicesFor} from '../../access/access-review.js'
import {byCodeUnit} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {scopesText} from '../../model/snapshot.js'
import {holderText, kindTitles} from '../../report/access/access-text.js'

/** Where the decisions of a screen go, and who makes them. */
export interface ScreenDecisions {
  readonly by: string
  /** The time, ISO 8601. */
  readonly now: () => string
  /**
   * Saves a decision.
   *
   * @returns the review with it
   * @throws UserError where it can't be saved
   */
  readonly save: (decision: NewDecision) => Promise<AccessReview>
  /**
   * Puts back what was decided about some grants before, and saves that.
   *
   * @returns the review with it
   * @throws UserError where it can't be saved
   */
  readonly undo: (decision: NewDecision, before: AccessReview['decisions']) => Promise<AccessReview>
  readonly isColorless: boolean
}

/** Lets a person decide about the grants of a review on a screen; each decision is saved at once. */
export async function runAccessReviewScreen(
  review: AccessReview,
  {isColorless, ...target}: ScreenDecisions,
): Promise<AccessReview> {
  const session = undoable(review, target)
  const {runAccessScreen} = await import('../../review/access-ui/access-loop.js')
  await runAccessScreen(
    {
      rows: accessRows(review),
      save: async choice => accessRows(await session.decide(choice)),
      undo: async () => accessRows(await session.undo()),
      title: `Access review: ${scopesText(review.scopes)}`,
    },
    isColorless,
  )
  return session.current()
}

interface UndoableReview {
  readonly current: () => AccessReview
  readonly decide: (choice: AccessChoice) => Promise<AccessReview>
  /** Takes back the last decision, if there is one. */
  readonly undo: () => Promise<AccessReview>
}

/** A review that remembers what was decided before each decision. */
export function undoable(
  review: AccessReview,
  {by, now, save, undo}: Omit<ScreenDecisions, 'isColorless'>,
): UndoableReview {
  let current = review
  const made: Array<{readonly before: AccessReview['decisions']; readonly decision: NewDecision}> = []
  return {
    current: () => current,
    async decide(choice) {
      const decision = decisionOf(choice, by, now())
      const before = current.decisions
      current = await save(decision)
      made.push({before, decision})
      return current
    },
    async undo() {
      const last = made.at(-1)
      if (!last) return current
      current = await undo({...last.decision, by, on: now()}, last.before)
      made.pop()
      return current
    },
  }
}

const decisionOf = ({action, ids, reason, role}: AccessChoice, by: string, on: string): NewDecision => ({
  action,
  by,
  grants: ids,
  on,
  reason,
  ...(role === undefined ? {} : {becomes: role.split(',')}),
})

/** The grants of a review as a screen lists them, by place. */
export function accessRows({decisions, findings, population}: AccessReview): AccessRow[] {
  return [...population.grants].sort(byPlaceAndHolder).map(grant => {
    const decision = decisions[grant.id]
    return {
      choices: choicesFor(grant),
      details: detailsOf(grant),
      holds: grant.holds.join(', '),
      id: grant.id,
      isSet: grant.kind === 'collaborator',
      place: `${grant.place.kind} ${grant.place.name}`,
      remarks: [
        ...(grant.kind === 'invitation' ? ['invited'] : []),
        ...(findings[grant.id] ?? []).map(finding => remarkOf[finding]),
      ],
      who: holderText(grant),
      ...(decision ? {decision: {...decision, on: decision.on.slice(0, 10), role: decision.becomes?.join(', ')}} : {}),
    }
  })
}

/** What reaches furthest comes first. */
const placeOrder: ReadonlyArray<Grant['place']['kind']> = ['enterprise account', 'team', 'space', 'app', 'account']

const byPlaceAndHolder = (a: Grant, b: Grant): number =>
  placeOrder.indexOf(a.place.kind) - placeOrder.indexOf(b.place.kind) ||
  byCodeUnit(a.place.name, b.place.name) ||
  byCodeUnit(holderText(a), holderText(b))

const remarkOf: Readonly<Record<GrantFinding, string>> = {
  duplicate: 'two addresses',
  external: 'external',
  inactive: 'inactive',
  leaver: 'left',
  'no-mfa': 'no MFA',
  'not-on-roster': 'not on roster',
}

/** What Heroku says of a grant; what it doesn't say is left out. */
function detailsOf({federated, kind, lastLogin, mfa, since}: Grant): string[] {
  const [title] = kindTitles[kind]
  return [
    [
      capitalize(title),
      ...(since === undefined ? [] : [`since ${since.slice(0, 10)}`]),
      ...(lastLogin === undefined ? [] : [`last sign-in ${lastLogin.slice(0, 10)}`]),
      ...(mfa === undefined ? [] : [mfa ? 'uses MFA' : 'uses no MFA']),
      ...(federated === true ? ['signs in through the identity provider'] : []),
    ].join('; ') + '.',
  ]
}
