import type {Problem} from '../foundation/json-pointer.js'
import type {Flaw, Source} from './located-document.js'

const mostTold = 50

/** A problem at its place in a text. */
export function flawOf({at, key, say}: Problem, source: Source | undefined): Flaw {
  const place = source?.place(at, key)
  return {say: () => `${at || '/'} ${say()}`, ...(place ? {place} : {})}
}

/** Everything that is wrong, in the order of the files and their lines, up to a number that a person would read. */
export function refusal(head: string, flaws: ReadonlyArray<Flaw & {readonly file: string}>): string {
  const files = [...new Set(flaws.map(({file}) => file))]
  const sorted = files.flatMap(one =>
    flaws
      .filter(({file}) => file === one)
      .sort(({place: a}, {place: b}) => (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0)),
  )
  const told = sorted
    .slice(0, mostTold)
    .map(({file, place, say}) => `${file}${place ? `:${place.line}:${place.column}` : ''} ${say()}`)
  const more = flaws.length > mostTold ? [`and ${flaws.length - mostTold} more`] : []
  return [head, ...new Set(told), ...more].join('\n  ')
}
