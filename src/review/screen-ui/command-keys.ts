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
  ['p', 'skip'],
  ['u', 'undo'],
  ['c', 'askAgain'],
  ['r', 'retry'],
  ['m', 'matrix'],
  ['/', 'search'],
  ['?', 'help'],
  ['q', 'quit'],
] as const)

export const commandOf = (key: string): CommandName | undefined => commandKeys.get(key)

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
