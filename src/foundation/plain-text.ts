import {sanitizeLine} from './printable.js'

/** Untrusted text as one safe line of complete characters: lone surrogates are replaced too. */
export const sanitizePlainText = (text: string): string => sanitizeLine(text).replaceAll(/\p{Surrogate}/gu, '\uFFFD')

/** Truncates a text to a number of UTF-16 units; it then ends with an ellipsis, never with half a character. */
export function truncate(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const kept = text.slice(0, maxLength - 1)
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`
}
