import type {AccessReview, NewDecision} from '../../access/access-review.js'
import type {AccessFlags} from '../access-flags.js'

import {decide} from '../../access/access-review.js'
import {grantsNamed} from '../../access/grant-filter.js'
import {readDecisions} from '../../access/read-decisions.js'
import {readText} from '../../files/read-json.js'
import {parseCsv} from '../../parsing/csv.js'
import {UserError} from '../../foundation/user-error.js'
import {gitEmail} from '../io/git-identity.js'

/** The flags that decide about grants which a filter names. */
const filterFlags = ['keep', 'remove', 'change', 'ask'] as const

const decidesByFilter = (flags: AccessFlags): boolean => filterFlags.some(name => (flags[name] ?? []).length > 0)

/** Whether flags decide something. */
export const hasDecisions = (flags: AccessFlags): boolean => flags.decisions !== undefined || decidesByFilter(flags)

/**
 * @param asks whether a person is asked what they decide
 * @throws UserError for a flag that has no effect without another, or needs one
 */
export function assertDecisionFlags(flags: AccessFlags, asks: boolean): void {
  const {by, change = [], complete, decisions, sign, to, why} = flags
  const decides = decidesByFilter(flags)
  const filters = '--keep, --remove, --change or --ask'
  assertHasEffect('--to', to, change.length > 0, '--change')
  assertHasEffect('--why', why, decides, filters)
  const isSigned = [decides, asks, complete, decisions !== undefined].includes(true)
  assertHasEffect('--by', by, isSigned, `${filters}, --decisions, --plain or --complete`)
  assertHasEffect('--sign', sign, complete === true, '--complete')
  if (change.length > 0 && to === undefined)
    throw new UserError('--change needs --to.', 'Say which role or permissions it becomes, such as --to viewer.')
  if (decides && why === undefined)
    throw new UserError('A decision needs a reason.', 'Say it with --why "needed for the on-call team".')
}

function assertHasEffect(flag: string, value: unknown, hasEffect: boolean, others: string): void {
  if (value === undefined || hasEffect) return
  throw new UserError(`${flag} has no effect without ${others}.`, 'Leave it out, or add what it is about.')
}

/** Who decides: who was named, else the user of git. */
export const decider = ({by}: AccessFlags): string | undefined => by ?? gitEmail()

/**
 * The decisions that flags and a CSV document make, in their order.
 *
 * @param on ISO 8601
 * @throws UserError for a filter that fits nothing, and what can't be read in the document
 */
export function givenDecisions(review: AccessReview, flags: AccessFlags, on: string): NewDecision[] {
  const by = decider(flags)
  const ofFile =
    flags.decisions === undefined
      ? []
      : readDecisions(parseCsv(readText(flags.decisions), flags.decisions), flags.decisions, review, {
          fallbackBy: by,
          on,
        })
  const byFilter = filterFlags.flatMap(action =>
    (flags[action] ?? []).map(filter => ({
      action,
      by: by ?? '',
      grants: grantsNamed(review, filter).map(({id}) => id),
      on,
      reason: flags.why ?? '',
      ...(action === 'change' ? {becomes: (flags.to ?? '').split(/[\s,]+/).filter(name => name !== '')} : {}),
    })),
  )
  return [...ofFile, ...byFilter]
}

/** The review after all of the decisions; none is made where one can't be. */
export const withDecisions = (review: AccessReview, decisions: readonly NewDecision[]): AccessReview =>
  decisions.reduce((current, decision) => decide(current, decision), review)
