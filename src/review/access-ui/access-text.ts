import type {ScreenLine} from '../screen-ui/screen-state.js'
import type {AccessAction, AccessRow, RowDecision} from './access-state.js'

import {pluralize} from '../../foundation/text.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {wrapParagraphs} from '../screen-ui/lines.js'

/** What a decision is about, as a question or a heading has it. */
export const actionTitles: Readonly<Record<AccessAction, string>> = {
  ask: 'Ask somebody about',
  change: 'Change the role of',
  keep: 'Keep',
  remove: 'Remove',
}

/** A row in full. */
export const rowParagraphs = ({decision, details, holds, place, who}: AccessRow): string[] =>
  [`${who}: ${holds} in ${place}`, ...details, decision ? decisionText(decision) : 'Nobody decided yet.'].map(text =>
    sanitizeForTerminal(text, 1000),
  )

export const rowDetails = (row: AccessRow, columns: number): ScreenLine[] => wrapParagraphs(rowParagraphs(row), columns)

function decisionText({action, by, on, reason, role}: RowDecision): string {
  const what = role === undefined ? action : `${action} to ${role}`
  return `Decision: ${what}, by ${by} on ${on}${reason ? `: ${reason}` : ''}`
}

/** What a decision is about, in a few words. */
export const aboutRows = (rows: readonly AccessRow[]): string => {
  const [first] = rows
  return rows.length === 1 && first
    ? `${sanitizeForTerminal(first.who, 60)} in ${sanitizeForTerminal(first.place, 40)}`
    : pluralize(rows.length, 'grant')
}

const keys: ReadonlyArray<readonly [key: string, help: string]> = [
  ['k', 'keep: this person needs this access for their work'],
  ['r', 'remove: access ends (heroku compliance:fix lists the commands)'],
  ['c', 'change the role or the permissions'],
  ['a', 'ask somebody; stays open until it is decided'],
  ['u', 'undo the last decision of this screen'],
  ['space', 'select the line; on a heading, all lines under it'],
  ['*', 'select all lines that are listed, or none'],
  ['/', 'list only lines that match, such as @vendor.example or admin'],
  ['f', 'only what is undecided, or remarkable in one way, such as no MFA'],
  ['0', 'list everything again'],
  ['enter, l', 'all about the line; esc, h: back'],
  ['down, up, j', 'move by one line (ctrl-n, ctrl-p); g, G to the first and last'],
  ['page down, up', 'move by one page (ctrl-f, ctrl-b); ctrl-d, ctrl-u by half'],
  ['q', 'leave; what is decided is saved'],
]

/** Every key and what it does. */
export const accessHelp: readonly string[] = [
  ...keys.map(([key, help]) => `${key.padEnd(15)}${help}`),
  '',
  'Decisions are for the lines that are selected, else for the line under the',
  'cursor; on a heading, for all lines that are listed under it.',
]
