import type {Check} from '../model/check.js'
import type {Expectations} from '../model/comparison.js'

import {readFields} from './catalog.js'
import {compilePredicate} from './predicate.js'

/** What checks expect of fields, to measure how far a value is from it. */
export function expectationsOf(checks: ReadonlyArray<Pick<Check, 'id' | 'must'>>): Expectations {
  const fields = readFields()
  const fieldsByCheck = new Map(checks.map(({id, must}) => [id, Object.keys(must)]))
  return {
    fieldEntry: (kind, name) => (Object.hasOwn(fields[kind], name) ? fields[kind][name] : undefined),
    testedFields: check => fieldsByCheck.get(check),
    compilePredicate: must => compilePredicate(must),
  }
}
