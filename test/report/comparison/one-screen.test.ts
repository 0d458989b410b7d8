import assert from 'node:assert/strict'

import type {Diff} from '../../../src/model/comparison.js'
import type {Observation} from '../../../src/model/observation.js'

import {comparisonTerminal} from '../../../src/report/comparison/terminal.js'
import {displayWidth} from '../../../src/report/terminal/layout.js'
import {diff} from '../../compare/support.js'
import {HOSTILE} from '../../fixtures/hostile.js'
import {failingObservation, observationOf, reportOf} from '../terminal/support.js'

const nextSteps = [
  {command: 'heroku compliance:diff old.json new.json --full', about: 'all that changed'},
  {command: 'heroku compliance:report new.json', about: 'the newer report'},
]
const linesOf = (comparison: Diff, columns = 80) =>
  comparisonTerminal(comparison, {color: false, columns, nextSteps}).trimEnd().split('\n')
const onOneLine = (comparison: Diff) => linesOf(comparison).join(' ').replaceAll(/\s+/g, ' ')
const diffOf = (before: Observation[], after: Observation[]) => diff(reportOf(before), reportOf(after))
const certificate = (daysLeft: number): Observation => ({
  ...failingObservation('pay-web', {because: [{field: 'daysLeft', must: {minimum: 14}, value: daysLeft}]}),
  subject: {app: 'pay-web', id: 'cert', kind: 'certificate', name: 'cert'},
})
const passing = (name: string, check: string) => observationOf({check, subject: {name}})
const failing = (name: string, check: string, rest: Partial<Observation> = {}) =>
  failingObservation(name, {check, failureTitle: `the ${check} is not well`, ...rest})

describe('a comparison on one screen', () => {
  it('has the verdict first, what got worse by check, the rest as counts, and what to type next last', () => {
    const shown = linesOf(
      diffOf(
        [passing('a', 'low'), passing('b', 'low'), passing('a', 'gate'), failing('c', 'mended')],
        [
          failing('a', 'low', {severity: 'low'}),
          failing('b', 'low', {severity: 'low'}),
          failing('a', 'gate', {severity: 'critical'}),
          passing('c', 'mended'),
        ],
      ),
    )
    assert.deepEqual(shown, [
      'Worse: 3 new failures (1 critical, 2 low).',
      '',
      '  before: app pay-web as of 2026-11-20 12:00 UTC, 1 app, by version 0.0.0',
      '  after: app pay-web as of 2026-11-20 12:00 UTC, 1 app, by version 0.0.0',
      '',
      'critical  new     The gate is not well: a',
      'low       new     The low is not well: a, b',
      '',
      '1 fixed, 0 failures as before.',
      '',
      'Next',
      '  heroku compliance:diff old.json new.json --full  all that changed',
      '  heroku compliance:report new.json                the newer report',
    ])
  })

  it('says that a date has passed, and what can no longer be seen', () => {
    const shown = onOneLine(
      diffOf(
        [certificate(9.4), passing('a', 'x'), observationOf({subject: {name: 'still'}, verdict: 'unknown'})],
        [
          certificate(-3.2),
          observationOf({check: 'x', subject: {name: 'a'}, verdict: 'unknown'}),
          observationOf({subject: {name: 'still'}, verdict: 'unknown'}),
        ],
      ),
    )
    assert.match(shown, /^Worse: 1 failure got worse \(1 medium\), 1 no longer determined\. /)
    assert.match(
      shown,
      /medium worse The app does not belong to a team: cert of pay-web - expired 3 days ago \(before: in 9 days\); /,
    )
    assert.match(shown, /medium unseen Unknown whether the app belongs to a team: a /)
  })

  it('says that nothing is worse without a list', () => {
    const shown = onOneLine(diffOf([failing('a', 'x')], [passing('a', 'x'), passing('b', 'x')]))
    assert.match(shown, /^Not worse\. before: .* 1 fixed, 0 failures as before\. Resources: 1 appeared\. Next heroku /)
  })

  it('counts what appeared, went and was renamed', () => {
    const named = (id: string, name: string) => observationOf({subject: {id, name}})
    assert.match(
      onOneLine(diffOf([named('1', 'old'), named('2', 'gone')], [named('1', 'new'), named('3', 'here')])),
      /Resources: 1 appeared, 1 gone, 1 renamed\./,
    )
  })

  it('takes at most 40 lines of 80 columns, and keeps to any width', () => {
    const names = Array.from({length: 12}, (_, index) => `an-app-with-quite-a-long-name-${index}`)
    const checks = Array.from({length: 30}, (_, index) => `check ${index} ${'of many words '.repeat(5)}`)
    const comparison = {
      ...diffOf(
        checks.flatMap(check => names.map(name => passing(name, check))),
        checks.flatMap(check => names.map(name => failing(name, check))),
      ),
      notices: Array.from({length: 5}, (_, index) => ({id: 'x', text: `note ${index} ${'of many words '.repeat(40)}`})),
    }
    assert.ok(linesOf(comparison).length <= 40, linesOf(comparison).join('\n'))
    assert.match(
      onOneLine(comparison),
      /name-0, an-app-\S+-1, an-app-\S+-2 and 9 more .* and \d+ checks more \(--full\)/,
    )
    assert.match(onOneLine(comparison), /NOTE note 0 .* NOTE note 1 .* and 3 notes more \(--full\) Next/)
    for (const columns of [40, 60, 80, 120])
      for (const line of linesOf(comparison, columns)) assert.ok(displayWidth(line) <= columns, line)
  })

  it('ends with what to type next in full, too', () => {
    const full = comparisonTerminal(diffOf([certificate(9)], [certificate(3)]), {
      color: false,
      columns: 80,
      isFull: true,
      nextSteps,
    })
    assert.match(full, /WORSENED: 1\n[^]*\nNext\n {2}heroku [^\n]*\n {2}heroku [^\n]*\n$/)
  })

  it('does not let names control the terminal', () => {
    const names = Object.values(HOSTILE)
    const comparison = diffOf(
      names.map(name => observationOf({subject: {id: name, name}, title: name})),
      names.map(name => ({
        ...failingObservation(name, {failureTitle: name}),
        subject: {id: name, kind: 'app' as const, name},
      })),
    )
    // eslint-disable-next-line no-control-regex -- what must not be there
    assert.doesNotMatch(linesOf(comparison).join('\n'), /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u202E\u2066]/)
  })
})
