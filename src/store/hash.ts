import {isObject} from '../model/is-object.js'
import {createHash} from 'node:crypto'

/** The keys of what is said, in order of code unit, which is that of sort. */
function keysOf(value: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(value).sort()
  return keys.some(key => value[key] === undefined) ? keys.filter(key => value[key] !== undefined) : keys
}

const labels = new Map<string, string>()

/** A key as JSON has it; there are few. */
function label(key: string): string {
  const text = labels.get(key) ?? `${JSON.stringify(key)}:`
  labels.set(key, text)
  return text
}

/** JSON in which the order of keys is that of code units and nothing is blank: equal values, equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(one => canonicalJson(one)).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  let text = ''
  for (const key of keysOf(value)) text += `${text === '' ? '' : ','}${label(key)}${canonicalJson(value[key])}`
  return `{${text}}`
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
    yield `${mark}${label(key)}`
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
