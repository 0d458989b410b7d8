import {cut, plain} from '../../foundation/plain-text.js'

const longest = 300

/** Words of our own or of a framework, shown as they are: nothing in them is a mark, a link or a mention. */
export const words = (text: string): string =>
  cut(plain(text), 1000)
    .replaceAll(/[!#&*<>[\\\]_`|~]/g, String.raw`\$&`)
    .replaceAll(/@|:(?=\/\/)|www(?=\.)/gi, '$&<!-- -->')

/** A name or a value from elsewhere as code, in which nothing is a mark, a link or a mention. */
export function code(text: string): string {
  const shown = cut(plain(text), longest)
  const runs = [...shown.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(Math.max(0, ...runs) + 1)
  const blank = shown.trim() === '' || /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return `${fence}${blank}${shown === '' ? '-' : shown}${blank}${fence}`
}
