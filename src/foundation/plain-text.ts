import {sanitizeLine} from './printable.js'

/** A string from elsewhere as one harmless line of whole characters: halves of pairs are replaced too. */
export const sanitizePlainText = (text: string): string => sanitizeLine(text).replaceAll(/\p{Surrogate}/gu, '\uFFFD')

/** At most so many UTF-16 units; what is cut ends with an ellipsis, and never with half a character. */
export function truncate(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  const kept = text.slice(0, maxLength - 1)
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`
}
