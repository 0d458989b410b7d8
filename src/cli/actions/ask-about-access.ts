import type {AccessFlags} from '../access-flags.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {AccessSession} from './access-session.js'

import {decide, restoreDecisions} from '../../access/access-review.js'
import {UserError} from '../../foundation/user-error.js'
import {isPlain} from '../io/plain-output.js'
import {screenObstacle} from '../io/screen-obstacle.js'
import {decider, hasDecisions} from './access-decisions.js'
import {save} from './access-session.js'

/** Whether a person is there to be asked on a screen, and asked for nothing else. */
export function opensScreen(flags: AccessFlags): boolean {
  const wantsDocument = flags.format !== undefined || flags.json || flags.full || (flags.output ?? []).length > 0
  const doesMore = flags.complete === true || flags.verify === true || hasDecisions(flags)
  return !flags.plain && !wantsDocument && !doesMore && screenObstacle(process.env) === undefined
}

/** Asks a person what they decide: line by line with --plain, else on a screen where there is one. */
export async function askAboutAccess(
  command: ComplianceCommand,
  session: AccessSession,
  flags: AccessFlags,
): Promise<AccessSession> {
  const by = decider(flags)
  if (flags.plain) {
    if (by === undefined) throw new UserError('Who decides must be said.', 'Give your email address with --by.')
    const {runPlainAccess} = await import('./run-plain-access.js')
    return runPlainAccess(command, session, by)
  }

  if (by === undefined || session.kept.review.completed || !opensScreen(flags)) return session
  return askOnScreen(session, by)
}

async function askOnScreen(start: AccessSession, by: string): Promise<AccessSession> {
  let session = start
  // Imported late: it loads ink.
  const {runAccessReviewScreen} = await import('./access-screen.js')
  await runAccessReviewScreen(start.kept.review, {
    by,
    isColorless: isPlain(),
    now: () => new Date().toISOString(),
    async save(decision) {
      session = await save(session, decide(session.kept.review, decision), [decision], decision.on)
      return session.kept.review
    },
    async undo({grants, on}, before) {
      const review = restoreDecisions(session.kept.review, grants, before)
      session = await save(session, review, [{action: 'undo', by, grants}], on)
      return session.kept.review
    },
  })
  return session
}
