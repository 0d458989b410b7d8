import assert from 'node:assert/strict'

import {hasName, readAppHandle, withVisibilityGap} from '../../../src/subjects/app/app-handles.js'
import {factOf, fixture, refusedFact} from '../support.js'

const handleOf = (...facts: Parameters<typeof fixture>[0]) => readAppHandle(fixture(facts).context.facts, 'pay')
const record = {id: 'a1', name: 'pay', space: null}

describe('app-handles: withVisibilityGap', () => {
  it('gives an app that was refused the reason of its gap, the detail, and the space only where it is known', () => {
    const app = handleOf(refusedFact('app', 'pay'))
    const detail = 'it is only known to exist'
    const visibilityGap = {detail, path: '/apps/pay', reason: 'forbidden', status: 403}
    assert.deepEqual(withVisibilityGap(app, detail), {...app, visibilityGap})
    assert.deepEqual(withVisibilityGap(app, detail, 's1'), {...app, inferredSpaceId: 's1', visibilityGap})
  })

  it('leaves an app that was read or may still be read as it is', () => {
    for (const app of [handleOf(factOf('app', 'pay', record)), handleOf()])
      assert.equal(withVisibilityGap(app, 'it is only known to exist', 's1'), app)
  })
})

describe('app-handles: hasName', () => {
  it('is false only for an app that was not read and is known by its ID', () => {
    const refused = handleOf(refusedFact('app', 'pay'))
    assert.deepEqual(
      [handleOf(factOf('app', 'pay', {...record, id: 'pay'})), refused, {...refused, id: 'a1'}].map(hasName),
      [true, false, true],
    )
  })
})
