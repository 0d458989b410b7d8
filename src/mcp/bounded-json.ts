import {sanitizePlainText} from '../foundation/plain-text.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'

export type Json = boolean | null | number | string | readonly Json[] | {readonly [key: string]: Json}

/** How much of an item is shown. */
export interface Bounds {
  /** Characters of a text. */
  readonly text: number
  /** Entries of a list within the item. */
  readonly entries: number
}

/** An item of a list, which is made only if it is shown. */
export type ListItem = (bounds: Bounds) => Json

/** From the usual bounds to those with which every item fits, whatever the names in it. */
const allBounds: readonly [Bounds, ...Bounds[]] = [
  {entries: 10, text: 400},
  {entries: 4, text: 160},
  {entries: 1, text: 60},
]

/** Every page has room for one item of this size. */
const maxItemBytes = 4000

/** JSON on one line, in which every character is visible and none changes the direction of the text. */
export const safeJson = (value: Json): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === 'string' ? sanitizePlainText(item) : item))

const encoder = new TextEncoder()

/** The bytes of a text where it is a string within JSON, without its quotes. */
export const bytesWithinJson = (text: string): number => encoder.encode(JSON.stringify(text)).length - 2

/** An item with the bounds that keep it from filling a page. */
export function boundedItem(item: ListItem): {readonly bytes: number; readonly json: Json} {
  const [first, ...tighter] = allBounds
  let bounded = measured(item(first))
  for (const bounds of tighter) if (bounded.bytes > maxItemBytes) bounded = measured(item(bounds))
  // Only a damaged report has ids of this length.
  return bounded.bytes > maxItemBytes ? measured({leftOut: 'too long to be shown'}) : bounded
}

const measured = (json: Json) => ({bytes: bytesWithinJson(safeJson(json)), json})

/** A text that is no longer than it may be; of a longer one, the middle is left out. */
export const boundedText = (text: string, {text: limit}: Pick<Bounds, 'text'>): string =>
  sanitizeForTerminal(sanitizePlainText(text), limit)

/** The first of a list under a key and, if not all are shown, how many there are under another. */
export function boundedList(key: string, all: readonly string[], bounds: Bounds): Readonly<Record<string, Json>> {
  const shown = all.slice(0, bounds.entries).map(text => boundedText(text, bounds))
  return {...(shown.length > 0 ? {[key]: shown} : {}), ...leftOut(key, all.length - shown.length)}
}

/** The first commands of a list. A shortened one would do something else, so that it is left out and counted. */
export function boundedCommands(all: readonly string[], bounds: Bounds): Readonly<Record<string, Json>> {
  const shown = all.slice(0, bounds.entries).filter(text => boundedText(text, bounds) === text)
  return {...(shown.length > 0 ? {commands: shown} : {}), ...leftOut('commands', all.length - shown.length)}
}

const leftOut = (key: string, count: number): Readonly<Record<string, Json>> =>
  count > 0 ? {[`${key}LeftOut`]: count} : {}
