import type {Place} from '../parsing/located-document.js'

import {below} from '../foundation/json-pointer.js'

/** Where a value was written. */
export interface Written extends Place {
  readonly file: string
}

/** A document in which every value knows where it was written. */
export type Tree =
  | {readonly entries: ReadonlyMap<string, Tree>}
  | {readonly items: readonly Tree[]}
  | {readonly value: unknown; readonly from: Written}

/** @param place where the value that a JSON pointer leads to is written */
export function treeOf(value: unknown, file: string, place: (pointer: string) => Place, at = ''): Tree {
  if (Array.isArray(value)) return {items: value.map((one, index) => treeOf(one, file, place, below(at, index)))}
  if (typeof value !== 'object' || value === null) return {from: {file, ...place(at)}, value}
  return {entries: new Map(Object.entries(value).map(([key, one]) => [key, treeOf(one, file, place, below(at, key))]))}
}

/** What the second refines of the first: mappings and lists are joined, and of single values the later wins. */
export function refined(base: Tree, own: Tree): Tree {
  if ('items' in base && 'items' in own) return {items: [...base.items, ...own.items]}
  if (!('entries' in base && 'entries' in own)) return own
  const entries = new Map(base.entries)
  for (const [key, one] of own.entries) {
    const before = entries.get(key)
    entries.set(key, before ? refined(before, one) : one)
  }

  return {entries}
}

/** The same document with its list of documents under its present name. */
export function renamed(tree: Tree): Tree {
  if (!('entries' in tree)) return tree
  return {entries: new Map([...tree.entries].map(([key, one]) => [presentName(key), one]))}
}

/** What a key of a policy file is called today. */
export const presentName = (key: string): string => (key === 'evidence' ? 'documents' : key)

/** The values alone. */
export function plain(tree: Tree): unknown {
  if ('items' in tree) return tree.items.map(one => plain(one))
  return 'entries' in tree ? Object.fromEntries([...tree.entries].map(([key, one]) => [key, plain(one)])) : tree.value
}
