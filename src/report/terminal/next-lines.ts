import type {NextStep} from '../text/next-steps.js'
import type {Page} from './page.js'

import {displayWidth, wrapText} from './layout.js'
import {paragraph} from './page.js'

type Width = Pick<Page, 'columns' | 'paint'>

const indent = '  '
const gap = 2

/** What to type next, a line each: the commands, and beside them what they do where both fit. */
export function nextLines(page: Width, steps: readonly NextStep[]): string[] {
  if (steps.length === 0) return []
  const {columns, paint} = page
  const widest = Math.max(...steps.map(({command}) => displayWidth(command)))
  const areBeside = steps.every(({about}) => indent.length + widest + gap + displayWidth(about) <= columns)
  return [
    paint.strong('Next'),
    ...steps.flatMap(({about, command}) =>
      areBeside
        ? [`${indent}${paint.name(command)}${' '.repeat(widest - displayWidth(command) + gap)}${about}`]
        : [...commandLines(page, command), ...paragraph(page, about, 2)],
    ),
  ]
}

/** A command that is too long for a line is continued as a shell reads it, which it wouldn't be within quotes. */
function commandLines({columns, paint}: Width, command: string): string[] {
  const fits = indent.length + displayWidth(command) <= columns
  if (fits || /['"]/.test(command)) return [`${indent}${paint.name(command)}`]
  const lines = wrapText(command, columns - 2, indent, 2 * indent.length)
  return lines.map((line, index) => {
    const text = line.trimStart()
    const margin = line.slice(0, line.length - text.length)
    return `${margin}${paint.name(text)}${index < lines.length - 1 ? ' \\' : ''}`
  })
}
