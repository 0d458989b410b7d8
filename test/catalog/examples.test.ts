import assert from 'node:assert/strict'

import {readChecks, readExamples, readFields} from '../../src/catalog/catalog.js'
import {createCheckCompiler} from '../../src/catalog/compile.js'
import {judge} from '../../src/assess/judge.js'

describe('readExamples', () => {
  it('gives every check a case that passes and a case that fails', () => {
    const compile = createCheckCompiler(readFields())
    const examples = readExamples()
    for (const check of readChecks())
      for (const verdict of ['pass', 'fail'] as const) {
        const fields = Object.fromEntries(
          Object.entries(examples[check.id]?.[verdict].fields ?? {}).map(([name, value]) => [name, () => ({value})]),
        )
        assert.equal(
          judge(compile(check), {fields, id: 'x', kind: check.subject, name: 'x'}).verdict,
          verdict,
          check.id,
        )
      }
  })
})
