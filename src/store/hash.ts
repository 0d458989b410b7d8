import {createHash} from 'node:crypto'

import {byCodeUnit} from '../model/order.js'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const keysOf = (value: Readonly<Record<string, unknown>>) => Object.keys(value).filter(key => value[key] !== undefined).sort(byCodeUnit)

/** JSON in which the order of keys is that of code units and nothing is blank: equal values, equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(one => canonicalJson(one)).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  return `{${keysOf(value).map(key => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`
}

/** The canonical JSON of a value, its lists row by row: as one string it might be too long. */
function* pieces(value: unknown): Generator<string> {
  if (!isObject(value)) {
    yield canonicalJson(value)
    return
  }

  let mark = '{'
  for (const key of keysOf(value)) {
    const one = value[key]
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
