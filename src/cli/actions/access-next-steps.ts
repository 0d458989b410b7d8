import type {AccessReview} from '../../access/access-review.js'
import type {NextStep} from '../../report/text/next-steps.js'
import type {AccessFlags} from '../access-flags.js'

import {accessRemovals} from '../../access/access-removals.js'
import {openGrants} from '../../access/access-review.js'
import {shellFile, shellQuote} from '../../foundation/shell.js'
import {subjectFlags, typedFlags} from './invocation.js'

interface NextContext {
  readonly file: string | undefined
  readonly flags: AccessFlags
  /** How many decisions a later reading doesn't show as carried out; undefined without one. */
  readonly undone: number | undefined
}

/** What a reviewer would type next. */
export function accessNextSteps(review: AccessReview, {file, flags, undone}: NextContext): NextStep[] {
  // A review that is kept says itself what it is of.
  const typed = file === undefined ? typedFlags(subjectFlags, flags) : []
  const kept = flags.review ?? (file === undefined ? 'access-review.json' : undefined)
  const named = kept === undefined ? [] : [`--review ${shellFile(kept, 'FILE')}`]
  const access = ['heroku compliance:access', ...typedFlags(['policy'], flags)]
  const command = [...access, ...typed, ...named].join(' ')
  // A review that isn't kept is begun by the first of the steps; the second goes on with it.
  const unchanged = [...access, ...(file === undefined ? typed : named)]
  const open = openGrants(review).length
  if (review.completed) return completedSteps(review, command, {file, undone})
  if (open > 0)
    return [
      {about: 'a document to fill in', command: `${command} --output access.csv`},
      {about: 'reads it back', command: `${[...access, ...named].join(' ')} --decisions access.csv`},
      ...(flags.full ? [] : [{about: 'every grant', command: `${unchanged.join(' ')} --full`}]),
    ]
  return review.population.notSeen.length > 0
    ? [{about: 'reads it again, with the permissions', command: `${command} --new${rosterArgs(review)}`}]
    : [{about: 'ends the review', command: `${command} --complete`}]
}

/** What a review is of, as flags; of several scopes, no one reading is. */
export const scopeArgs = ({scopes: [scope, ...others]}: AccessReview): string => {
  if (!scope || others.length > 0) return '--snapshot FILE'
  return scope.name === undefined ? '--all' : `--${scope.kind} ${shellQuote(scope.name)}`
}

const rosterArgs = ({roster}: AccessReview): string => (roster ? ' --roster FILE' : '')

function completedSteps(
  review: AccessReview,
  command: string,
  {file, undone}: Pick<NextContext, 'file' | 'undone'>,
): NextStep[] {
  if (file === undefined) return []
  const named = `--access-review ${shellFile(file, 'FILE')}`
  if (accessRemovals(review).length === 0 || undone === 0) {
    const evidence = `heroku compliance:evidence ${scopeArgs(review)} ${named} --output evidence.zip`
    return [{about: 'a bundle of evidence with the review', command: evidence}]
  }

  const fix = `heroku compliance:fix ${named}`
  return undone === undefined
    ? [
        {about: 'commands that carry the decisions out', command: fix},
        {about: 'whether they were', command: `${command} --verify`},
      ]
    : [{about: 'the commands for what remains', command: fix}]
}
