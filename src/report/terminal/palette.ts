import type {Severity, Status} from '../../model/framework.js'

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
  /** By severity; the word is always there too. */
  readonly severity: Readonly<Record<Severity, Colorize>>
}

/** The colors that have one meaning. */
export type ColorName = Exclude<keyof Palette, 'severity'>

const severityCodes: Readonly<Record<Severity, string>> = {critical: '1;31', high: '31', low: '36', medium: '33'}

const codes: Readonly<Record<ColorName, string>> = {
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
  const colorizer = (code: string): Colorize => (color ? colorizeWith(code) : unchanged)
  return {
    dim: colorizer(codes.dim),
    fail: colorizer(codes.fail),
    manual: colorizer(codes.manual),
    name: colorizer(codes.name),
    pass: colorizer(codes.pass),
    severity: {
      critical: colorizer(severityCodes.critical),
      high: colorizer(severityCodes.high),
      low: colorizer(severityCodes.low),
      medium: colorizer(severityCodes.medium),
    },
    strong: colorizer(codes.strong),
    unknown: colorizer(codes.unknown),
  }
}

/** The color of each status. */
export const statusColor: Readonly<Record<Status, ColorName>> = {
  attested: 'pass',
  fail: 'fail',
  inherited: 'pass',
  manual: 'manual',
  'not-applicable': 'dim',
  pass: 'pass',
  unknown: 'unknown',
  waived: 'unknown',
}
