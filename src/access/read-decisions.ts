import type {CsvRow} from '../parsing/csv.js'
import type {AccessReview, NewDecision} from './access-review.js'
import type {Grant} from './grant.js'

import {isAccessAction} from './access-review.js'
import {UserError} from '../foundation/user-error.js'

/** The columns of the CSV document of a review that are read back. */
const needed = ['grant', 'holds', 'decision', 'becomes', 'why', 'by'] as const

/**
 * The decisions that a CSV document of a review was filled in with. Rows without a decision are passed over.
 *
 * @param fallbackBy who decided, where a row doesn't say
 * @throws UserError with file and line for what isn't part of the review, has changed, or can't be decided
 */
export function readDecisions(
  rows: readonly CsvRow[],
  file: string,
  review: AccessReview,
  {fallbackBy, on}: {readonly fallbackBy: string | undefined; readonly on: string},
): NewDecision[] {
  const [head, ...body] = rows
  const names = (head?.cells ?? []).map(cell => cell.trim().toLowerCase())
  const missing = needed.filter(name => name !== 'becomes' && name !== 'by' && !names.includes(name))
  if (!head || missing.length > 0)
    throw new UserError(
      `${file}:${head?.line ?? 1}: there is no column ${missing.join(', ')}.`,
      'heroku compliance:access --output access.csv writes a document to fill in.',
    )
  const grants = new Map(review.population.grants.map(grant => [grant.id, grant]))
  const seen = new Set<string>()
  return body.flatMap(row => {
    const cell = (name: (typeof needed)[number]) => textOf(row.cells[names.indexOf(name)])
    const action = cell('decision').toLowerCase()
    if (action === '') return []
    const at = `${file}:${row.line}`
    const id = cell('grant')
    assertSameGrant(grants.get(id), cell('holds'), at)
    if (seen.has(id)) throw new UserError(`${at}: the grant is decided about twice.`, 'Leave one of the rows out.')
    seen.add(id)
    if (!isAccessAction(action))
      throw new UserError(
        `${at}: the decision isn't one of those that there are.`,
        'Write keep, remove, change or ask.',
      )
    const by = cell('by') || fallbackBy
    if (by === undefined) throw new UserError(`${at}: who decides isn't said.`, 'Fill in the column by, or give --by.')
    const becomes = cell('becomes')
      .split(/[\s,;]+/)
      .filter(part => part !== '')
    return [{action, by, grants: [id], on, reason: cell('why'), ...(action === 'change' ? {becomes} : {})}]
  })
}

/** Cells that a spreadsheet would take for something else begin with an apostrophe. */
const textOf = (cell = ''): string => cell.trim().replace(/^'/, '')

function assertSameGrant(grant: Grant | undefined, holds: string, at: string): void {
  if (!grant)
    throw new UserError(
      `${at}: the grant isn't part of this review.`,
      'Fill in the document that this review wrote; another reading has other grants.',
    )
  if (holds !== grant.holds.join(' '))
    throw new UserError(
      `${at}: the access isn't what the review has: ${grant.holds.join(' ')}.`,
      'Leave the column holds as it is; to change access, write change under decision.',
    )
}
