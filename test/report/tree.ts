import assert from 'node:assert/strict'

export type Tree = Record<string, unknown>

export const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

/** A document with another value at a place; without one, that place is left out. */
export function changed(text: string, place: string, value?: unknown): string {
  const keys = place.split('/')
  const last = keys.pop() ?? ''
  const document: unknown = JSON.parse(text)
  let at = document
  for (const key of keys) at = isTree(at) ? at[key] : assert.fail(`${place} is not there`)
  assert.ok(isTree(at), `${place} is not there`)
  if (value === undefined) assert.ok(last in at && Reflect.deleteProperty(at, last), `${place} is not there`)
  else at[last] = value
  return JSON.stringify(document)
}
