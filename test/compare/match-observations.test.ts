import assert from 'node:assert/strict'

import type {Observation} from '../../src/model/observation.js'

import {matchObservations} from '../../src/compare/match-observations.js'
import {item} from './support.js'

const waiver = {approvedBy: 'b', by: 'a', expires: '2026-12-01', reason: 'r'}

/** A row of those that share an id, told by its name and a word on it. */
function row(text: string): Observation {
  const [name = '', word = ''] = text.split(' ')
  return item('shared', word === 'waived' ? 'fail' : (word as Observation['verdict']), {
    subject: {name},
    ...(word === 'waived' ? {waiver} : {}),
  })
}

const text = ({subject: {name}, verdict, waiver: covered}: Observation) => `${name} ${covered ? 'waived' : verdict}`
const joined = (before: string[], after: string[]) =>
  matchObservations(before.map(row), after.map(row)).map(({after: newer, before: older}) => [
    older && text(older),
    newer && text(newer),
  ])

describe('observations with a shared id', () => {
  const rows: ReadonlyArray<readonly [string, string[], string[], Array<[string | undefined, string | undefined]>]> = [
    [
      'go together by name and verdict first',
      ['a fail', 'a pass'],
      ['a pass', 'a fail'],
      [
        ['a pass', 'a pass'],
        ['a fail', 'a fail'],
      ],
    ],
    [
      'go together by name before verdict',
      ['a pass', 'b fail'],
      ['b pass', 'a fail'],
      [
        ['b fail', 'b pass'],
        ['a pass', 'a fail'],
      ],
    ],
    [
      'go together by name where the verdict is one',
      ['a fail', 'b fail'],
      ['b fail', 'a fail'],
      [
        ['b fail', 'b fail'],
        ['a fail', 'a fail'],
      ],
    ],
    [
      'go together by verdict where they have other names',
      ['a fail', 'b pass'],
      ['c pass', 'd fail'],
      [
        ['b pass', 'c pass'],
        ['a fail', 'd fail'],
      ],
    ],
    [
      'tell what a waiver covers from what none does',
      ['a waived', 'a fail'],
      ['a fail', 'a waived'],
      [
        ['a fail', 'a fail'],
        ['a waived', 'a waived'],
      ],
    ],
    [
      'go together all the same where nothing is alike',
      ['a fail', 'b fail'],
      ['c pass', 'd pass'],
      [
        ['a fail', 'c pass'],
        ['b fail', 'd pass'],
      ],
    ],
    [
      'are each taken once',
      ['a fail', 'b pass', 'c fail'],
      ['b pass'],
      [
        ['b pass', 'b pass'],
        ['a fail', undefined],
        ['c fail', undefined],
      ],
    ],
    [
      'are new where there are more',
      ['a fail'],
      ['b fail', 'a fail', 'c fail'],
      [
        [undefined, 'b fail'],
        ['a fail', 'a fail'],
        [undefined, 'c fail'],
      ],
    ],
    ['of one each go together whatever they are', ['a fail'], ['b pass'], [['a fail', 'b pass']]],
  ]
  for (const [name, before, after, expected] of rows) it(name, () => assert.deepEqual(joined(before, after), expected))
})

describe('a subject without an id', () => {
  const thing = (id: string, name = 'db') => item(id, 'pass', {subject: {name}})
  const ids = (before: Observation[], after: Observation[]) =>
    matchObservations(before, after).map(({after: newer, before: older}) => [older?.subject.id, newer?.subject.id])

  it('matches the only subject with its name', () => {
    assert.deepEqual(ids([thing('1')], [thing('db')]), [['1', 'db']])
    assert.deepEqual(ids([thing('db')], [thing('1')]), [['db', '1']])
    assert.deepEqual(ids([thing('')], [thing('1')]), [['', '1']])
    assert.deepEqual(ids([thing('1')], [thing('')]), [['1', '']])
    assert.deepEqual(ids([thing('1')], [thing('2')]), [
      [undefined, '2'],
      ['1', undefined],
    ])
  })

  it("doesn't match a subject that is matched by id under another name", () => {
    assert.deepEqual(ids([thing('1')], [thing('1', 'renamed'), thing('db')]), [
      ['1', '1'],
      [undefined, 'db'],
    ])
  })

  it('matches the one that remains with its name', () => {
    assert.deepEqual(ids([thing('1'), thing('2')], [thing('1'), thing('db')]), [
      ['1', '1'],
      ['2', 'db'],
    ])
  })

  it('matches nothing if there are several', () => {
    assert.deepEqual(ids([thing('1')], [thing('db'), thing('db')]), [
      [undefined, 'db'],
      [undefined, 'db'],
      ['1', undefined],
    ])
    assert.deepEqual(ids([thing('1'), thing('2')], [thing('db')]), [
      [undefined, 'db'],
      ['1', undefined],
      ['2', undefined],
    ])
    assert.deepEqual(ids([thing('1'), thing('2')], [thing('db'), thing('db')]), [
      [undefined, 'db'],
      [undefined, 'db'],
      ['1', undefined],
      ['2', undefined],
    ])
  })
})
