import type {Check, CompiledCheck, Dictionary, Test} from '../model/check.js'

import {predicate as validator} from './predicate.js'
import {clauseProblems, merged} from './clause-lint.js'
import {below} from '../foundation/json-pointer.js'

/**
 * Compiles the predicates of checks. Refuses a field that the dictionary does not know, a keyword that JSON Schema
 * does not or that does not speak of the field, and a value that the field can never have: each would make a check
 * that cannot fail.
 */
export function checkCompiler(fields: Dictionary): (check: Check) => CompiledCheck {
  return check => {
    const {id, subject} = check
    const side = (name: 'must' | 'when') =>
      Object.entries(check[name] ?? {}).map(([field, predicate]): readonly [string, Test] => {
        const [problem] = clauseProblems(
          {fields: fields[subject], subject, validator},
          name,
          field,
          predicate,
          below(`/${name}`, field),
        )
        if (problem) throw new Error(`${id}: ${problem.at} ${problem.say()}`)
        return [field, validator(merged(fields[subject][field]?.schema ?? {}, predicate))]
      })
    return {...check, tests: {must: side('must'), when: side('when')}}
  }
}
