import assert from 'node:assert/strict'

import type {ComparisonSide} from '../../src/model/comparison.js'
import type {Observation} from '../../src/model/observation.js'

import {compare, control, item, side} from './support.js'

const framework = (id: string, controls: ComparisonSide['frameworks'][number]['controls'] = []) => ({
  controls,
  id,
  summary: {} as never,
  title: id,
  version: '1',
})
const of = (observations: Observation[], ...ids: string[]) =>
  side(observations, [], {frameworks: ids.map(id => framework(id))})
const failing = (before: ComparisonSide, after: ComparisonSide) =>
  compare(before, after).newlyFailing.map(({check, subject}) => `${check} ${subject.id}`)

describe('checks in both reports', () => {
  const old = [item('1', 'pass')]
  const more = [item('1', 'pass'), item('1', 'fail', {check: 'd'})]

  it('are all checks for the same frameworks and tool version, even without observations', () => {
    assert.deepEqual(failing(of(old, 'f', 'g'), of(more, 'f', 'g')), ['d 1'])
    assert.deepEqual(failing(of(old, 'f', 'g'), of(more, 'g', 'f')), ['d 1'])
  })

  it('are otherwise those that both reports mention', () => {
    for (const [before, after] of [
      [['f'], ['g']],
      [['f', 'g'], ['f']],
      [['f'], ['f', 'g']],
    ] as const)
      assert.deepEqual(failing(of(old, ...before), of(more, ...after)), [], `${before.join()} ${after.join()}`)
    assert.deepEqual(failing(of([item('1', 'pass')], 'f'), of([item('1', 'fail')], 'g')), ['c 1'])
  })

  const part = (observations: Observation[], ...only: string[]) => ({...of(observations, 'f'), only})

  it('are all checks of a part where the other report is on everything', () => {
    assert.deepEqual(failing(of(old, 'f'), part(more, 'c', 'd')), ['d 1'])
    const answered = (status: 'fail' | 'pass', more: Partial<ComparisonSide> = {}) =>
      side([item('1', 'pass')], [{...control('1.1', status, 'high', ['d']), dataClass: 'cji'}], more)
    const worse = (before: ComparisonSide, after: ComparisonSide) =>
      compare(before, after).worseControls.map(({control: id}) => id)
    assert.deepEqual(worse(answered('pass'), answered('fail', {only: ['1.1']})), ['1.1'])
    assert.deepEqual(worse(answered('pass', {only: ['1.1']}), answered('fail')), ['1.1'])
    const tool = {name: 'heroku-compliance', version: '2'} as const
    assert.deepEqual(worse(answered('pass'), answered('fail', {only: ['1.1'], tool})), [])
  })

  it('are those that both reports mention where they are of different parts, which is said', () => {
    assert.deepEqual(failing(part(old, 'c', 'D'), part(more, 'd', 'c')), ['d 1'])
    for (const [before, after] of [
      [part(old, 'c'), of(more, 'f')],
      [of(old, 'g'), part(more, 'c', 'd')],
      [part(old, 'c'), part(more, 'd')],
    ] as const)
      assert.deepEqual(failing(before, after), [])
    const noticesOf = (before: ComparisonSide, after: ComparisonSide) =>
      compare(before, after).notices.filter(({id}) => id === 'different-part')
    assert.deepEqual(noticesOf(part(old, 'c', 'D'), part(more, 'd', 'c')), [])
    assert.deepEqual(noticesOf(part(old, 'c', 'd'), of(more, 'f')), [
      {
        id: 'different-part',
        text:
          'The old report is of only c, d, the new report of every check and control: ' +
          'only the checks and controls that both include are compared.',
      },
    ])
  })

  it('compares only the controls of both parts', () => {
    const part = (ids: readonly string[], status: 'fail' | 'pass', ...only: string[]) =>
      side(
        [],
        ids.map(id => control(id, status)),
        {only},
      )
    const {compared, worseControls} = compare(part(['1', '2'], 'pass', '*'), part(['2', '3'], 'fail', '2', '3'))
    assert.deepEqual([compared, worseControls.map(change => change.control)], [1, ['2']])
  })

  it('include those of controls, unless the control is about a data class', () => {
    const tool = {name: 'heroku-compliance', version: '2'} as const
    const naming = (...dataClass: string[]) => [
      {...control('a', 'fail', 'high', ['d']), ...(dataClass[0] === undefined ? {} : {dataClass: dataClass[0]})},
    ]
    const compared = (...dataClass: string[]) =>
      compare(side(old, naming(...dataClass)), side(more, naming(...dataClass), {tool}))
    assert.deepEqual(
      compared().newlyFailing.map(({check}) => check),
      ['d'],
    )
    assert.deepEqual(compared('cardholder').newlyFailing, [])
    assert.deepEqual(
      compared('cardholder').notices.map(({id}) => id),
      ['check-not-compared', 'different-version'],
    )
    const lone = compare(side(old, naming('cardholder')), side(old, [], {tool}))
    assert.deepEqual(
      lone.notices.map(({id}) => id),
      ['different-version'],
    )
  })
})

describe('reports of two scopes', () => {
  const scoped = (kind: ComparisonSide['scope']['kind'], name?: string): ComparisonSide =>
    side([item('1', 'pass')], [control('a', 'pass')], {
      scope: {apps: ['name-1'], kind, ...(name === undefined ? {} : {name})},
    })
  const notice = (before: ComparisonSide, after: ComparisonSide) =>
    compare(before, after)
      .notices.filter(({id}) => id === 'different-scope')
      .map(({text}) => text.replace(/\. Only.*/, ''))

  it('have the same scope if kind and name match, and a snapshot may have any kind', () => {
    for (const [before, after] of [
      [scoped('team', 'acme'), scoped('team', 'acme')],
      [scoped('all'), scoped('all')],
      [scoped('snapshot', 'acme'), scoped('team', 'acme')],
      [scoped('space', 'acme'), scoped('snapshot', 'acme')],
      [scoped('snapshot'), scoped('all')],
    ] as const)
      assert.deepEqual(notice(before, after), [])
  })

  it('get a notice that the scopes differ', () => {
    const rows = [
      [scoped('team', 'acme'), scoped('team', 'other'), 'the old report is of team acme, the new report of team other'],
      [scoped('team', 'acme'), scoped('space', 'acme'), 'the old report is of team acme, the new report of space acme'],
      [scoped('all'), scoped('team', 'acme'), 'the old report is of the whole account, the new report of team acme'],
      [scoped('snapshot'), scoped('team', 'acme'), 'the old report is of a snapshot, the new report of team acme'],
      [scoped('all'), scoped('sample'), 'the old report is of the whole account, the new report of a sample'],
    ] as const
    for (const [before, after, text] of rows) assert.deepEqual(notice(before, after), [`The scopes differ: ${text}`])
  })

  it('have no controls that are compared', () => {
    const [before, after] = [
      side([], [control('a', 'pass'), control('b', 'fail')]),
      side([], [control('a', 'fail'), control('b', 'pass')], {scope: {apps: [], kind: 'all'}}),
    ]
    const {compared, worseControls, betterControls} = compare(before, after)
    assert.deepEqual({compared, fallen: worseControls, risen: betterControls}, {compared: 0, fallen: [], risen: []})
  })

  it('are compared where both cover a subject', () => {
    const account = (...names: string[]) => ({scope: {apps: names, kind: 'all' as const}})
    const before = side(
      [item('1', 'pass', {check: 'b'}), item('7', 'pass', {check: 'b', subject: {kind: 'space', name: 'vault'}})],
      [],
      {scope: {apps: ['name-1', 'quiet'], kind: 'team', name: 'acme'}},
    )
    const reached = (newer: Observation) => failing(before, side([newer], [], account('quiet', 'renamed', 'strange')))
    assert.deepEqual(
      reached(item('1', 'fail', {subject: {name: 'renamed'}})),
      ['c 1'],
      'an app that the older one told of, by its id',
    )
    assert.deepEqual(reached(item('9', 'fail', {subject: {name: 'quiet'}})), ['c 9'], 'an app that both looked at')
    assert.deepEqual(
      reached(item('9', 'fail', {subject: {name: 'strange'}})),
      [],
      'an app that the older one did not look at',
    )
    assert.deepEqual(
      reached(item('7', 'fail', {subject: {name: 'strange'}})),
      [],
      'an app with the id of something else',
    )
    assert.deepEqual(
      reached(item('h', 'fail', {subject: {app: 'quiet', kind: 'webhook'}})),
      ['c h'],
      'what belongs to an app that both looked at',
    )
    assert.deepEqual(
      reached(item('1', 'fail', {subject: {app: 'strange', kind: 'webhook', name: 'quiet'}})),
      [],
      'what belongs to another',
    )
    assert.deepEqual(reached(item('t', 'fail', {subject: {kind: 'team', name: 'quiet'}})), [], 'what belongs to no app')
  })

  it('are compared where both have a subject', () => {
    const hook = (verdict: 'fail' | 'pass', app: string) =>
      item('h', verdict, {subject: {app, kind: 'webhook', name: `${app}/h`}})
    assert.deepEqual(
      failing(side([hook('pass', 'old')]), side([hook('fail', 'new')], [], {scope: {apps: ['new'], kind: 'all'}})),
      ['c h'],
    )
  })
})
