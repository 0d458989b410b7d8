import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'

import {readChecks, readExamples, readFields} from '../../src/catalog/catalog.js'
import {createCheckCompiler} from '../../src/catalog/compile.js'
import {judge} from '../../src/assess/judge.js'
import {checkExamples, examplesText} from '../../tools/examples.js'

describe('the examples', () => {
  it('are what the cases say; npm run examples writes them again', () => {
    assert.equal(
      readFileSync(new URL('../../../src/catalog/examples.json', import.meta.url), 'utf8'),
      examplesText(checkExamples()),
    )
  })

  it('are of every check, one that passes and one that fails', () => {
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
