import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'

import {readChecks, readExamples, readFields} from '../../src/catalog/catalog.js'
import {checkCompiler} from '../../src/catalog/compile.js'
import {judge} from '../../src/assess/judge.js'
import {examples, examplesText} from '../../tools/examples.js'

describe('the examples', () => {
  it('are what the cases say; npm run examples writes them again', () => {
    assert.equal(
      readFileSync(new URL('../../../src/catalog/examples.json', import.meta.url), 'utf8'),
      examplesText(examples()),
    )
  })

  it('are of every check, one that passes and one that fails', () => {
    const compile = checkCompiler(readFields())
    const all = readExamples()
    for (const check of readChecks())
      for (const verdict of ['pass', 'fail'] as const) {
        const fields = Object.fromEntries(
          Object.entries(all[check.id]?.[verdict].fields ?? {}).map(([name, value]) => [name, () => ({value})]),
        )
        assert.equal(
          judge(compile(check), {fields, id: 'x', kind: check.subject, name: 'x'}).verdict,
          verdict,
          check.id,
        )
      }
  })
})
