import assert from 'node:assert/strict'

import {parse} from 'csv-parse/sync'

import {HOSTILE} from '../../fixtures/hostile.js'
import {hostileWords, rendered} from '../rendering.js'
import {controlOf, failingObservation, frameworkOf, reportOf, observationOf} from '../terminal/support.js'

const rows = async (of: Parameters<typeof rendered>[1]) =>
  parse<Record<string, string>>(await rendered('csv', of), {columns: true})
const named = async (name: string) => (await rows(reportOf([observationOf({subject: {name}})])))[0]?.['subject'] ?? ''

describe('CSV', () => {
  it('has a row for each observation and control that it decides, and one for everything else', async () => {
    const of = [frameworkOf([controlOf({id: '1'}), controlOf({id: '2'}), controlOf({id: '3'})])]
    const controls = [
      {control: '1', framework: 'pci-dss-4.0.1'},
      {control: '2', framework: 'pci-dss-4.0.1'},
    ]
    const all = await rows(
      reportOf(
        [
          failingObservation('app', {controls}),
          observationOf({check: 'loose', controls: [{control: '9', framework: 'none'}]}),
        ],
        {
          frameworks: of,
        },
      ),
    )
    assert.deepEqual(
      all.map(row => [row['control'], row['check'], row['verdict']]),
      [
        ['1', 'apps-belong-to-a-team', 'fail'],
        ['2', 'apps-belong-to-a-team', 'fail'],
        ['', 'loose', 'pass'],
        ['3', '', ''],
      ],
    )
  })

  it('has no cell that a spreadsheet would take for a formula', async () => {
    for (const name of [
      '=1+1',
      '+1',
      '-1',
      '@SUM(1)',
      '\t=1',
      '\r=1',
      ' =1',
      '＝1',
      '\n+1',
      HOSTILE['formulaPlus'] ?? '',
    ])
      assert.match(await named(name), /^'/, JSON.stringify(name))
    for (const name of ['a=1', '1-1', 'x@example.com', "'x"]) assert.equal(await named(name), name)
    for (const row of await rows(hostileWords()))
      for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^\s*[=+\-@＝＋－＠]/)
  })

  it('ends lines as RFC 4180 says, with equally many cells, and quotes what needs it', async () => {
    const text = await rendered(
      'csv',
      reportOf([
        observationOf({subject: {name: 'it\'s "quoted", with; commas'}}),
        observationOf({subject: {name: 'two\nlines'}}),
      ]),
    )
    const lines = text.split('\r\n')
    assert.equal(lines.pop(), '')
    assert.equal(lines.length, 3)
    assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/)
    assert.ok(text.includes('"it\'s ""quoted"", with; commas"'))
  })

  it('has no cell that is too long for a spreadsheet', async () => {
    assert.ok((await named('n'.repeat(100_000))).length <= 32_767)
  })
})
