import {wrapText} from './layout.js'

/** Words in lines of at most `columns`, indented, lines after the first by `hang` more. Ends with a newline. */
export function paragraph(text: string, columns: number, indent = 0, hangingIndent = 0): string {
  return wrapText(text, columns, ' '.repeat(indent), indent + hangingIndent)
    .map(line => `${line}\n`)
    .join('')
}
