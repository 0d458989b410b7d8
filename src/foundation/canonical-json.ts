import {isObject} from './is-object.js'
import {createHash} from 'node:crypto'

/** SHA-256 of a text, in lower-case hexadecimal. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The keys of an object in order of code unit, which is that of sort. */
function keysOf(value: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(value)
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.sort()
}

const labels = new Map<string, string>()

/** A key as JSON has it; there are few. */
function label(key: string): string {
  const text = labels.get(key) ?? `${JSON.stringify(key)}:`
  labels.set(key, text)
  return text
}

const needsNoEscape = /^[ !#-[\]-~]*$/

/** JSON in which the order of keys is that of code units and nothing is blank: equal values, equal text. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return needsNoEscape.test(value) ? `"${value}"` : JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(one => canonicalJson(one)).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  let text = ''
  for (const key of keysOf(value)) {
    const one = value[key]
    if (one !== undefined) text += `${text === '' ? '' : ','}${label(key)}${canonicalJson(one)}`
  }

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
    if (one === undefined) continue
    yield `${mark}${label(key)}`
    mark = ','
    if (Array.isArray(one)) {
      for (const [index, row] of one.entries()) yield `${index === 0 ? '[' : ','}${canonicalJson(row)}`
      yield one.length > 0 ? ']' : '[]'
    } else yield canonicalJson(one)
  }

  yield mark === '{' ? '{}' : '}'
}

const enough = 65_536

/** SHA-256 of the canonical JSON, in lower-case hexadecimal. */
export function fingerprint(value: unknown): string {
  const hash = createHash('sha256')
  let open = ''
  for (const piece of pieces(value)) {
    open += piece
    if (open.length < enough) continue
    hash.update(open)
    open = ''
  }

  return hash.update(open).digest('hex')
}
