/**
 * The marks beyond ASCII that control, that turn the direction of text, or that are not to be seen at all: among them
 * letters that are blank, such as the fillers of Hangul and the empty pattern of Braille (Unicode, Default_Ignorable_Code_Point).
 */
const unsafeRanges = String.raw`\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0\uFFF9-\uFFFB`
const unsafeAlternatives = String.raw`\u034F|[\u17B4-\u17B5]|[\u180B-\u180F]|[\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]`

/** Controls, and the marks that turn the direction of text or are not to be seen at all. */
export const unsafeCharacters = new RegExp(String.raw`[\u0000-\u001F${unsafeRanges}]|${unsafeAlternatives}`, 'gu')

/** The same in JSON, which escapes controls already. */
export const unsafeJsonCharacters = new RegExp(`[${unsafeRanges}]|${unsafeAlternatives}`, 'gu')

/** A count and what is counted, as `1 failure` or `3 failures`. */
export const pluralize = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** The first of many, and how many more there are. */
export const firstFew = (names: readonly string[], limit = 5): string =>
  names.slice(0, limit).join(', ') + (names.length > limit ? ` and ${names.length - limit} more` : '')

/** With a capital at the start, as a sentence has it. */
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
