import type {Check, CompiledCheck, Dictionary, CompiledPredicate} from '../model/check.js'

import {compilePredicate} from './predicate.js'
import {clauseProblems, conjunction} from './clause-lint.js'
import {childPointer} from '../foundation/json-pointer.js'

type Clauses = Check['must']

/**
 * Compiles the predicates of checks.
 *
 * @throws Error for an unknown field, a keyword that is unknown or doesn't apply to the field, and a value that the
 * field can never have: each would make a check that can't fail
 */
export function createCheckCompiler(fields: Dictionary): (check: Check) => CompiledCheck {
  return check => {
    const {id, subject} = check
    const compileClauses = (side: 'must' | 'when', clauses: Clauses = {}, pointer = `/${side}`) =>
      Object.entries(clauses).map(([field, predicate]): readonly [string, CompiledPredicate] => {
        const [problem] = clauseProblems(
          {fields: fields[subject], subject, compilePredicate},
          side,
          field,
          predicate,
          childPointer(pointer, field),
        )
        if (problem) throw new Error(`${id}: ${problem.pointer} ${problem.describe()}`)
        return [field, compilePredicate(conjunction(fields[subject][field]?.schema ?? {}, predicate))]
      })
    return {
      ...check,
      tests: {
        must: compileClauses('must', check.must),
        variants: (check.remediation.variants ?? []).map(({when}, index) =>
          compileClauses('when', when, `/remediation/variants/${index}/when`),
        ),
        when: compileClauses('when', check.when),
      },
    }
  }
}
