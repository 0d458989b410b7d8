import {sanitizePlainText, truncate} from '../../foundation/plain-text.js'

/** A cell: a count is a number, all else is text; a list has a line for each item. */
export type SheetCell = number | string | readonly string[]

export interface SheetColumn {
  readonly title: string
  /** In characters. */
  readonly width: number
}

/** A table with a sheet of its own. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: ReadonlyArray<readonly SheetCell[]>
}

/** Excel stores at most 32,767 characters, and an underscore may take seven of them. */
const maxCellLength = 32_000

/** Excel reads `_x0041_` in a file as `A`, so that the underscore itself has to be written in that way. */
const escapedCharacter = /_(?=x[\dA-F]{4}_)/gi

/** A text as a cell holds it: without characters that XML or a reader can't take, and never read as an escape. */
export function cellText(value: string | readonly string[]): string {
  const lines = (typeof value === 'string' ? [value] : value).map(line => sanitizePlainText(line))
  const text = lines.join('\n').replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD')
  return truncate(truncate(text, maxCellLength).replaceAll(escapedCharacter, '_x005F_'), maxCellLength)
}
