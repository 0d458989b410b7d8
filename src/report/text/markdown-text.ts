import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'

const maxCodeLength = 300

/** Plain text that Markdown shows as it is. */
export const escapeMarkup = (text: string): string => text.replaceAll(/[!#&*<>[\\\]_`|~]/g, String.raw`\$&`)

/** Our own words or those of a framework, shown as they are: nothing in them is markup, a link or a mention. */
export const escapeMarkdown = (text: string, maxLength = 1000): string =>
  escapeMarkup(truncate(sanitizePlainText(text), maxLength)).replaceAll(/@|:(?=\/\/)|www(?=\.)/gi, '$&<!-- -->')

/** A name or a value from elsewhere as code, in which nothing is markup, a link or a mention. */
export function inlineCode(text: string): string {
  const shown = truncate(sanitizePlainText(text), maxCodeLength)
  const backtickRuns = [...shown.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(Math.max(0, ...backtickRuns) + 1)
  const padding = shown.trim() === '' || /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return `${fence}${padding}${shown === '' ? '-' : shown}${padding}${fence}`
}
