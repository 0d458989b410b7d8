import {plain} from '../../foundation/plain-text.js'

/** Text that is HTML already. */
export interface Markup {
  readonly markup: string
}

type Part = Markup | number | string | undefined | readonly Part[]

const entities: Readonly<Record<string, string>> = {'"': '&quot;', '&': '&amp;', "'": '&#39;', '<': '&lt;', '>': '&gt;'}

/** A string from elsewhere as text, or as an attribute in quotes: nothing in it is a tag, steers a reader or hides. */
export const escaped = (text: string): string => plain(text).replaceAll(/["&'<>]/g, mark => entities[mark] ?? '')

function textOf(part: Part): string {
  if (part === undefined) return ''
  if (typeof part === 'string') return escaped(part)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(one => textOf(one)).join('')
}

/** HTML in which everything that is filled in is escaped, but what is HTML already. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: texts.map((text, index) => text + textOf(parts[index])).join(''),
})
