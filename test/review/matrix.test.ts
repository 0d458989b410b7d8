import assert from 'node:assert/strict'

import {severities} from '../../src/model/framework.js'
import {alignedCellText, cellText, observationsOutsidePlaces, reviewMatrix, worstText} from '../../src/review/matrix.js'
import {startModel} from './support.js'

const {places} = startModel

describe('the review matrix', () => {
  it('counts every failure of a framework for a place, or outside all places', () => {
    const rows = reviewMatrix(startModel, {kind: 'all'})
    assert.deepEqual(rows.flatMap(({place}) => place?.name ?? []).sort(), places.map(({name}) => name).sort())
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

  it('begins with the place whose failures are worst, and says which these are', () => {
    const rows = reviewMatrix(startModel, {kind: 'all'})
    const ranks = rows.map(({worst}) => (worst ? severities.indexOf(worst.severity) : severities.length))
    assert.deepEqual(
      ranks,
      [...ranks].sort((a, b) => a - b),
    )
    const counts = rows.filter(({worst}) => worst?.severity === 'critical').map(({worst}) => worst?.count ?? 0)
    assert.ok(counts.length > 1)
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => b - a),
    )
    const [first, last] = [rows[0], rows.at(-1)]
    assert.ok(first && last)
    assert.match(worstText(first), /^\d+ critical$/)
    assert.equal(worstText({}), '·')
    assert.equal(reviewMatrix(startModel, {kind: 'all'}), rows)
  })

  it('shows a dot where there is nothing to count', () => {
    assert.equal(cellText({fail: 12, open: 3, unknown: 0}), 'x12 · o3')
    assert.equal(alignedCellText({fail: 0, open: 0, unknown: 7}), '·   ?7  ·')
  })
})
