import {sanitizePlainText} from '../../foundation/plain-text.js'

/** Text that is HTML already. */
export interface Markup {
  readonly markup: string
}

type Fragment = Markup | number | string | undefined | readonly Fragment[]

const entities: Readonly<Record<string, string>> = {'"': '&quot;', '&': '&amp;', "'": '&#39;', '<': '&lt;', '>': '&gt;'}

/** A string from elsewhere as text, or as an attribute in quotes: nothing in it is a tag, steers a reader or hides. */
export const escapeHtml = (text: string): string =>
  sanitizePlainText(text).replaceAll(/["&'<>]/g, mark => entities[mark] ?? '')

function fragmentHtml(fragment: Fragment): string {
  if (fragment === undefined) return ''
  if (typeof fragment === 'string') return escapeHtml(fragment)
  if (typeof fragment === 'number') return String(fragment)
  return 'markup' in fragment ? fragment.markup : fragment.map(item => fragmentHtml(item)).join('')
}

/** HTML in which everything that is filled in is escaped, but what is HTML already. */
export const html = (texts: TemplateStringsArray, ...fragments: readonly Fragment[]): Markup => ({
  markup: texts.map((text, index) => text + fragmentHtml(fragments[index])).join(''),
})
