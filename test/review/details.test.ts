import assert from 'node:assert/strict'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {observationText, verdictWord} from '../../src/review/details.js'
import {reviewMatrix} from '../../src/review/matrix.js'
import {controlObservations, openFindings} from '../../src/review/review-model.js'
import {modelFor} from './support.js'

describe('an observation in a review', () => {
  const catalog = loadCatalog(
    [],
    [
      {
        checks: [],
        framework: {
          aliases: [],
          documents: {},
          id: 'own',
          sources: {own: {title: 'Own'}},
          title: 'Own',
          version: '1',
          controls: [
            {
              checks: ['apps-belong-to-a-team'],
              id: 'A',
              kind: 'fail-only',
              question: 'What else?',
              remediation: {text: 'Do it.'},
              responsibility: 'customer',
              severity: 'high',
              signals: ['log-drains-are-encrypted'],
              source: {document: 'own', section: 'A'},
              title: 'A',
            },
          ],
        },
      },
    ],
  )
  const model = modelFor(catalog)

  it('lists a failed signal after breaches and unknowns, as LOOK, and counts it as no failure', () => {
    const words = openFindings(model).map(observation => verdictWord(observation))
    assert.deepEqual([...new Set(words)], ['FAIL', 'UNKNOWN', 'LOOK'])
    assert.deepEqual(
      words,
      [...words].sort((a, b) => ['FAIL', 'UNKNOWN', 'LOOK'].indexOf(a) - ['FAIL', 'UNKNOWN', 'LOOK'].indexOf(b)),
    )
    const signal = openFindings(model).find(observation => verdictWord(observation) === 'LOOK') ?? assert.fail()
    assert.ok(observationText(model, signal).includes('Worth a look for: own A'))
    const failures = reviewMatrix(model, {kind: 'all'}).reduce((sum, {cells}) => sum + (cells[0]?.fail ?? 0), 0)
    assert.equal(
      failures,
      model.report.observations.filter(({check, verdict}) => check === 'apps-belong-to-a-team' && verdict === 'fail')
        .length,
    )
    assert.ok(controlObservations(model, 'own', 'A').some(({check}) => check === 'log-drains-are-encrypted'))
  })
})
