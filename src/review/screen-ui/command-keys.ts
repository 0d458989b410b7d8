import type {CommandName} from '../commands.js'

import {commands} from '../commands.js'
import {filterHelp} from './filter-keys.js'
import {navigationHelp} from './navigation.js'

/** The keys of the commands, in the order of the help. */
const commandKeys: ReadonlyMap<string, CommandName> = new Map([
  ['i', 'questions'],
  ['t', 'failures'],
  ['y', 'yes'],
  ['w', 'waive'],
  ['n', 'no'],
  ['d', 'document'],
  ['x', 'notApplicable'],
  ['o', 'note'],
  ['a', 'adopt'],
  ['e', 'each'],
  ['p', 'skip'],
  ['u', 'undo'],
  ['c', 'askAgain'],
  ['r', 'retry'],
  ['m', 'matrix'],
  ['/', 'search'],
  ['?', 'help'],
  ['q', 'quit'],
] as const)

/** The command of a key; the number of a proposed answer adopts it. */
export const commandOf = (key: string): CommandName | undefined =>
  /^[1-9]$/.test(key) ? 'adopt' : commandKeys.get(key)

/** Which of the proposed answers a key is about, by its index. */
export const proposalIndexOf = (key: string): number => (/^[1-9]$/.test(key) ? Number(key) - 1 : 0)

/** From this width on, the commands are listed in two columns. */
const wideColumns = 80

/** Every key and what it does. */
export function keyHelp(columns: number): string[] {
  const entries = [...commandKeys].map(([key, command]) => `${key}  ${commands[command].help}`)
  return [
    ...(columns < wideColumns ? entries : inPairs(entries)),
    '',
    ...[...navigationHelp, filterHelp].map(([keys, help]) => `${keys.padEnd(20)}${help}`),
    '',
    'In a form: enter takes what is typed, or the value in brackets;',
    'up goes back to the previous reply, esc leaves the form.',
    '',
    'Press any key to close this help.',
  ]
}

function inPairs(entries: readonly string[]): string[] {
  return entries.flatMap((entry, index) =>
    index % 2 === 0 ? [`${entry.padEnd(wideColumns / 2)}${entries[index + 1] ?? ''}`] : [],
  )
}
