import assert from 'node:assert/strict'

import type {FieldValue, Subject, SubjectKind} from '../../src/model/subject.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {endOfLifeNotices} from '../../src/assess/end-of-life-notices.js'

const now = Date.parse('2026-11-20T12:00:00Z')
const catalog = loadCatalog(['all'])
const gap: FieldValue = {gap: {reason: 'forbidden'}}

function subject(kind: SubjectKind, name: string, fields: Readonly<Record<string, FieldValue>>): Subject {
  return {
    fields: Object.fromEntries(Object.entries(fields).map(([field, known]) => [field, () => known])),
    id: name,
    kind,
    name,
  }
}

const app = (name: string, stack: string, days: number) =>
  subject('app', name, {daysUntilStackEnds: {value: days}, stack: {value: stack}})
const database = (name: string, version: string, days: number) =>
  subject('addon', name, {daysUntilEndOfLife: {value: days}, version: {value: version}})
const texts = (...subjects: Subject[]) => endOfLifeNotices(catalog, subjects, now).map(({text}) => text)

describe('endOfLifeNotices', () => {
  it('name what loses support within 180 days, and its users', () => {
    assert.deepEqual(texts(app('pay', 'heroku-22', 161), app('shop', 'heroku-22', 161), app('web', 'heroku-24', 892)), [
      'Support for the stack heroku-22 ends in 161 days, on 2027-04-30: pay, shop.',
    ])
    assert.deepEqual(
      endOfLifeNotices(catalog, [app('pay', 'heroku-22', 161)], now).map(({id}) => id),
      ['support-ends-soon'],
    )
  })

  it('include the day itself and the 180th day', () => {
    const told = (days: number) => texts(app('pay', 'x', days))
    assert.deepEqual(told(-1), [])
    assert.deepEqual(told(0), ['Support for the stack x ends today, on 2026-11-20: pay.'])
    assert.deepEqual(told(1), ['Support for the stack x ends tomorrow, on 2026-11-21: pay.'])
    assert.deepEqual(told(180), ['Support for the stack x ends in 180 days, on 2027-05-19: pay.'])
    assert.deepEqual(told(181), [])
  })

  it('combine minor versions of PostgreSQL, and are sorted by date', () => {
    assert.deepEqual(
      texts(
        app('pay', 'x', 9),
        app('pay', 'w', 9),
        database('b', '15.4', 7),
        database('a', '15.12', 7),
        database('c', '14', 5),
      ),
      [
        'Support for PostgreSQL 14 ends in 5 days, on 2026-11-25: c.',
        'Support for PostgreSQL 15 ends in 7 days, on 2026-11-27: a, b.',
        'Support for the stack w ends in 9 days, on 2026-11-29: pay.',
        'Support for the stack x ends in 9 days, on 2026-11-29: pay.',
      ],
    )
  })

  it("ignore what can't be seen", () => {
    assert.deepEqual(
      texts(
        subject('app', 'pay', {daysUntilStackEnds: gap, stack: {value: 'x'}}),
        subject('app', 'pay', {daysUntilStackEnds: {value: 1}, stack: gap}),
        {...subject('app', 'pay/*', {}), placeholder: {reason: 'forbidden'}},
        subject('space', 'home', {daysUntilStackEnds: {value: 1}, stack: {value: 'x'}}),
      ),
      [],
    )
  })

  it('appear only if the check about them is used', () => {
    assert.deepEqual(
      endOfLifeNotices(
        {checks: catalog.checks.filter(({id}) => id !== 'apps-run-on-a-supported-stack')},
        [app('pay', 'x', 1), database('a', '15', 1)],
        now,
      ).map(({text}) => text),
      ['Support for PostgreSQL 15 ends tomorrow, on 2026-11-21: a.'],
    )
  })
})
