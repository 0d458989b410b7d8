import {sanitizePlainText} from '../../foundation/plain-text.js'

/** Text that is HTML already. */
export interface Markup {
  readonly markup: string
}

type Fragment = Markup | number | string | undefined | readonly Fragment[]

const entities: Readonly<Record<string, string>> = {'"': '&quot;', '&': '&amp;', "'": '&#39;', '<': '&lt;', '>': '&gt;'}

/** Text for an element or a quoted attribute: nothing in it is a tag, controls a screen reader or is invisible. */
export const escapeHtml = (text: string): string =>
  sanitizePlainText(text).replaceAll(/["&'<>]/g, mark => entities[mark] ?? '')

function fragmentHtml(fragment: Fragment): string {
  if (fragment === undefined) return ''
  if (typeof fragment === 'string') return escapeHtml(fragment)
  if (typeof fragment === 'number') return String(fragment)
  return 'markup' in fragment ? fragment.markup : fragment.map(item => fragmentHtml(item)).join('')
}

const unindentedTexts = new WeakMap<TemplateStringsArray, readonly string[]>()

/** The texts of a template without the indentation that makes it readable in the source. */
function unindented(texts: TemplateStringsArray): readonly string[] {
  const known = unindentedTexts.get(texts)
  if (known) return known
  const result = texts.map(text => text.replaceAll(/\n +/g, '\n'))
  unindentedTexts.set(texts, result)
  return result
}

/** HTML in which every inserted value is escaped, except for what is HTML already. */
export const html = (texts: TemplateStringsArray, ...fragments: readonly Fragment[]): Markup => ({
  markup: unindented(texts)
    .map((text, index) => text + fragmentHtml(fragments[index]))
    .join(''),
})
