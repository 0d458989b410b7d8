import type {NextStep} from '../text/next-steps.js'
import type {Page} from './page.js'

import {displayWidth, wrapText} from './layout.js'

/** What to type next, a line each: the commands, and beside them what they do where both fit. */
export function nextLines({columns, paint}: Pick<Page, 'columns' | 'paint'>, steps: readonly NextStep[]): string[] {
  if (steps.length === 0) return []
  const widest = Math.max(...steps.map(({command}) => displayWidth(command)))
  const areBeside = steps.every(({about}) => 2 + widest + 3 + displayWidth(about) <= columns)
  return [
    paint.strong('Next'),
    ...steps.flatMap(({about, command}) => {
      const padding = ' '.repeat(widest - displayWidth(command) + 3)
      return areBeside
        ? [`  ${paint.name(command)}${padding}${about}`]
        : [`  ${paint.name(command)}`, ...wrapText(about, columns, '    ')]
    }),
  ]
}
