import {createHash} from 'node:crypto'

import {byCodeUnit} from '../model/order.js'

const entriesOf = (value: object) => Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => byCodeUnit(a, b))

/** JSON in which the order of keys is that of code units and nothing is blank: equal values, equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(one => canonicalJson(one)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${entriesOf(value).map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`
}

/** The canonical JSON of a value, list by list: as one string it might be too long. */
function* pieces(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    yield canonicalJson(value)
    return
  }

  let mark = '{'
  for (const [key, one] of entriesOf(value)) {
    yield `${mark}${JSON.stringify(key)}:`
    mark = ','
    if (Array.isArray(one)) {
      for (const [index, row] of one.entries()) yield `${index === 0 ? '[' : ','}${canonicalJson(row)}`
      yield one.length > 0 ? ']' : '[]'
    } else yield canonicalJson(one)
  }

  yield mark === '{' ? '{}' : '}'
}

/** SHA-256 of the canonical JSON, in lower-case hexadecimal. */
export function fingerprint(value: unknown): string {
  const hash = createHash('sha256')
  for (const piece of pieces(value)) hash.update(piece)
  return hash.digest('hex')
}
