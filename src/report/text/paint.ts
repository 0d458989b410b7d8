import type {Status} from '../../model/framework.js'

import {reset} from './layout.js'

type Colorize = (text: string) => string

/** Colours that can be read on light and on dark ground; each says what a word says already. */
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

export const statusLabel: Readonly<Record<Status, string>> = {
  attested: 'ATTESTED',
  fail: 'FAIL',
  inherited: 'INHERITED',
  manual: 'MANUAL',
  'not-applicable': 'N/A',
  pass: 'PASS',
  unknown: 'UNKNOWN',
  waived: 'WAIVED',
}
