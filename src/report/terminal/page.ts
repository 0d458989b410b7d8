import type {Report} from '../../model/report.js'
import type {Paint} from '../text/paint.js'

import {wrapped} from '../text/layout.js'

/** What each part of a page is made from. A part is its lines; one that has nothing to say has none. */
export interface Page {
  readonly report: Report
  readonly paint: Paint
  readonly columns: number
  /** Whether a verdict or a status is listed. */
  readonly lists: (word: string) => boolean
}

const step = 2

/** A paragraph that is indented by so many steps, its later lines by one more. */
export const paragraph = ({columns}: Pick<Page, 'columns'>, text: string, steps = 0): string[] =>
  wrapped(text, columns, ' '.repeat(steps * step), (steps + 1) * step)

/** Text behind a lead; its later lines are indented by two steps. */
export const titled = ({columns}: Pick<Page, 'columns'>, lead: string, text: string): string[] =>
  wrapped(text, columns, lead, 2 * step)

/** Text in a column that begins at `hang`, unless that would leave it too narrow; what precedes it may reach into it. */
export function column({columns}: Pick<Page, 'columns'>, lead: string, text: string, hang: number): string[] {
  const indent = columns - hang < narrowest ? 2 * step : hang
  return wrapped(text, columns, lead === '' ? ' '.repeat(indent) : lead, indent)
}

const narrowest = 24

/** Parts with a blank line between them; empty ones are left out. */
export const joined = (parts: ReadonlyArray<readonly string[]>): string[] =>
  parts.filter(part => part.length > 0).flatMap((part, index) => (index === 0 ? part : ['', ...part]))
