import type {FrameLine, ScreenLine} from './screen-state.js'

import {displayWidth, truncateToWidth} from '../../report/terminal/layout.js'

/** Two texts at the two ends of a line. */
export const justify = (left: string, right: string, columns: number): string => {
  const shortLeft = truncateToWidth(left, Math.max(3, columns - right.length - 1))
  return shortLeft + ' '.repeat(Math.max(1, columns - displayWidth(shortLeft) - right.length)) + right
}

/** The beginning of a text, in at most so many columns: lines begin with the names and IDs. */
export function truncate(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let visibleText = ''
  let usedColumns = 0
  for (const character of text) {
    usedColumns += displayWidth(character)
    if (usedColumns > columns - 3) break
    visibleText += character
  }

  return `${visibleText.trimEnd()}...`
}

/** A line that the cursor isn't on. */
export const plainLine = ({color, isStrong, text}: ScreenLine): FrameLine => ({
  ...(color ? {color} : {}),
  ...(isStrong ? {isStrong} : {}),
  text,
})

/** The lines around the cursor. */
export function linesAround(lines: readonly ScreenLine[], cursor: number, rows: number): FrameLine[] {
  if (lines.length === 0) return [{text: 'Nothing matches; esc clears the filter, 0 all filters.'}]
  const selected = Math.min(cursor, lines.length - 1)
  const first = Math.max(0, Math.min(selected - Math.floor(rows / 2), lines.length - rows))
  return lines.slice(first, first + rows).map((line, index) => ({
    ...plainLine(line),
    ...(line.marks ? {marks: line.marks.map(([start, end]) => [start + 2, end + 2] as const)} : {}),
    isSelected: first + index === selected,
    text: `${first + index === selected ? '>' : ' '} ${line.text}`,
  }))
}
