import type {Status} from '../../model/framework.js'

import {reset} from './layout.js'

type Colour = (text: string) => string

/** Colours that can be read on light and on dark ground; each says what a word says already. */
export interface Paint {
  readonly fail: Colour
  readonly unknown: Colour
  readonly pass: Colour
  readonly manual: Colour
  readonly strong: Colour
  readonly dim: Colour
  readonly name: Colour
}

const codes: Readonly<Record<keyof Paint, string>> = {
  dim: '2',
  fail: '1;31',
  manual: '35',
  name: '36',
  pass: '32',
  strong: '1',
  unknown: '33',
}

/** Each word on its own, so that a line may end between two. */
const colour =
  (code: string): Colour =>
  text =>
    text.replaceAll(/[^ ]+/g, word => `\u001B[${code}m${word}${reset}`)

const none: Colour = text => text

export function painter(color: boolean): Paint {
  const of = (name: keyof Paint): Colour => (color ? colour(codes[name]) : none)
  return {
    dim: of('dim'),
    fail: of('fail'),
    manual: of('manual'),
    name: of('name'),
    pass: of('pass'),
    strong: of('strong'),
    unknown: of('unknown'),
  }
}

export const colourOf: Readonly<Record<Status, keyof Paint>> = {
  attested: 'pass',
  fail: 'fail',
  inherited: 'pass',
  manual: 'manual',
  'not-applicable': 'dim',
  pass: 'pass',
  unknown: 'unknown',
  waived: 'unknown',
}

export const wordOf: Readonly<Record<Status, string>> = {
  attested: 'ATTESTED',
  fail: 'FAIL',
  inherited: 'INHERITED',
  manual: 'MANUAL',
  'not-applicable': 'N/A',
  pass: 'PASS',
  unknown: 'UNKNOWN',
  waived: 'WAIVED',
}
