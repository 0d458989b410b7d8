import assert from 'node:assert/strict'

import {observationsOutsidePlaces, reviewMatrix} from '../../src/review/matrix.js'
import {startModel} from './support.js'

const {places} = startModel

describe('the review matrix', () => {
  it('counts every failure of a framework for a place, or outside all places', () => {
    const rows = reviewMatrix(startModel, {kind: 'all'})
    assert.deepEqual(
      rows.flatMap(({place}) => place?.name ?? []),
      places.map(({name}) => name),
    )
    for (const [index, framework] of startModel.report.frameworks.entries()) {
      const failures = startModel.report.observations.filter(
        observation =>
          observation.verdict === 'fail' && observation.controls.some(ref => ref.framework === framework.id),
      )
      // A shared resource is counted for each app that uses it.
      assert.ok(rows.reduce((sum, {cells}) => sum + (cells[index]?.fail ?? 0), 0) >= failures.length)
      const seen = new Set([
        ...places.flatMap(place => startModel.observationsAt(place).own),
        ...observationsOutsidePlaces(startModel, {kind: 'all'}),
      ])
      assert.deepEqual(
        failures.filter(observation => !seen.has(observation)),
        [],
      )
    }
  })
})
