import assert from 'node:assert/strict'

import type {Place} from '../../src/model/policy.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {assessByPlace, placeStatuses} from '../../src/assess/assess-by-place.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {assessControls} from '../../src/assess/assess-controls.js'
import {check, control, dataScope, framework, contextOf, pay, seen, shop, subject} from './support.js'

const declaration = {apps: ['pay'], by: 'ann', on: '2026-11-01'}
const acme: Place = {holdsApps: true, name: 'team acme', team: 'acme'}
const [payApp, shopApp] = [subject('app', 'pay', {team: 'acme'}), subject('app', 'shop', {team: 'acme'})]

function of(given: Parameters<typeof contextOf>[0]) {
  const ground = contextOf({places: [pay, shop, acme], subjects: [payApp, shopApp], ...given})
  const {frameworks} = assessControls(ground)
  const placed = placeStatuses(ground, {frameworks})
  return {
    ...placed,
    stands: (place: Place) =>
      placed
        .controlsAt(place)
        .map(({control: {id, reason, status}, framework: name, basis: what}) => [name, id, status, what, reason]),
  }
}

describe('status by place', () => {
  it('uses what was observed of the place, or of the whole scope if only other places were observed', () => {
    const controls = [
      control('A', {checks: ['c'], kind: 'automatic'}),
      control('B', {checks: ['d'], kind: 'automatic'}),
      control('C', {checks: ['none'], kind: 'automatic'}),
      control('D'),
    ]
    const {stands} = of({
      frameworks: [
        framework(controls),
        framework(
          [
            control('E', {boundary: ['d'], documents: ['heroku-soc2'], kind: 'inherited'}),
            control('F', {checks: ['c', 'd']}),
          ],
          {id: 'other'},
        ),
      ],
      observed: [seen('c', 'fail', payApp), seen('c', 'pass', shopApp), seen('d', 'pass', shopApp)],
    })
    const nothing = 'nothing in scope that it applies to'
    assert.deepEqual(stands(pay), [
      ['frame', 'A', 'fail', 'place', 'c: 1 failure'],
      ['frame', 'B', 'pass', 'whole', '1 observation passed'],
      ['frame', 'C', 'not-applicable', 'place', nothing],
      ['frame', 'D', 'manual', 'place', 'a person has to answer'],
      ['other', 'E', 'manual', 'whole', 'document needed: heroku-soc2'],
      ['other', 'F', 'fail', 'place', 'c: 1 failure'],
    ])
    assert.deepEqual(stands(shop), [
      ['frame', 'A', 'pass', 'place', '1 observation passed'],
      ['frame', 'B', 'pass', 'place', '1 observation passed'],
      ['frame', 'C', 'not-applicable', 'place', nothing],
      ['frame', 'D', 'manual', 'place', 'a person has to answer'],
      ['other', 'E', 'manual', 'place', 'document needed: heroku-soc2'],
      ['other', 'F', 'manual', 'place', 'no violation was found; a person has to answer the rest'],
    ])
    assert.deepEqual(
      stands(acme).map(([, id, status, what]) => [id, status, what]),
      [
        ['A', 'fail', 'whole'],
        ['B', 'pass', 'whole'],
        ['C', 'not-applicable', 'place'],
        ['D', 'manual', 'place'],
        ['E', 'manual', 'whole'],
        ['F', 'fail', 'whole'],
      ],
    )
  })

  it('counts what was observed of its team and of no particular owner', () => {
    const people = subject('member', 'ann', {team: 'acme'})
    const {observationsAt, stands} = of({
      frameworks: [
        framework([control('A', {checks: ['m'], kind: 'automatic'}), control('B', {checks: ['c'], kind: 'automatic'})]),
      ],
      observed: [seen('m', 'fail', people), seen('c', 'pass', payApp)],
      subjects: [payApp, shopApp, people],
    })
    for (const place of [pay, shop]) assert.deepEqual(stands(place)[0]?.slice(2, 4), ['fail', 'place'])
    assert.deepEqual(
      [observationsAt(pay).own, observationsAt(pay).wider].map(all => all.map(({check: id}) => id)),
      [['c'], ['m']],
    )
    assert.deepEqual(observationsAt(shop).own, [])
  })

  it('uses the answers for the place', () => {
    const answers = [
      {answer: 'yes', apps: ['pay'], by: 'ann', control: 'A', framework: 'own', on: '2026-11-01', reason: 'r'} as const,
    ]
    const {stands} = of({frameworks: [framework([control('A')])], policy: {answers}})
    assert.deepEqual(
      [pay, shop].map(place => stands(place)[0]?.[2]),
      ['attested', 'manual'],
    )
  })

  it('requires documents for what the place uses, or for everything if it is a team', () => {
    const {stands} = of({
      frameworks: [framework([control('A', {documents: ['heroku-soc2'], kind: 'inherited'})])],
      policy: {documents: [{id: 'heroku-soc2', issued: '2026-10-01', issuer: 'Heroku', services: ['Postgres']}]},
      places: [pay, shop, {name: 'space vault', space: 'vault'}],
      usage: [
        {app: 'pay', regions: [], services: ['heroku-postgresql']},
        {app: 'shop', regions: [], services: ['heroku-redis']},
      ],
    })
    assert.deepEqual(
      [pay, shop, {name: 'space vault', space: 'vault'}].map(place => stands(place)[0]?.slice(2)),
      [
        ['inherited', 'place', 'inside the certified boundary; on file: heroku-soc2'],
        ['manual', 'place', 'document needed: heroku-soc2 does not name heroku-redis'],
        ['manual', 'place', 'document needed: heroku-soc2 does not name heroku-redis'],
      ],
    )
  })
})

describe('a place out of scope for a data class', () => {
  const given = {
    checks: [check('c', 'app'), check('m', 'member')],
    dataScopes: [['cardholder', dataScope(['pay'], ['shop'])]],
    policy: {data: {cardholder: declaration}},
    frameworks: [
      framework([control('A', {checks: ['c'], kind: 'automatic'}), control('B', {checks: ['m']})], {
        dataClass: 'cardholder',
      }),
      framework([control('A', {checks: ['c'], kind: 'automatic'})], {id: 'other'}),
    ],
  } as const

  it('leaves out the controls about that class only', () => {
    const {stands} = of({...given, observed: [seen('c', 'fail', payApp), seen('c', 'pass', shopApp)]})
    assert.deepEqual(stands(shop), [
      ['frame', 'A', 'not-applicable', 'nothing', 'out of scope by declaration'],
      ['frame', 'B', 'not-applicable', 'nothing', 'out of scope by declaration'],
      ['other', 'A', 'pass', 'place', '1 observation passed'],
    ])
    assert.deepEqual(
      stands(pay).map(([, id, status, what]) => [id, status, what]),
      [
        ['A', 'fail', 'place'],
        ['B', 'manual', 'place'],
        ['A', 'fail', 'place'],
      ],
    )
  })

  it('needs no answer, while places in scope do', () => {
    const {isInScope, needsAnswer} = of(given)
    const table = (is: typeof isInScope) =>
      [
        ['frame', 'A'],
        ['frame', 'B'],
        ['other', 'A'],
        ['nowhere', 'A'],
      ].map(([name = '', id = '']) => [pay, shop, acme].map(place => is(name, id, place)))
    assert.deepEqual(table(isInScope), [
      [true, false, true],
      [true, false, true],
      [true, true, true],
      [true, true, true],
    ])
    assert.deepEqual(table(needsAnswer), [
      [true, false, false],
      [true, false, true],
      [true, true, false],
      [true, true, true],
    ])
  })
})

describe('a report by place', () => {
  it('computes each place once, by name', () => {
    const {controlsAt, observationsAt, places} = of({frameworks: [framework([control('A')])]})
    assert.deepEqual(places, [pay, shop, acme])
    for (const what of [controlsAt, observationsAt]) {
      assert.equal(what(pay), what({...pay}))
      assert.notEqual(what(pay), what(shop))
    }
  })

  it('equals the report without places', () => {
    const catalog = loadCatalog(['baseline'])
    const snapshot = {
      facts: [],
      frameworks: ['baseline'],
      scopes: [{kind: 'all'}],
      snapshotVersion: 1,
      tool: {name: 'heroku-compliance', version: '0.0.0'},
    } as const
    const judging = {allowUnknown: false, failOn: 'high', scopeKind: 'all', version: '0.0.0'} as const
    const {controlsAt, places, report} = assessByPlace(snapshot, catalog, judging)
    assert.deepEqual(report, assessSnapshot(snapshot, catalog, judging))
    const [hidden] = places
    assert.ok(hidden && hidden.app === undefined)
    assert.equal(controlsAt(hidden).length, report.frameworks[0]?.controls.length)
  })
})
