import assert from 'node:assert/strict'

import {HOSTILE} from '../fixtures/hostile.js'
import {shellFile, shellQuote} from '../../src/foundation/shell.js'

describe('a word of a shell command', () => {
  it('is quoted only where it has to be', () => {
    assert.deepEqual(
      ['old.json', 'a b', "it's", '$(x)', ''].map(word => shellQuote(word)),
      ['old.json', "'a b'", String.raw`'it'\''s'`, "'$(x)'", "''"],
    )
  })

  it('is no flag where it is a file, and a placeholder where it can not be shown', () => {
    assert.deepEqual([shellFile('-x.zip', 'BUNDLE'), shellFile('a b', 'BUNDLE')], ['./-x.zip', "'a b'"])
    assert.equal(shellFile('a\u001B[31m', 'BUNDLE'), 'BUNDLE')
    for (const name of Object.values(HOSTILE))
      // eslint-disable-next-line no-control-regex -- what must not be there
      assert.doesNotMatch(shellFile(name, 'FILE'), /[\u0000-\u001F\u007F-\u009F\u2028\u202E]/)
  })
})
