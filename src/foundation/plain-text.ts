import {printable} from './printable.js'

/** A string from elsewhere as one harmless line of whole characters: halves of pairs are replaced too. */
export const plain = (text: string): string => printable(text).replaceAll(/\p{Surrogate}/gu, '\uFFFD')

/** At most so many UTF-16 units; what is cut ends with an ellipsis, and never with half a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const head = text.slice(0, most - 1)
  return `${/[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head}…`
}
