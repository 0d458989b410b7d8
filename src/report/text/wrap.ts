import {wrapped} from './layout.js'

/** Words in lines of at most `columns`, indented, lines after the first by `hang` more. Ends with a newline. */
export function paragraph(text: string, columns: number, indent = 0, hang = 0): string {
  return wrapped(text, columns, ' '.repeat(indent), indent + hang)
    .map(line => `${line}\n`)
    .join('')
}
