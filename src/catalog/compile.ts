import type {Check, CompiledCheck, Dictionary, Predicate, Test} from '../model/check.js'
import type {Ajv2020} from './ajv.js'

import {nearest} from '../model/order.js'

/**
 * Compiles the predicates of checks; one that recurs is compiled once. Refuses a field that the dictionary does
 * not know, a keyword that JSON Schema does not, and a value that the field can never have: each would make a
 * check that cannot fail.
 */
export function checkCompiler(ajv: Ajv2020, fields: Dictionary): (check: Check) => CompiledCheck {
  const compiled = new Map<string, Test>()

  function validator(schema: Predicate): Test {
    const key = JSON.stringify(schema)
    const known = compiled.get(key)
    if (known) return known
    const validate = ajv.compile(schema)
    const test: Test = value => validate(value)
    compiled.set(key, test)
    return test
  }

  function refuseImpossible(schema: Predicate, predicate: Predicate, where: string): void {
    for (const [keyword, operand] of Object.entries(predicate)) {
      if (keyword === 'not') refuseImpossible(schema, operand as Predicate, `${where}/not`)
      if (keyword === 'anyOf') for (const [index, way] of (operand as Predicate[]).entries()) refuseImpossible(schema, way, `${where}/anyOf/${index}`)
      const values = keyword === 'const' ? [operand] : keyword === 'enum' ? operand as unknown[] : []
      for (const value of values) {
        if (!validator(schema)(value)) throw new Error(`${where}/${keyword} can never be ${JSON.stringify(value)}`)
      }
    }
  }

  function test(check: Check, field: string, predicate: Predicate, where: string): Test {
    const known = fields[check.subject]
    const entry = known[field]
    if (!entry) {
      const near = nearest(field, Object.keys(known))
      throw new Error(`${where} is no field of ${check.subject}${near ? `; did you mean "${near}"?` : ''}`)
    }

    refuseImpossible(entry.schema, predicate, where)
    return validator({allOf: [entry.schema, predicate]})
  }

  return check => {
    const side = (name: 'must' | 'when') => Object.entries(check[name] ?? {})
      .map(([field, predicate]) => [field, test(check, field, predicate, `${check.id}: /${name}/${field}`)] as const)
    return {...check, tests: {must: side('must'), when: side('when')}}
  }
}
