// Controls, and the marks that turn the direction of text or are not to be seen at all.
// eslint-disable-next-line no-control-regex -- these are what must not reach a terminal
const unsafe = /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu

/** A string from elsewhere as one harmless line: what could steer a terminal or mislead a reader is replaced. */
export function printable(text: string): string {
  return text.replaceAll(unsafe, '\uFFFD')
}
