import type {Position} from '../parsing/located-document.js'

import {childPointer} from '../foundation/json-pointer.js'

/** Where a value is written. */
export interface Origin extends Position {
  readonly file: string
}

/** A document in which every value has the position at which it is written. */
export type ProvenanceTree =
  | {readonly entries: ReadonlyMap<string, ProvenanceTree>}
  | {readonly items: readonly ProvenanceTree[]}
  | {readonly value: unknown; readonly origin: Origin}

/** @param positionOf where the value that a JSON pointer leads to is written */
export function treeOf(
  value: unknown,
  file: string,
  positionOf: (pointer: string) => Position,
  pointer = '',
): ProvenanceTree {
  if (Array.isArray(value))
    return {items: value.map((item, index) => treeOf(item, file, positionOf, childPointer(pointer, index)))}
  if (typeof value !== 'object' || value === null) return {origin: {file, ...positionOf(pointer)}, value}
  return {
    entries: new Map(
      Object.entries(value).map(([key, child]) => [key, treeOf(child, file, positionOf, childPointer(pointer, key))]),
    ),
  }
}

/** Merges two documents: mappings and lists are joined; a scalar of the overlay replaces that of the base. */
export function mergeTrees(base: ProvenanceTree, overlay: ProvenanceTree): ProvenanceTree {
  if ('items' in base && 'items' in overlay) return {items: [...base.items, ...overlay.items]}
  if (!('entries' in base && 'entries' in overlay)) return overlay
  const entries = new Map(base.entries)
  for (const [key, child] of overlay.entries) {
    const baseChild = entries.get(key)
    entries.set(key, baseChild ? mergeTrees(baseChild, child) : child)
  }

  return {entries}
}

/** The same document with current keys in place of former ones. */
export function withCurrentKeys(tree: ProvenanceTree): ProvenanceTree {
  if (!('entries' in tree)) return tree
  return {entries: new Map([...tree.entries].map(([key, child]) => [currentKey(key), child]))}
}

/** The current name of a key of a policy file, which may be a former name. */
export const currentKey = (key: string): string => (key === 'evidence' ? 'documents' : key)

/** The strings, numbers and truth values below a key path, each with where it is written. */
export function leavesAt(
  tree: ProvenanceTree,
  ...keys: readonly string[]
): Array<Extract<ProvenanceTree, {value: unknown}>> {
  const [key, ...rest] = keys
  if (key !== undefined) {
    const child = 'entries' in tree ? tree.entries.get(key) : undefined
    return child ? leavesAt(child, ...rest) : []
  }

  if ('value' in tree) return [tree]
  return ('items' in tree ? tree.items : [...tree.entries.values()]).flatMap(child => leavesAt(child))
}

/** The values without their positions. */
export function plainValue(tree: ProvenanceTree): unknown {
  if ('items' in tree) return tree.items.map(item => plainValue(item))
  return 'entries' in tree
    ? Object.fromEntries([...tree.entries].map(([key, child]) => [key, plainValue(child)]))
    : tree.value
}
