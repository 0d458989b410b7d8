import {displayWidth} from './layout.js'

/** A cell: its text and how it is colored or linked, which doesn't count as width. */
export interface Cell {
  readonly text: string
  readonly decorate?: (text: string) => string
}

/** A column of a table: its heading, and whether its cells are numbers, which stand on the right. */
export interface Column {
  readonly heading: string
  readonly isNumber?: boolean
  /** At most so many columns; longer cells lose their end. */
  readonly limit?: number
}

export interface TableStyle {
  readonly ellipsis: string
  readonly heading: (text: string) => string
}

/** A text in at most so many columns: what is too long ends with an ellipsis. */
export function clip(text: string, columns: number, ellipsis: string): string {
  if (displayWidth(text) <= columns) return text
  const characters = [...text]
  while (characters.length > 0 && displayWidth(characters.join('')) + ellipsis.length > columns) characters.pop()
  return `${characters.join('').trimEnd()}${ellipsis}`
}

/** The width of each column, as wide as its widest cell needs. */
const columnWidths = (columns: readonly Column[], rows: ReadonlyArray<readonly Cell[]>): number[] =>
  columns.map(({heading, limit = Infinity}, index) =>
    Math.min(limit, Math.max(displayWidth(heading), ...rows.map(row => displayWidth(row[index]?.text ?? '')))),
  )

/** Aligned cells under their headings; no line ends with blanks. */
export function tableLines(
  columns: readonly Column[],
  rows: ReadonlyArray<readonly Cell[]>,
  {ellipsis, heading: styleHeading}: TableStyle,
): string[] {
  const widths = columnWidths(columns, rows)
  const line = (cells: readonly Cell[]) =>
    cells
      .map(({decorate = text => text, text}, index) => {
        const clipped = clip(text, widths[index] ?? 0, ellipsis)
        const padding = ' '.repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(clipped)))
        return columns[index]?.isNumber ? padding + decorate(clipped) : decorate(clipped) + padding
      })
      .join('  ')
      .trimEnd()
  return [line(columns.map(({heading}) => ({decorate: styleHeading, text: heading}))), ...rows.map(line)]
}

/** Two blocks of lines beside each other, if they fit into so many columns. */
export function placeBeside(left: readonly string[], right: readonly string[], columns: number): string[] | undefined {
  const widest = (lines: readonly string[]) => Math.max(0, ...lines.map(displayWidth))
  const start = left.length === 0 ? 0 : widest(left) + 4
  if (start + widest(right) > columns) return undefined
  return Array.from({length: Math.max(left.length, right.length)}, (_, index) => {
    const first = left[index] ?? ''
    const second = right[index]
    return second === undefined ? first : `${first}${' '.repeat(start - displayWidth(first))}${second}`
  })
}
