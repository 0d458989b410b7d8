import type {Problem} from '../foundation/json-pointer.js'
import type {ProvenanceTree} from './provenance-tree.js'

import {isObject} from '../foundation/is-object.js'

const scopeKeys: readonly string[] = ['team', 'space', 'pipeline']

/** A run has one scope, and so does a policy file. */
export function scopeDefaultProblems(policy: unknown): Problem[] {
  const defaults = isObject(policy) ? policy['defaults'] : undefined
  const given = scopeKeys.filter(key => isObject(defaults) && Object.hasOwn(defaults, key))
  return given.length < 2
    ? []
    : [{pointer: '/defaults', describe: () => `has ${given.map(key => `"${key}"`).join(' and ')}: choose one scope`}]
}

/** A policy without its scope where another one, which is merged over it, has a scope. */
export function withoutReplacedScope(base: ProvenanceTree, overlay: ProvenanceTree): ProvenanceTree {
  const [defaults, newDefaults] = [entriesAt(base, 'defaults'), entriesAt(overlay, 'defaults')]
  if (!('entries' in base) || !defaults || !scopeKeys.some(key => newDefaults?.has(key))) return base
  const kept = new Map([...defaults].filter(([key]) => !scopeKeys.includes(key)))
  return {entries: new Map(base.entries).set('defaults', {entries: kept})}
}

function entriesAt(tree: ProvenanceTree, key: string): ReadonlyMap<string, ProvenanceTree> | undefined {
  const child = 'entries' in tree ? tree.entries.get(key) : undefined
  return child && 'entries' in child ? child.entries : undefined
}
