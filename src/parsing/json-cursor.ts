import {isObject} from '../foundation/is-object.js'
import {below} from '../foundation/json-pointer.js'

/** A part of a document that may be of any form, and the pointer to it. */
export interface Part<T = unknown> {
  readonly at: string
  readonly value: T
}

/** What a mapping holds by a key; undefined for anything else. */
export function part({at, value}: Part, key: string): Part | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? {at: below(at, key), value: value[key]} : undefined
}

/** The entries of a mapping; none for anything else. */
export function entries(of: Part | undefined): Array<Part & {readonly key: string}> {
  const value = of?.value
  return of && isObject(value)
    ? Object.entries(value).map(([key, one]) => ({at: below(of.at, key), key, value: one}))
    : []
}

/** The entries of a list; none for anything else. */
export function list(of: Part | undefined): Part[] {
  return of && Array.isArray(of.value)
    ? of.value.map((value: unknown, index) => ({at: below(of.at, index), value}))
    : []
}

/** A text; undefined for anything else. */
export const text = (of: Part | undefined): Part<string> | undefined =>
  typeof of?.value === 'string' ? {at: of.at, value: of.value} : undefined

/** The texts of a list. */
export const texts = (of: Part | undefined): Array<Part<string>> => list(of).flatMap(one => text(one) ?? [])
