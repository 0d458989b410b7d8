import assert from 'node:assert/strict'

import type {Severity} from '../../src/model/framework.js'
import type {Observation, Verdict} from '../../src/model/observation.js'
import type {Waiver} from '../../src/model/policy.js'

import {applyWaivers} from '../../src/assess/waivers.js'

const now = Date.parse('2026-11-20T12:00:00Z')
const seen = (name: string, verdict: Verdict, severity: Severity = 'high', check = 'c'): Observation => ({
  check,
  controls: [],
  severity,
  subject: {id: `id-${name}`, kind: 'app', name},
  title: 't',
  verdict,
})
const waiver = (more: Partial<Waiver> = {}): Waiver => ({
  approvedBy: 'Bob',
  by: 'Ann',
  check: 'c',
  expires: '2026-12-20',
  reason: 'r',
  subjects: ['pay*'],
  ...more,
})
const ids = (observations: readonly Observation[], waiver: Waiver, at = now, isWhole = true) =>
  applyWaivers(observations, [waiver], at, isWhole).notices.map(({id}) => id)

describe('waivers', () => {
  const all = [
    seen('pay-web', 'fail'),
    seen('pay-db', 'unknown'),
    seen('pay-ok', 'pass'),
    seen('pay-na', 'not-applicable'),
    seen('shop', 'fail'),
    seen('pay-web', 'fail', 'high', 'other'),
  ]

  it('cover failures and unknowns of their check and subjects, and change no verdict', () => {
    const {notices, observations, used} = applyWaivers(all, [waiver({on: '2026-11-01', ticket: 'T-1'})], now, true)
    assert.deepEqual(notices, [])
    assert.equal(used.length, 1)
    assert.deepEqual(
      observations.map(({waiver: own}) => own !== undefined),
      [true, true, false, false, false, false],
    )
    assert.deepEqual(observations[0]?.waiver, {
      approvedBy: 'Bob',
      by: 'Ann',
      expires: '2026-12-20',
      on: '2026-11-01',
      reason: 'r',
      ticket: 'T-1',
    })
    assert.deepEqual(
      observations.map(observation => ({...observation, waiver: undefined})),
      all.map(observation => ({...observation, waiver: undefined})),
    )
  })

  it('match whole names, whatever the case', () => {
    const covered = (subjects: string[]) =>
      applyWaivers(all, [waiver({subjects})], now, true).observations.flatMap(({subject, waiver: own}) =>
        own ? [subject.name] : [],
      )
    assert.deepEqual(covered(['PAY-WEB']), ['pay-web'])
    assert.deepEqual(covered(['pay']), [])
    assert.deepEqual(covered(['*']), ['pay-web', 'pay-db', 'shop'])
  })

  it('run no longer than their severity allows, through their last day', () => {
    for (const [severity, days] of [
      ['critical', 90],
      ['high', 180],
      ['medium', 365],
      ['low', 365],
    ] as const) {
      const item = [seen('pay', 'fail', severity)]
      const last = new Date(Date.parse('2026-11-01') + days * 86_400_000).toISOString().slice(0, 10)
      const past = new Date(Date.parse('2026-11-01') + (days + 1) * 86_400_000).toISOString().slice(0, 10)
      assert.deepEqual(ids(item, waiver({expires: last, on: '2026-11-01'})), [], severity)
      assert.deepEqual(ids(item, waiver({expires: past, on: '2026-11-01'})), ['waiver-too-long'], severity)
      const fromToday = new Date(Date.parse('2026-11-20') + days * 86_400_000).toISOString().slice(0, 10)
      assert.deepEqual(ids(item, waiver({expires: fromToday})), [], severity)
    }
  })

  it('end after midnight in UTC', () => {
    const item = waiver({expires: '2026-11-20'})
    assert.deepEqual(ids(all, item, Date.parse('2026-11-20T23:59:59.999Z')), [])
    assert.deepEqual(ids(all, item, Date.parse('2026-11-21T00:00:00Z')), ['waiver-expired'])
    assert.deepEqual(ids(all, waiver({expires: '2028-02-29'}), Date.parse('2028-02-29T23:59:59Z')), [])
    assert.deepEqual(ids(all, waiver({expires: '2028-02-29'}), Date.parse('2028-03-01T00:00:00Z')), ['waiver-expired'])
    assert.deepEqual(ids(all, waiver({expires: '2026-12-31'}), Date.parse('2026-12-31T23:59:59Z')), [])
    assert.deepEqual(ids(all, waiver({expires: '2026-12-31'}), Date.parse('2027-01-01T00:00:00Z')), ['waiver-expired'])
  })

  it('have no effect, with a notice, if self-approved, dated in the future, or without a match', () => {
    for (const [id, more] of [
      ['waiver-self-approved', {approvedBy: ' ann '}],
      ['waiver-not-begun', {on: '2026-11-21'}],
      ['waiver-matches-nothing', {subjects: ['nobody']}],
      ['waiver-not-needed', {subjects: ['pay-ok']}],
    ] as const) {
      const {notices, observations, used} = applyWaivers(all, [waiver(more)], now, true)
      assert.deepEqual(
        notices.map(notice => notice.id),
        [id],
      )
      assert.ok(observations.every(observation => observation.waiver === undefined))
      assert.deepEqual(used, [])
    }
  })

  it("need no match if only a part was assessed, or the check wasn't", () => {
    assert.deepEqual(ids(all, waiver({subjects: ['nobody']}), now, false), [])
    assert.deepEqual(ids(all, waiver({check: 'elsewhere', expires: '2020-01-01'})), [])
  })

  it('have no effect, with a notice, if incomplete or not approved by somebody else', () => {
    for (const blank of ['', ' ', '\u00A0', '\u200B', '\u115F', '\u3164', '\u2800', '\u{E0020}', '?'])
      for (const key of ['approvedBy', 'by', 'reason'] as const) {
        const {notices, observations, used} = applyWaivers(all, [waiver({[key]: blank})], now, true)
        assert.deepEqual(notices, [
          {id: 'waiver-incomplete', text: `The waiver of c for pay* has no effect: "${key}" is blank.`},
        ])
        assert.deepEqual([observations, used], [all, []])
      }

    for (const [by, approvedBy] of [
      ['ann@example.com', 'Ann <ann@example.com>'],
      ['ann@example.com', '\u0430nn@example.com'],
      ['A\u0301nn', '\u00C1nn'],
      ['ann', 'ann@example.com'],
    ] as const) {
      assert.deepEqual(applyWaivers(all, [waiver({approvedBy, by})], now, true).notices, [
        {
          id: 'waiver-self-approved',
          text: `The waiver of c for pay* has no effect: ${by} can't approve their own waiver.`,
        },
      ])
    }
  })

  it('say why they have no effect', () => {
    const text = (more: Partial<Waiver>) =>
      applyWaivers(all, [waiver(more)], now, true).notices.map(notice =>
        notice.text.replace(/^The waiver of c for \S+ (?:has no effect: )?/, ''),
      )
    assert.deepEqual(text({expires: '2026-11-19'}), ['it expired on 2026-11-19.'])
    assert.deepEqual(text({on: '2026-11-21'}), ['it is dated 2026-11-21, which is in the future.'])
    assert.deepEqual(text({on: '2026-11-20'}), [])
    assert.deepEqual(text({expires: '2027-05-20'}), [
      'it runs until 2027-05-20, but may run until 2027-05-19 at most: 180 days for severity high.',
    ])
    assert.deepEqual(text({subjects: ['nobody']}), ['nothing that was assessed has that name.'])
    assert.deepEqual(text({subjects: ['pay-ok']}), ['is no longer needed: nothing that it covers fails.'])
  })

  it('cover an observation by the first of several, and are used only where they do', () => {
    const [first, second, third] = [
      waiver({reason: 'first'}),
      waiver({reason: 'second', subjects: ['*']}),
      waiver({check: 'other', reason: 'third'}),
    ]
    const {observations, used} = applyWaivers(all, [first, second, third], now, true)
    assert.deepEqual(
      observations.map(observation => observation.waiver?.reason),
      ['first', 'first', undefined, undefined, 'second', 'third'],
    )
    assert.deepEqual(used, [first, second, third])
    assert.deepEqual(applyWaivers(all, [waiver({subjects: ['pay-ok', 'pay-na']}), first], now, true).used, [first])
  })

  it('of a check without observations cover nothing and get no notice', () => {
    const {notices, observations, used} = applyWaivers(all, [waiver({by: ' ', check: 'unchosen'})], now, true)
    assert.deepEqual({notices, observations, used}, {notices: [], observations: all, used: []})
  })

  it('get a notice if they cover everything', () => {
    const told = (...subjects: string[]) => applyWaivers(all, [waiver({subjects})], now, true).notices
    assert.deepEqual(told('pay-web', '*'), [
      {
        id: 'waiver-of-everything',
        text:
          'The waiver of c for pay-web, * covers every subject, now and later: ' +
          'Ann and Bob accept it until 2026-12-20.',
      },
    ])
    assert.equal(told('**').length, 1)
    for (const glob of ['*p*', 'pay-*', '*b']) assert.deepEqual(told(glob), [], glob)
    assert.deepEqual(
      applyWaivers(all, [waiver({expires: '2026-11-19', subjects: ['*']})], now, true).notices.map(({id}) => id),
      ['waiver-expired'],
    )
  })

  it('are copied to observations without check and subjects', () => {
    assert.deepEqual(applyWaivers(all, [waiver()], now, true).observations[0]?.waiver, {
      approvedBy: 'Bob',
      by: 'Ann',
      expires: '2026-12-20',
      reason: 'r',
    })
    assert.deepEqual(applyWaivers(all, [waiver({subjects: ['nobody']})], now, true), {
      notices: applyWaivers(all, [waiver({subjects: ['nobody']})], now, true).notices,
      observations: all,
      used: [],
    })
  })
})
