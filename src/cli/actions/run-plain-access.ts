import {createInterface} from 'node:readline'

import type {NewDecision} from '../../access/access-review.js'
import type {Grant} from '../../access/grant.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {AccessSession} from './access-session.js'

import {choicesFor, decide, grantText, openGrants} from '../../access/access-review.js'
import {UserError} from '../../foundation/user-error.js'
import {findingTitles} from '../../report/access/access-text.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {save} from './access-session.js'

/** What a line of input says. */
type Line = 'quit' | 'skip' | Pick<NewDecision, 'action' | 'becomes' | 'reason'>

/**
 * Asks about one open grant after the other, on a terminal or from a pipe, until the end of the input. Each decision is
 * saved at once.
 */
export async function runPlainAccess(
  command: ComplianceCommand,
  start: AccessSession,
  by: string,
): Promise<AccessSession> {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY
  const input = createInterface({
    input: process.stdin,
    ...(isTerminal ? {output: process.stdout} : {}),
    terminal: isTerminal,
  })
  const lines = input[Symbol.asyncIterator]()
  let session = start
  command.print(help)
  for (const grant of openGrants(start.kept.review)) {
    const asked = await askAbout(command, session, {by, grant, lines})
    if (asked === 'quit') break
    session = asked
  }

  input.close()
  return session
}

const help = `Answer with a letter and the reason: k needed for support
  k keep, r remove, c ROLE change, a ask somebody; enter skips, q quits

`

interface Question {
  readonly by: string
  readonly grant: Grant
  readonly lines: AsyncIterator<string>
}

/** Asks until the answer can be taken. */
async function askAbout(
  command: ComplianceCommand,
  session: AccessSession,
  question: Question,
): Promise<'quit' | AccessSession> {
  const {by, grant, lines} = question
  command.print(`${questionText(session, grant)}\n> `)
  const answer = await lines.next()
  const line = answer.done === true ? 'quit' : parseLine(answer.value)
  if (line === 'quit' || line === 'skip') return line === 'quit' ? line : session
  const on = new Date().toISOString()
  const decision = {...line, by, grants: [grant.id], on}
  try {
    return await save(session, decide(session.kept.review, decision), [decision], on)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    command.print(`${error.message} ${error.hint}\n`)
    return askAbout(command, session, question)
  }
}

function questionText({kept: {review}}: AccessSession, grant: Grant): string {
  const remarks = (review.findings[grant.id] ?? []).map(finding => `; ${findingTitles[finding]}`).join('')
  const choices = choicesFor(grant)
  const possible = choices.length > 0 ? ` (c: ${choices.join(', ')})` : ''
  return sanitizeForTerminal(`${grantText(grant)}: ${grant.holds.join(' ')}${remarks}${possible}`, 400)
}

const actions: Readonly<Record<string, NewDecision['action']>> = {a: 'ask', c: 'change', k: 'keep', r: 'remove'}

function parseLine(text: string): Line {
  const [letter = '', ...words] = text.trim().split(/\s+/)
  if (letter === 'q') return 'quit'
  const action = Object.hasOwn(actions, letter) ? actions[letter] : undefined
  if (action === undefined) return 'skip'
  if (action !== 'change') return {action, reason: words.join(' ')}
  const [roles = '', ...reason] = words
  return {action, becomes: roles.split(',').filter(role => role !== ''), reason: reason.join(' ')}
}
