import assert from 'node:assert/strict'

import type {DayState, History} from '../../../src/model/history.js'
import type {HistoryFormat} from '../../../src/report/history/history-formats.js'

import {historyOf} from '../../../src/history/history.js'
import {historyFormats} from '../../../src/report/history/history-formats.js'
import {readingAt} from '../../history/support.js'

const hostile = '=cmd|<script>alert(1)</script>\u001b[31m\u202e"\''
const options = {from: '2026-01-01', maxGapHours: 36, to: '2026-01-04', version: '0.0.0'}
const failures = {critical: 1, high: 2, low: 0, medium: 3}
const states: ReadonlyArray<Readonly<Record<string, DayState>>> = [
  {a: 'held', b: 'failing', c: 'open'},
  {a: 'held', b: 'failing', c: 'waived'},
  {a: 'held', b: 'held', c: 'open'},
]
const history = historyOf(
  states.map((state, index) => readingAt(index * 24 + 2, state, {apps: index + 1, failures})),
  [{file: 'may.zip', problem: 'was changed: report.json differs'}],
  options,
)
const hostileHistory = historyOf(
  [
    readingAt(
      2,
      {},
      {
        controls: [{framework: hostile, id: hostile, state: 'failing', title: hostile, waivedChecks: [hostile]}],
        scope: hostile,
      },
    ),
  ],
  [{file: hostile, problem: hostile}],
  options,
)

async function rendered(format: HistoryFormat, of: History, more = {}): Promise<string> {
  const output = (await historyFormats[format].load())(of, {color: false, columns: 80, ...more})
  return typeof output === 'string' ? output : Buffer.concat([...output]).toString()
}

describe('a history on a terminal', () => {
  it('says what failed when, for how long, and what was not looked at', async () => {
    const text = (await rendered('terminal', history)).replaceAll(/\n {2,}/g, ' ')
    assert.match(text, /^History of 2026-01-01 to 2026-01-04; a reading speaks of 36 h$/m)
    assert.match(text, /may\.zip was changed: report\.json differs/)
    assert.match(text, /team crew: 3 readings from 2026-01-01 to 2026-01-03, longest gap 24 h/)
    assert.match(text, /3 controls: 0 held on all days; on some day 1 failing, 3 not looked at, 1 open, 1 waived/)
    assert.match(text, /Failures on 2026-01-01: 1 critical, 2 high, 3 medium, 0 low; on 2026-01-03/)
    assert.match(text, /Not looked at: 2026-01-04 14:00 to 2026-01-05 00:00/)
    assert.match(text, /f b Control b 2 failing, 1 not looked at, 1 held; seen to hold 1 time of 3/)
    assert.match(text, /from 2026-01-01 until 2026-01-03:\s+at least 24 h/)
    assert.doesNotMatch(text, /f a Control a/)
  })

  it('lists every control in full', async () => {
    assert.match(
      await rendered('terminal', history, {isFull: true}),
      /f a Control a\n +1 not looked at, 3 held; seen to hold 3/,
    )
  })

  it('fits 40 lines of 80 columns, and controls nothing', async () => {
    const many = Object.fromEntries(Array.from({length: 60}, (_, index) => [`${hostile}${index}`, 'failing' as const]))
    const series = Array.from({length: 9}, (_, index) =>
      readingAt(2, many, {scope: hostile, scopeKey: `team ${index}`}),
    )
    const problems = Array.from({length: 30}, () => ({file: hostile, problem: hostile}))
    const text = await rendered('terminal', historyOf(series, problems, options))
    assert.ok(text.trimEnd().split('\n').length <= 40)
    assert.ok(!text.includes('\u001b') && !text.includes('\u202e'))
  })
})

describe('a history as CSV', () => {
  it('has a row for each control, with numbers to sum, and one for each file that is not one', async () => {
    const [head = '', ...rows] = (await rendered('csv', history)).trimEnd().split('\r\n')
    const column = (row: string, name: string) => row.split(',')[head.replace('\uFEFF', '').split(',').indexOf(name)]
    assert.equal(rows.length, 4)
    assert.equal(column(rows[1] ?? '', 'days_failing'), '2')
    assert.equal(column(rows[1] ?? '', 'exposure_at_least_h'), '24')
    assert.match(rows[3] ?? '', /may\.zip was changed/)
  })

  it('has no cell that a spreadsheet would run', async () => {
    assert.doesNotMatch(await rendered('csv', hostileHistory), /(?:^|,)"?=cmd/m)
  })
})

describe('a history as a page', () => {
  it('has a strip of days for each control, and a trend, both with words', async () => {
    const page = await rendered('html', history)
    assert.equal(page.match(/<svg class="strip"/g)?.length, 3)
    assert.match(page, /aria-label="2 failing, 1 not looked at, 1 held"/)
    assert.match(page, /<rect class="failing" x="0" y="0" width="2" height="8"\/><rect class="held" x="2"/)
    assert.match(page, /aria-label="Failures by severity from 2026-01-01 to 2026-01-03: 1 critical, 2 high/)
    assert.match(page, /<rect class="critical"/)
    assert.match(page, /Failed from 2026-01-01 until 2026-01-03/)
  })

  it('says that there was no reading', async () => {
    assert.match(
      await rendered('html', historyOf([readingAt(-48, {a: 'held'})], [], options)),
      /No reading in the period\./,
    )
  })

  it('makes no element of a name, and runs nothing', async () => {
    const page = await rendered('html', hostileHistory)
    assert.doesNotMatch(page, /<script/)
    assert.match(page, /default-src &#39;none&#39;/)
    assert.match(page, /Waived: =cmd\|&lt;script&gt;/)
  })
})

describe('a history as JSON', () => {
  it('is the document', async () => {
    assert.deepEqual(JSON.parse(await rendered('json', history)), JSON.parse(JSON.stringify(history)))
  })
})
