import assert from 'node:assert/strict'

import type {Report} from '../../../src/model/report.js'

import {HOSTILE} from '../../fixtures/hostile.js'
import {crosswalkReport, decidedReport, hostileWords, rendered, sampleReport} from '../rendering.js'
import {failingObservation, reportOf, observationOf} from '../terminal/support.js'

const command = /^::(error|warning|notice) title=((?:[^:,%]|%(?:25|0A|0D|3A|2C))*)::((?:[^%]|%(?:25|0A|0D))*)$/
const commands = async (source: Report) =>
  (await rendered('github', source))
    .trimEnd()
    .split('\n')
    .map(line => command.exec(line)?.slice(1) ?? assert.fail(line))
const many = (count: number, severity: 'critical' | 'low' | 'medium') =>
  Array.from({length: count}, (_, index) =>
    failingObservation('app', {check: `${severity}-${String(index).padStart(2, '0')}`, severity}),
  )

describe('GitHub annotations', () => {
  it('are one command per line, whatever is in a name', async () => {
    for (const source of [
      hostileWords(),
      sampleReport(),
      decidedReport(),
      ...Object.values(HOSTILE).map(name => reportOf([failingObservation(name, {title: name})])),
    ])
      assert.ok((await commands(source)).length > 0)
  })

  it('escape what would end a title or a message', async () => {
    const [[, title = '', data = ''] = []] = await commands(
      reportOf([
        failingObservation('x%0A::error::y', {failureTitle: 'a: b, 100% is not so', title: 'a: b, 100% is so'}),
      ]),
    )
    assert.equal(title, 'medium%3A A%3A b%2C 100%25 is not so')
    assert.match(data, /^app x%250A::error::y: team: no/)
  })

  it('are no more of a kind than GitHub shows, and the last summarizes the rest', async () => {
    const all = await commands(reportOf([...many(30, 'critical'), ...many(11, 'medium'), ...many(10, 'low')]))
    for (const kind of ['error', 'warning', 'notice'])
      assert.equal(all.filter(([annotationKind]) => annotationKind === kind).length, 10)
    const errors = all.filter(([kind]) => kind === 'error')
    assert.match(errors[8]?.[1] ?? '', /^critical/)
    assert.equal(errors[9]?.[1], "21 more that don't fit here")
    assert.match(errors[9][2] ?? '', /^critical-09 \(1\)%0A.*%0Acritical-29 \(1\)$/)
    assert.equal(
      (await commands(reportOf(many(10, 'critical'))))
        .filter(([kind]) => kind === 'error')
        .at(-1)?.[1]
        ?.includes('more'),
      false,
    )
  })

  it('report a check once, with its subjects and the fix; failures before unknowns', async () => {
    const all = await commands(
      reportOf([
        ...Array.from({length: 23}, (_, index) => failingObservation(`app-${index}`)),
        observationOf({
          check: 'dark',
          gaps: [{field: 'hasTeam', reason: 'forbidden'}],
          severity: 'critical',
          verdict: 'unknown',
        }),
      ]),
    )
    assert.deepEqual(
      all.map(([kind, title]) => `${kind ?? ''} ${title ?? ''}`),
      [
        'warning medium%3A The app does not belong to a team',
        'warning Unknown whether the app belongs to a team',
        'notice Exit code 0%3A no failure of severity high or worse',
      ],
    )
    const lines = all[0]?.[2]?.split('%0A') ?? []
    assert.deepEqual([lines.length, lines[20], lines[21]], [22, 'and 3 more', 'Fix: Transfer the app to a team.'])
  })

  it('count the questions to answer', async () => {
    const summary = (await commands(crosswalkReport())).at(-1)?.[2]
    assert.match(summary ?? '', /%0A7 questions open: 4 to answer, since one answer can settle several$/)
    assert.doesNotMatch((await commands(decidedReport())).at(-1)?.[2] ?? '', /questions? open/)
  })

  it('report a control that a person answered with no, and nothing that is waived', async () => {
    const text = (await commands(decidedReport())).map(([kind, title]) => `${kind ?? ''} ${title ?? ''}`).join('\n')
    assert.match(text, /^error high%3A PCI DSS 4%3A|^error high%3A PCI DSS 4/m)
    assert.doesNotMatch(text, /waived/i)
  })
})
