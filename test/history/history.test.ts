import assert from 'node:assert/strict'

import type {ControlHistory, DayState, Exposure} from '../../src/model/history.js'
import type {HistoryReading} from '../../src/history/reading.js'

import {historyOf} from '../../src/history/history.js'
import {readingOf} from '../../src/history/reading.js'
import {dayStates, stateLetters} from '../../src/model/history.js'
import {numbers} from '../fixtures/fleet.js'
import {isExhaustive} from '../helpers/sweep.js'
import {day, hour, readingAt, start} from './support.js'

const options = {from: '2026-01-01', maxGapHours: 36, to: '2026-01-05', version: '0.0.0'}
const nightly = (...states: readonly DayState[]) => states.map((state, index) => readingAt(index * 24 + 2, {a: state}))
const of = (readings: readonly HistoryReading[], more = {}) => historyOf(readings, [], {...options, ...more})
const control = (readings: readonly HistoryReading[], more = {}): ControlHistory =>
  of(readings, more).series[0]?.controls[0] ?? assert.fail()

describe('the history of a control', () => {
  it('counts days by their readings', () => {
    const {days, readings, readingsHeld, strip} = control(nightly('held', 'held', 'failing', 'unknown', 'open'))
    assert.equal(strip, '++F?o')
    assert.deepEqual([days.held, days.failing, days.unknown, days.open, days['not-looked-at']], [2, 1, 1, 1, 0])
    assert.deepEqual([readings, readingsHeld], [5, 2])
  })

  it('takes the worst of a day', () => {
    const readings = [readingAt(2, {a: 'held'}), readingAt(10, {a: 'failing'}), readingAt(11, {a: 'held'})]
    assert.equal(control(readings, {to: '2026-01-01'}).strip, 'F')
  })

  it('does not count a day of which a part was not looked at', () => {
    assert.equal(control([readingAt(2, {a: 'held'}), readingAt(74, {a: 'held'})], {to: '2026-01-04'}).strip, '+  +')
    assert.equal(control(nightly('held', 'failing'), {to: '2026-01-05'}).strip, '+FF  ')
    assert.equal(control(nightly('held', 'held'), {maxGapHours: 12, to: '2026-01-02'}).strip, '  ')
  })

  it('says nothing of the days before the first reading, but for the hours of its own', () => {
    assert.equal(control([readingAt(58, {a: 'held'}), readingAt(80, {a: 'held'})], {to: '2026-01-04'}).strip, '  ++')
  })

  it('goes on from a reading before the period', () => {
    const readings = [readingAt(-10, {a: 'failing'}), readingAt(20, {a: 'held'})]
    const {firstFailure, readings: count, strip} = control(readings, {to: '2026-01-01'})
    assert.deepEqual([strip, count, firstFailure], ['+', 1, undefined])
    const alone = control([readingAt(-10, {a: 'failing'})], {to: '2026-01-02'})
    assert.deepEqual([alone.strip, alone.readings], ['FF', 0])
  })

  it('says when it failed, for how long at least and at most', () => {
    const {firstFailure, lastFailure, longestExposure} = control(
      nightly('held', 'failing', 'failing', 'held', 'failing'),
    )
    assert.deepEqual([firstFailure, lastFailure], ['2026-01-02T02:00:00.000Z', '2026-01-05T02:00:00.000Z'])
    assert.deepEqual(longestExposure, {
      atLeastHours: 24,
      atMostHours: 72,
      from: '2026-01-02T02:00:00.000Z',
      to: '2026-01-04T02:00:00.000Z',
    } satisfies Exposure)
    assert.deepEqual(control(nightly('failing')).longestExposure, {atLeastHours: 0, from: '2026-01-01T02:00:00.000Z'})
  })

  it('names checks that were waived', () => {
    const [first] = readingAt(2, {a: 'waived'}).controls
    const waived = readingAt(2, {}, {controls: first ? [{...first, waivedChecks: ['check-b', 'check-a']}] : []})
    assert.deepEqual(control([waived]).waivedChecks, ['check-a', 'check-b'])
  })
})

describe('a history', () => {
  it('keeps scopes apart, and a renamed one together', () => {
    const {series} = of([
      readingAt(2, {a: 'held'}, {scope: 'app web', scopeKey: 'app a1'}),
      readingAt(26, {a: 'held'}, {scope: 'app shop', scopeKey: 'app a1'}),
      readingAt(3, {a: 'failing'}, {scope: 'team b', scopeKey: 'team t2'}),
    ])
    assert.deepEqual(
      series.map(({readings, scope}) => [scope, readings]),
      [
        ['app shop', 2],
        ['team b', 1],
      ],
    )
  })

  it('says what the longest gap was, and what was not looked at', () => {
    const [series] = of([readingAt(2, {a: 'held'}), readingAt(74, {a: 'held'})], {to: '2026-01-06'}).series
    assert.equal(series?.longestGapHours, 72)
    assert.deepEqual(series.notLookedAt, [
      {from: '2026-01-02T14:00:00.000Z', to: '2026-01-04T02:00:00.000Z'},
      {from: '2026-01-05T14:00:00.000Z', to: '2026-01-07T00:00:00.000Z'},
    ])
  })

  it('has the last reading of each day', () => {
    const [series] = of([readingAt(2, {a: 'held'}, {apps: 3}), readingAt(9, {a: 'held'}, {apps: 4})]).series
    assert.deepEqual(
      series?.byDay.map(({apps, day: of}) => [of, apps]),
      [['2026-01-01', 4]],
    )
  })

  it('ends with what is worst', () => {
    const all = {to: '2026-01-02'}
    assert.equal(of(nightly('held', 'held'), all).exit.code, 0)
    assert.equal(of(nightly('held', 'open'), all).exit.code, 0)
    assert.equal(of(nightly('failing', 'held'), all).exit.code, 1)
    assert.match(of(nightly('unknown', 'held'), all).exit.reason, /couldn't be determined/)
    assert.match(of(nightly('held'), {to: '2026-01-04'}).exit.reason, /weren't looked at/)
    assert.equal(of([], all).exit.code, 3)
    const problems = [{file: 'a.zip', problem: 'was changed'}]
    assert.deepEqual(historyOf(nightly('held', 'held'), problems, {...options, to: '2026-01-02'}).exit, {
      code: 3,
      reason: "1 file can't be relied on",
    })
  })
})

interface SeenState {
  readonly at: number
  readonly state: DayState
}

/** What a moment is, by the last reading before it; nothing where another moment of its day decides. */
function momentState(at: number, sorted: readonly SeenState[], own: readonly SeenState[], maxGap: number) {
  const last = sorted.filter(reading => reading.at <= at).at(-1)
  if (own[0] && at < own[0].at) return undefined
  if (!last) return Math.floor((sorted[0]?.at ?? Infinity) / day) === Math.floor(at / day) ? undefined : 'not-looked-at'
  if (at - last.at >= maxGap) return 'not-looked-at'
  return own.length === 0 ? last.state : undefined
}

/** What days are, by looking at each ten minutes of them. */
function slowStrip(readings: readonly SeenState[], days: number, maxGap: number): string {
  const sorted = readings.toSorted((a, b) => a.at - b.at)
  return Array.from({length: days}, (_, index) => {
    const [begin, end] = [start + index * day, start + (index + 1) * day]
    const own = sorted.filter(({at}) => at >= begin && at < end)
    const states = new Set(own.map(({state}) => state))
    for (let at = begin; at < end; at += hour / 6) {
      const state = momentState(at, sorted, own, maxGap)
      if (state) states.add(state)
    }

    return stateLetters[dayStates.find(state => states.has(state)) ?? 'not-looked-at']
  }).join('')
}

describe('random histories', () => {
  it('are as an independent count has them', () => {
    for (let seed = 1; seed <= (isExhaustive ? 500 : 40); seed++) {
      const roll = numbers(seed)
      const days = 3 + Math.floor(roll() * 12)
      const maxGapHours = [12, 24, 36, 80][Math.floor(roll() * 4)] ?? 36
      const teams = ['t1', 't2'].slice(0, 1 + Math.floor(roll() * 2))
      const readings = teams.flatMap(team =>
        Array.from({length: days}, (_, index) => index - 1)
          // Some nights are missing.
          .filter(() => roll() < 0.8)
          .map(index => {
            const at = index * 24 + Math.floor(roll() * 24 * 6) / 6
            const state = dayStates.filter(other => other !== 'not-looked-at')[Math.floor(roll() * 7)] ?? 'held'
            return {at, state, team}
          }),
      )
      const to = new Date(start + (days - 1) * day).toISOString().slice(0, 10)
      const {series} = historyOf(
        readings.map(({at, state, team}, index) =>
          // It is renamed now and then.
          readingAt(at, {a: state}, {scope: `team ${team}-${index}`, scopeKey: `team ${team}`}),
        ),
        [],
        {...options, maxGapHours, to},
      )
      const expected = teams
        .map(team => readings.filter(reading => reading.team === team))
        .filter(own => own.length > 0)
        .map(own => {
          const within = own.filter(({at}) => at >= 0 && at < days * 24)
          const failing = within.filter(({state}) => state === 'failing').map(({at}) => start + at * hour)
          return {
            first: failing.length > 0 ? new Date(Math.min(...failing)).toISOString() : undefined,
            last: failing.length > 0 ? new Date(Math.max(...failing)).toISOString() : undefined,
            readings: within.length,
            strip: slowStrip(
              own.map(({at, state}) => ({at: start + at * hour, state})),
              days,
              maxGapHours * hour,
            ),
          }
        })
      const actual = series.map(({controls: [only]}) => ({
        first: only?.firstFailure,
        last: only?.lastFailure,
        readings: only?.readings,
        strip: only?.strip,
      }))
      const sorted = (list: ReadonlyArray<(typeof actual)[number]>) =>
        list.map(item => JSON.stringify(item)).sort((a, b) => (a < b ? -1 : 1))
      assert.deepEqual(sorted(actual), sorted(expected), `seed ${seed}`)
    }
  })
})

describe('a report as a reading', () => {
  const observation = (kind: string, id: string, more = {}) => ({
    check: 'postgres-x',
    controls: [{control: '1', framework: 'f'}],
    severity: 'high',
    subject: {id, kind, name: id},
    verdict: 'pass',
    ...more,
  })
  const report = {
    frameworks: [{controls: [{checks: ['postgres-x'], id: '1', status: 'inherited', title: 'One'}], id: 'f'}],
    observations: [
      observation('team', 't1'),
      observation('addon', 'd1', {verdict: 'fail'}),
      observation('addon', 'd2', {verdict: 'not-applicable'}),
      observation('member', 'm1', {verdict: 'fail', waiver: {reason: 'so'}}),
      observation('collaborator', 'c1'),
    ],
    scope: {apps: ['web', 'api'], kind: 'team', name: 't1'},
    snapshot: {collectedAt: '2026-01-01T02:00:00.000Z'},
  }

  it('has states, failures and who is there', () => {
    assert.deepEqual(readingOf(report as never), {
      apps: 2,
      at: Date.parse('2026-01-01T02:00:00.000Z'),
      controls: [{framework: 'f', id: '1', state: 'attested', title: 'One', waivedChecks: ['postgres-x']}],
      databases: 1,
      failures: {critical: 0, high: 1, low: 0, medium: 0},
      people: 2,
      scope: 'team t1',
      scopeKey: 'team t1',
    })
  })

  it('knows what a snapshot is of by the one kind of resources that has its name', () => {
    const ofSnapshot = (observations: readonly unknown[], name = 't1') =>
      readingOf({...report, observations, scope: {apps: [], kind: 'snapshot', name}} as never).scopeKey
    const team = observation('team', 'id-of-team', {subject: {id: 'id-of-team', kind: 'team', name: 't1'}})
    assert.equal(ofSnapshot([team, observation('addon', 't1')]), 'team id-of-team')
    assert.equal(ofSnapshot([team, observation('app', 't1')]), 'snapshot t1')
    assert.equal(ofSnapshot([observation('member', 't1')]), 'snapshot t1')
    assert.equal(ofSnapshot([team], 'other'), 'snapshot other')
  })

  it('keeps whole accounts apart', () => {
    const all = (email?: string) =>
      readingOf({
        ...report,
        scope: {apps: [], kind: 'all'},
        snapshot: {...report.snapshot, ...(email ? {caller: {email}} : {})},
      } as never)
    assert.equal(all('kim@example.com').scope, 'the account of kim@example.com')
    assert.equal(all().scopeKey, 'all  of an unknown account')
    assert.equal(readingOf({...report, scope: {apps: [], kind: 'sample'}} as never).scope, 'a sample')
  })
})
