import type {Gap} from '../model/gap.js'
import type {Components} from './components.js'

import {byCodeUnit, groupBy} from '../foundation/collections.js'
import {capitalize} from '../foundation/text.js'
import {gapReasonText} from '../report/text/labels.js'
import {unseenText} from '../report/text/unseen-resources.js'

/** Requests that failed in the same way: what they would have shown, and what would help. */
export interface Unseen {
  /** In words, such as "The app pay-web can't be seen". */
  readonly what: string
  readonly why: string
  readonly needs?: string
  readonly paths: readonly string[]
}

type MissingFact = Gap & {readonly path: string}

/**
 * What the documents needed and couldn't see, by cause.
 *
 * @param more what other readings of the facts couldn't see
 */
export function unseenOf({gaps, subjects}: Components, more: readonly MissingFact[] = []): readonly Unseen[] {
  const names = new Map(subjects.map(({id, name}) => [id, name]))
  const missing = new Map([...more, ...gaps()].map(gap => [gap.path, gap]))
  const groups = groupBy(
    [...missing.values()].sort((a, b) => byCodeUnit(a.path, b.path)),
    ({needs, reason, status}) => JSON.stringify([reason, status, needs]),
  )
  return [...groups.values()].flatMap(ofCause => {
    const [first] = ofCause
    return first ? [unseenGroup(first, ofCause, id => names.get(id))] : []
  })
}

function unseenGroup(
  {needs, reason, status}: Gap,
  gaps: ReadonlyArray<{readonly path: string}>,
  nameOf: (id: string) => string | undefined,
): Unseen {
  const paths = gaps.map(({path}) => path)
  return {
    paths,
    what: capitalize(
      unseenText(gaps, nameOf) ??
        `what ${paths.length === 1 ? 'a request' : `${paths.length} requests`} would have shown`,
    ),
    why: gapReasonText[reason] + (status === undefined ? '' : ` (${status})`),
    ...(needs === undefined ? {} : {needs}),
  }
}

/** How many requests gave nothing. */
export const unseenCount = (unseen: readonly Unseen[]): number => unseen.reduce((sum, {paths}) => sum + paths.length, 0)
