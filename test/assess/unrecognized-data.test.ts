import assert from 'node:assert/strict'

import type {GapReason} from '../../src/model/gap.js'
import type {Observation} from '../../src/model/observation.js'
import type {Fact} from '../../src/model/snapshot.js'

import {unrecognizedDataNotices} from '../../src/assess/unrecognized-data.js'

const of = (...reasons: GapReason[]) =>
  ({gaps: reasons.map(reason => ({field: 'x', reason}))}) as unknown as Observation
const fact = (reason?: 'forbidden' | 'malformed'): Fact => ({
  at: '',
  kind: 'stacks',
  path: '/stacks',
  ...(reason ? {gap: {reason}} : {body: []}),
})
const text = (observed: Observation[], facts: Fact[]) =>
  unrecognizedDataNotices(observed, facts).map(unrecognizedDataNotice =>
    unrecognizedDataNotice.text.replace(/: .*/, ''),
  )

describe('unrecognizedDataNotices', () => {
  it('are absent if everything is recognized', () => {
    assert.deepEqual(
      unrecognizedDataNotices([of(), of('forbidden', 'no-statement'), {} as Observation], [fact(), fact('forbidden')]),
      [],
    )
  })

  it('count occurrences, and say how to report them', () => {
    assert.deepEqual(text([of('unknown-value')], []), [
      '1 observation depends on a value that this version does not recognize',
    ])
    assert.deepEqual(text([of('forbidden', 'unknown-value'), of('unknown-value', 'unknown-value'), of()], [fact()]), [
      '2 observations depend on a value that this version does not recognize',
    ])
    assert.deepEqual(text([], [fact('malformed')]), ["1 response doesn't match the documented format"])
    assert.deepEqual(text([of('unknown-value')], [fact('malformed'), fact('malformed')]), [
      '1 observation depends on a value that this version does not recognize, ' +
        "and 2 responses don't match the documented format",
    ])
    const [notice] = unrecognizedDataNotices([of('unknown-value')], [])
    assert.equal(notice?.id, 'unrecognized-data')
    assert.match(notice.text, /heroku compliance:collect --shapes FILE/)
  })
})
