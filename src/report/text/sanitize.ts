import {sanitizeLine} from '../../foundation/printable.js'

const defaultLimit = 400
const ellipsis = '...'

/** A string from elsewhere as one harmless line of bounded length; more than two marks on a character are dropped. */
export const sanitizeForTerminal = (text: string, limit = defaultLimit): string =>
  truncateMiddle(sanitizeLine(text).replaceAll(/(\p{M}{2})\p{M}+/gu, '$1'), limit)

/** Whether a text can be shown exactly as it is. */
export const isShowable = (text: string): boolean => text.length <= defaultLimit && sanitizeForTerminal(text) === text

/** At most so many characters: what is too long loses its middle. */
export function truncateMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text
  const characters = [...text]
  if (characters.length <= limit) return text
  const room = Math.max(0, limit - ellipsis.length)
  const head = characters.slice(0, Math.ceil(room / 2))
  const tail = characters.slice(characters.length - Math.floor(room / 2))
  return [...head, ellipsis, ...tail].join('')
}
