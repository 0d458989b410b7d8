import {isObject} from './is-object.js'
import {createHash} from 'node:crypto'

/** SHA-256 of a text or of bytes, in lowercase hexadecimal. */
export const sha256 = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex')

/** The keys of an object in code unit order, which is that of sort. */
function sortedKeys(value: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(value)
  return keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key) ? keys : keys.sort()
}

const keyLabels = new Map<string, string>()

/** A key as JSON, memoized: there are few distinct keys. */
function keyLabel(key: string): string {
  const keyLabelText = keyLabels.get(key) ?? `${JSON.stringify(key)}:`
  keyLabels.set(key, keyLabelText)
  return keyLabelText
}

const plainString = /^[ !#-[\]-~]*$/

/**
 * Canonical JSON in the manner of RFC 8785: keys in code unit order, no whitespace, numbers and strings as ECMAScript
 * writes them. Equal values have equal texts. Undefined properties are left out.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return plainString.test(value) ? `"${value}"` : JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(item => canonicalJson(item)).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  let json = ''
  for (const key of sortedKeys(value)) {
    const member = value[key]
    if (member !== undefined) json += `${json === '' ? '' : ','}${keyLabel(key)}${canonicalJson(member)}`
  }

  return `{${json}}`
}

/** The canonical JSON of a value in chunks, one for each item of a list: one string could be too long. */
function* canonicalChunks(value: unknown): Generator<string> {
  if (!isObject(value)) {
    yield canonicalJson(value)
    return
  }

  let separator = '{'
  for (const key of sortedKeys(value)) {
    const member = value[key]
    if (member === undefined) continue
    yield `${separator}${keyLabel(key)}`
    separator = ','
    if (Array.isArray(member)) {
      for (const [index, item] of member.entries()) yield `${index === 0 ? '[' : ','}${canonicalJson(item)}`
      yield member.length > 0 ? ']' : '[]'
    } else yield canonicalJson(member)
  }

  yield separator === '{' ? '{}' : '}'
}

const chunkLength = 65_536

/** SHA-256 of the canonical JSON, in lower-case hexadecimal. */
export function fingerprint(value: unknown): string {
  const hash = createHash('sha256')
  let pending = ''
  for (const chunk of canonicalChunks(value)) {
    pending += chunk
    if (pending.length < chunkLength) continue
    hash.update(pending)
    pending = ''
  }

  return hash.update(pending).digest('hex')
}
