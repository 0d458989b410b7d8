import type {Status} from '../../model/framework.js'

const reset = '\u001B[0m'

type Colorize = (text: string) => string

/** Colors that can be read on a light and on a dark background; each only repeats what a word says. */
export interface Palette {
  readonly fail: Colorize
  readonly unknown: Colorize
  readonly pass: Colorize
  readonly manual: Colorize
  readonly strong: Colorize
  readonly dim: Colorize
  readonly name: Colorize
}

const codes: Readonly<Record<keyof Palette, string>> = {
  dim: '2',
  fail: '1;31',
  manual: '35',
  name: '36',
  pass: '32',
  strong: '1',
  unknown: '33',
}

/** Each word on its own, so that a line may end between two. */
const colorizeWith =
  (code: string): Colorize =>
  text =>
    text.replaceAll(/[^ ]+/g, word => `\u001B[${code}m${word}${reset}`)

const unchanged: Colorize = text => text

/** The colors, or none. */
export function createPalette(color: boolean): Palette {
  const colorizerFor = (name: keyof Palette): Colorize => (color ? colorizeWith(codes[name]) : unchanged)
  return {
    dim: colorizerFor('dim'),
    fail: colorizerFor('fail'),
    manual: colorizerFor('manual'),
    name: colorizerFor('name'),
    pass: colorizerFor('pass'),
    strong: colorizerFor('strong'),
    unknown: colorizerFor('unknown'),
  }
}

/** The color of each status. */
export const statusColor: Readonly<Record<Status, keyof Palette>> = {
  attested: 'pass',
  fail: 'fail',
  inherited: 'pass',
  manual: 'manual',
  'not-applicable': 'dim',
  pass: 'pass',
  unknown: 'unknown',
  waived: 'unknown',
}
