import assert from 'node:assert/strict'

import {parseShard} from '../../src/cli/shard-flag.js'
import {UserError} from '../../src/foundation/user-error.js'

describe('parseShard', () => {
  it('is the part and the number of parts', () => {
    assert.deepEqual(parseShard('2/5'), {index: 2, of: 5})
    assert.deepEqual(parseShard('1/2'), {index: 1, of: 2})
    assert.deepEqual(parseShard('12/12'), {index: 12, of: 12})
  })

  it('is the whole where there is one part', () => {
    assert.equal(parseShard('1/1'), undefined)
  })

  for (const text of [
    '0/5',
    '6/5',
    '0/0',
    'a/b',
    '2',
    '',
    '/',
    '2/',
    '/5',
    '-1/5',
    '1.5/5',
    ' 1/5',
    '1/5/9',
    '1/99999',
    '1e1/20',
    '٢/٥',
  ])
    it(`refuses "${text}"`, () => {
      assert.throws(
        () => parseShard(text),
        (error: unknown) =>
          error instanceof UserError &&
          error.message === `--shard ${text} isn't valid.` &&
          error.hint.includes('such as --shard 2/5'),
      )
    })
})
