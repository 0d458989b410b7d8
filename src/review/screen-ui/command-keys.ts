import type {CommandName} from '../commands.js'
import type {Screen} from './screen-state.js'

import {commands} from '../commands.js'
import {filterHelp} from './filter-keys.js'
import {navigationHelp} from './navigation.js'

interface CommandKey {
  readonly key: string
  readonly command: CommandName
  /** The screen on which the key does this; absent where it does so on all that have no other use for it. */
  readonly on?: Screen['kind']
}

/** The keys of the commands, in the order of the help. */
const commandKeys: readonly CommandKey[] = [
  {command: 'questions', key: 'i'},
  {command: 'failures', key: 't'},
  {command: 'yes', key: 'y'},
  {command: 'waive', key: 'w'},
  {command: 'no', key: 'n'},
  {command: 'document', key: 'd'},
  {command: 'notApplicable', key: 'x'},
  {command: 'note', key: 'o'},
  {command: 'answer', key: 'A'},
  {command: 'undo', key: 'u'},
  {command: 'adopt', key: 'a'},
  {command: 'retry', key: 'r'},
  {command: 'each', key: 'e'},
  {command: 'matrix', key: 'm'},
  {command: 'skip', key: 'p'},
  {command: 'search', key: '/'},
  {command: 'askAgain', key: 'c'},
  {command: 'signOff', key: 'S'},
  {command: 'classes', key: 'D'},
  {command: 'help', key: '?'},
  {command: 'none', key: 'n', on: 'class'},
  {command: 'holds', key: 'enter', on: 'class'},
  {command: 'quit', key: 'q'},
]

/** The command of a key on a screen; the number of a proposed answer adopts it. */
export function commandOf(key: string, screen: Screen['kind']): CommandName | undefined {
  if (/^[1-9]$/.test(key)) return 'adopt'
  const ofKey = commandKeys.filter(candidate => candidate.key === key)
  return (ofKey.find(({on}) => on === screen) ?? ofKey.find(({on}) => on === undefined))?.command
}

/** Which of the proposed answers a key is about, by its index. */
export const proposalIndexOf = (key: string): number => (/^[1-9]$/.test(key) ? Number(key) - 1 : 0)

/** From this width on, the commands are listed in two columns. */
const wideColumns = 80

/** Every key and what it does. */
export function keyHelp(columns: number): string[] {
  const entries = commandKeys.map(
    ({command, key, on}) => `${key}  ${commands[command].help}${on === undefined ? '' : ' (data)'}`,
  )
  const [formKeys, ...formHelp] = [
    'in a form',
    'enter takes what is typed, or the value in brackets; up goes',
    'back to the previous reply; esc leaves; keys edit as in a shell',
  ]
  return [
    ...(columns < wideColumns ? entries : inPairs(entries)),
    ...[...navigationHelp, filterHelp].map(([keys, help]) => `${keys.padEnd(17)}${help}`),
    ...formHelp.map((help, index) => `${(index === 0 ? formKeys : '').padEnd(17)}${help}`),
  ]
}

function inPairs(entries: readonly string[]): string[] {
  return entries.flatMap((entry, index) =>
    index % 2 === 0 ? [`${entry.padEnd(wideColumns / 2)}${entries[index + 1] ?? ''}`] : [],
  )
}
