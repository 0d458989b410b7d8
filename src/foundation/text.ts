/**
 * Characters beyond ASCII that control a terminal, change the direction of text, or are invisible: among them blank
 * letters, such as the Hangul fillers and the empty Braille pattern (Unicode, Default_Ignorable_Code_Point).
 */
const unsafeRanges = [
  String.raw`\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F`,
  String.raw`\u2800\u3164\uFEFF\uFFA0\uFFF9-\uFFFB`,
].join('')
const unsafeAlternatives = [
  String.raw`\u034F|[\u17B4-\u17B5]|[\u180B-\u180F]`,
  String.raw`[\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]`,
].join('|')

/** Control characters, and characters that change the direction of text or are invisible. */
export const unsafeCharacters = new RegExp(String.raw`[\u0000-\u001F${unsafeRanges}]|${unsafeAlternatives}`, 'gu')

/** The same for JSON text, in which control characters are escaped already. */
export const unsafeJsonCharacters = new RegExp(`[${unsafeRanges}]|${unsafeAlternatives}`, 'gu')

/** A count with its noun, such as `1 failure` or `3 failures`. */
export const pluralize = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** The first names of a list, and how many more there are. */
export const firstFew = (names: readonly string[], limit = 5): string =>
  names.slice(0, limit).join(', ') + (names.length > limit ? ` and ${names.length - limit} more` : '')

/** The text with its first letter capitalized. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A sentence as it stands after a colon. */
export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
