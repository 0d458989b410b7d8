import type {HerokuCommand} from '../../model/heroku-command.js'
import type {CommandTraits} from './command-traits.js'
import type {CommandWord, WordPiece} from './command-words.js'

import {shellQuote} from '../../foundation/shell.js'

/** A command as a POSIX shell reads it: names quoted, variables in double quotes, and nothing left to be asked. */
export function shellCommand(
  words: readonly CommandWord[],
  {confirm}: Pick<CommandTraits, 'confirm'>,
  shown: HerokuCommand | undefined,
): string {
  const confirmed = confirm === undefined || !shown ? [] : ['--confirm', shellQuote(filled(confirm, shown))]
  // What follows -- is for the add-on.
  const end = words.findIndex(word => word.length === 1 && isText(word[0], '--'))
  const position = end < 0 ? words.length : end
  const texts = words.map(word => shellWord(word))
  return ['heroku', ...texts.slice(0, position), ...confirmed, ...texts.slice(position)].join(' ')
}

const isText = (part: WordPiece | undefined, text: string): boolean =>
  part !== undefined && 'text' in part && part.text === text

/** Neighboring texts are quoted as one. */
function shellWord(word: CommandWord): string {
  let text = ''
  let shell = ''
  for (const part of word)
    if ('text' in part) text += part.text
    else {
      shell += `${text === '' ? '' : shellQuote(text)}"$${part.input}"`
      text = ''
    }

  return shell + (text === '' && shell !== '' ? '' : shellQuote(text))
}

/** How to take a command back, its own arguments filled in. */
export const undoText = (template: string, command: HerokuCommand, inputs: readonly string[]): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = valueOf(command, name)
    return inputs.some(input => value === `$${input}`) ? `"${value}"` : shellQuote(value)
  })

const filled = (template: string, command: HerokuCommand): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(command, name))

/** The value of an argument or a flag; what wasn't given stands in capitals. */
function valueOf({args, flags}: HerokuCommand, name: string): string {
  const value = args[name] ?? flags[name]
  return typeof value === 'string' ? value : name.toUpperCase()
}
