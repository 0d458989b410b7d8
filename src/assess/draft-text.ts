import {unsafeCharacters} from '../foundation/text.js'

const width = 80

/** A text, or words that stay whole, as comment lines of the width of a terminal. */
export function wrapped(text: string | readonly string[], indent = '# ', furtherIndent = indent): string[] {
  const lines: string[] = []
  let line = indent
  let isEmpty = true
  for (const word of typeof text === 'string' ? text.split(' ') : text) {
    if (!isEmpty && line.length + word.length >= width) {
      lines.push(line.trimEnd())
      line = furtherIndent
    }

    line += `${word} `
    isEmpty = false
  }

  return [...lines, line.trimEnd()]
}

/** A string from the API as part of a one-line comment. */
export const commentText = (value: string): string => value.replaceAll(unsafeCharacters, '?').slice(0, 200)
