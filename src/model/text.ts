/** Controls, and the marks that turn the direction of text or are not to be seen at all. */
// eslint-disable-next-line no-control-regex -- these are what must not reach a terminal
export const unsafe = /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu

const escaped = (text: string) => text.split('').map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

/** JSON as it is printed and saved, in which what could steer a terminal or mislead a reader is escaped. */
export const jsonText = (value: unknown, indent: number): string =>
  `${JSON.stringify(value, null, indent).replaceAll(unsafe, found => found === '\n' ? found : escaped(found))}\n`

/** A count and what is counted, as `1 failure` or `3 failures`. */
export const times = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
