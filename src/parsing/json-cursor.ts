import {isObject} from '../foundation/is-object.js'
import {childPointer} from '../foundation/json-pointer.js'

/** A part of a document of unknown structure, and the JSON pointer to it. */
export interface JsonCursor<T = unknown> {
  readonly pointer: string
  readonly value: T
}

/** The value of a key of a mapping; undefined for anything else. */
export function property({pointer, value}: JsonCursor, key: string): JsonCursor | undefined {
  return isObject(value) && Object.hasOwn(value, key)
    ? {pointer: childPointer(pointer, key), value: value[key]}
    : undefined
}

/** The properties of a mapping; none for anything else. */
export function properties(cursor: JsonCursor | undefined): Array<JsonCursor & {readonly key: string}> {
  const value = cursor?.value
  return cursor && isObject(value)
    ? Object.entries(value).map(([key, child]) => ({pointer: childPointer(cursor.pointer, key), key, value: child}))
    : []
}

/** The items of a list; none for anything else. */
export function items(cursor: JsonCursor | undefined): JsonCursor[] {
  return cursor && Array.isArray(cursor.value)
    ? cursor.value.map((value: unknown, index) => ({pointer: childPointer(cursor.pointer, index), value}))
    : []
}

/** A string; undefined for anything else. */
export const asString = (cursor: JsonCursor | undefined): JsonCursor<string> | undefined =>
  typeof cursor?.value === 'string' ? {pointer: cursor.pointer, value: cursor.value} : undefined

/** The strings of a list. */
export const strings = (cursor: JsonCursor | undefined): Array<JsonCursor<string>> =>
  items(cursor).flatMap(item => asString(item) ?? [])
