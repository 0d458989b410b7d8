import type {CommandName} from '../commands.js'

import {commands} from '../commands.js'

/** What follows a command on its line. */
type Argument = 'apps' | 'class' | 'control' | 'finding' | 'proposal' | 'questions' | 'text'

/** A command of the table, or one that only prints. */
export interface LineCommand {
  readonly words: readonly [string, ...string[]]
  readonly command: CommandName | 'show'
  readonly argument?: Argument
}

const lineCommands: readonly LineCommand[] = [
  {argument: 'apps', command: 'holds', words: ['holds']},
  {command: 'none', words: ['none']},
  {argument: 'class', command: 'classes', words: ['data']},
  {argument: 'control', command: 'yes', words: ['yes', 'y']},
  {argument: 'control', command: 'no', words: ['no', 'n']},
  {argument: 'control', command: 'notApplicable', words: ['na', 'not-applicable']},
  {argument: 'questions', command: 'answer', words: ['answer']},
  {argument: 'text', command: 'questions', words: ['questions']},
  {argument: 'proposal', command: 'adopt', words: ['adopt']},
  {command: 'each', words: ['each']},
  {command: 'skip', words: ['skip', 's']},
  {command: 'askAgain', words: ['again']},
  {command: 'matrix', words: ['matrix']},
  {command: 'failures', words: ['failures']},
  {argument: 'finding', command: 'show', words: ['show']},
  {argument: 'finding', command: 'waive', words: ['waive']},
  {argument: 'text', command: 'search', words: ['find', 'filter']},
  {command: 'document', words: ['document']},
  {argument: 'text', command: 'note', words: ['note']},
  {command: 'signOff', words: ['sign-off', 'signoff']},
  {command: 'undo', words: ['undo', 'u']},
  {command: 'retry', words: ['retry']},
  {command: 'help', words: ['?', 'help']},
  {command: 'quit', words: ['quit', 'q', 'exit']},
]

/** The command that a word stands for, in any case. */
export const findLineCommand = (word: string): LineCommand | undefined =>
  lineCommands.find(({words}) => words.includes(word.toLowerCase()))

const argumentNames: Readonly<Record<Argument, string>> = {
  apps: 'LIST',
  class: '[CLASS]',
  control: '[WHICH]',
  finding: 'N',
  proposal: '[N]',
  questions: 'LIST',
  text: 'TEXT',
}

/** Every command with its argument and what it does. */
export const lineHelp: readonly string[] = [
  ...lineCommands.map(({argument, command, words: [word]}) => {
    const usage = argument === undefined ? word : `${word} ${argumentNames[argument]}`
    return `  ${usage.padEnd(16)}${command === 'show' ? 'show failure N in full' : commands[command].help}`
  }),
  'WHICH is a framework and a control, such as pci 1.2.4, or numbers of "questions"; without it, what is asked.',
  'LIST is numbers of what was listed, such as 3,5-7; apps also by name. N is a number that "failures" or the question',
  'lists. CLASS is a class of data, such as health. Each decision is saved at once.',
]
