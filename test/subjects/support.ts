import assert from 'node:assert/strict'

import type {FactKind, FactTypes} from '../../src/model/facts.js'
import type {Gap} from '../../src/model/gap.js'
import type {Policy} from '../../src/model/policy.js'
import type {Fact, Scope} from '../../src/model/snapshot.js'
import type {FieldValue, Subject, SubjectKind} from '../../src/model/subject.js'
import type {SubjectContext, ScopeInventory} from '../../src/subjects/context.js'
import type {FactReader} from '../../src/subjects/fact-reader.js'

import {readEndOfLife} from '../../src/catalog/catalog.js'
import {paths} from '../../src/model/paths.js'
import {deriveSubjects} from '../../src/subjects/derive.js'
import {factReader} from '../../src/subjects/fact-reader.js'
import {scopeInventory} from '../../src/subjects/scope/scope-inventory.js'

const endOfLife = readEndOfLife()
const at = '2026-11-20T12:00:00.000Z'

/** A handmade fact of this kind and key. */
export const factOf = <Kind extends FactKind>(
  kind: Kind,
  key: string | readonly string[],
  body: FactTypes[Kind],
): Fact => ({
  at,
  body,
  kind,
  path: paths[kind](...[key].flat()),
  status: 200,
})

function reasonOf(status: number): Gap['reason'] {
  if (status >= 500) return 'server-error'
  return status === 404 ? 'not-found' : 'forbidden'
}

/** A refused or failed request. */
export const refusedFact = (
  kind: FactKind,
  key: string | readonly string[],
  status = 403,
  reason: Gap['reason'] = reasonOf(status),
): Fact => ({at, gap: {reason}, kind, path: paths[kind](...[key].flat()), status})

export interface Fixture {
  readonly reader: FactReader
  readonly context: SubjectContext
  readonly inventory: ScopeInventory
  readonly subjectsOf: (kind: SubjectKind) => Subject[]
  /** A field of the only subject of that kind and name. */
  readonly field: (kind: SubjectKind, name: string, field: string) => FieldValue
}

/** What is derived from handmade facts, for the single app `pay` unless another scope is given. */
export function fixture(
  facts: readonly Fact[],
  scope: Scope = {kind: 'app', name: 'pay'},
  allow: Policy['allow'] = {},
  now: SubjectContext['now'] | number = Date.parse(at),
  documents: Policy['documents'] = [],
): Fixture {
  const reader = factReader(new Map(facts.map(fact => [fact.path, fact])))
  const context = {
    endOfLife,
    facts: reader.facts,
    now: typeof now === 'number' ? {body: now} : now,
    policy: {allow, documents},
  }
  const inventory = scopeInventory(reader.facts, scope)
  const subjectsOf = (kind: SubjectKind) => deriveSubjects(context, inventory, new Set([kind]))
  return {
    context,
    subjectsOf,
    reader,
    inventory,
    field(kind, name, field) {
      const [subject, ...others] = subjectsOf(kind).filter(candidate => candidate.name === name)
      assert.ok(
        subject,
        `no ${kind} ${name}, but ${subjectsOf(kind)
          .map(candidate => candidate.name)
          .join(', ')}`,
      )
      assert.deepEqual(others, [])
      const compute = subject.fields[field]
      assert.ok(compute, `no field ${field}`)
      return compute()
    },
  }
}

/** The value, or the reason of the gap with a question mark, followed by the possible values. */
export function valueOrGap(fieldValue: FieldValue): unknown {
  if ('value' in fieldValue) return fieldValue.value
  return fieldValue.possibleValues
    ? [`${fieldValue.gap.reason}?`, ...fieldValue.possibleValues]
    : `${fieldValue.gap.reason}?`
}
