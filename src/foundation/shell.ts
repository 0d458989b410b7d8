import {sanitizeLine} from './printable.js'

/** Text as a single word of a shell command: in quotes unless it needs none. */
export const shellQuote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`

/** A file as a word of a command that is shown: never like a flag, and a placeholder where its name can't be shown. */
export function shellFile(file: string, placeholder: string): string {
  if (sanitizeLine(file) !== file) return placeholder
  return shellQuote(file.startsWith('-') ? `./${file}` : file)
}
