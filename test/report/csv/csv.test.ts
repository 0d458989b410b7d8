import assert from 'node:assert/strict'

import {parse} from 'csv-parse/sync'

import {isReadAsValue} from '../../../src/report/csv/read-as-value.js'
import {HOSTILE} from '../../fixtures/hostile.js'
import {hostileWords, rendered} from '../rendering.js'
import {controlOf, failingObservation, frameworkOf, reportOf, observationOf} from '../terminal/support.js'

const rows = async (of: Parameters<typeof rendered>[1]) =>
  parse<Record<string, string>>(await rendered('csv', of), {bom: true, columns: true})
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
        ['pci-dss-4.0.1:1', 'apps-belong-to-a-team', 'fail'],
        ['pci-dss-4.0.1:2', 'apps-belong-to-a-team', 'fail'],
        ['', 'loose', 'pass'],
        ['pci-dss-4.0.1:3', '', ''],
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
    for (const name of ['a=1', 'a-1', 'x@example.com', "'x"]) assert.equal(await named(name), name)
    for (const row of await rows(hostileWords()))
      for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^\s*[=+\-@＝＋－＠]/)
  })

  it('has no formula where a spreadsheet takes semicolons for separators', async () => {
    assert.deepEqual(
      await Promise.all(['x;=1+1;', 'x; @SUM(1)', 'x;"=1"', "x;'+1", 'x;－1', 'x;y=1'].map(name => named(name))),
      ["x;'=1+1;", "x;' @SUM(1)", 'x;\'"=1"', "x;''+1", "x;'－1", 'x;y=1'],
    )
  })

  it('has no cell that a spreadsheet would take for a number, a date, a time or a truth value', async () => {
    for (const name of ['8.4.1', '5.20', '1-2', '10:30', '007', '1E5', '1d5', 'TRUE', 'wahr', 'sept2', 'Mai 5', '5 pm'])
      assert.equal(await named(name), `'${name}`)
    for (const name of ['web-2', 'march', 'a.5.7', 'standard-0', 'true-north', 'pci:8.4.1', '1234-web'])
      assert.equal(await named(name), name)
    const [row] = await rows(
      reportOf([], {frameworks: [frameworkOf([controlOf({enforcedFrom: '2027-10-01', id: '8.4.1'})])]}),
    )
    assert.deepEqual([row?.['control'], row?.['enforced_from']], ['pci-dss-4.0.1:8.4.1', 'from 2027-10-01'])
  })

  it('knows the months of the languages of Western Europe', () => {
    for (const language of ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'ja'])
      for (const month of ['long', 'short'] as const) {
        const format = new Intl.DateTimeFormat(language, {day: 'numeric', month})
        for (let index = 0; index < 12; index++) {
          const parts = format.formatToParts(new Date(2026, index, 15))
          const text = parts.flatMap(({type, value}) => (type === 'literal' ? [] : [value])).join(' ')
          assert.ok(isReadAsValue(text), text)
        }
      }
  })

  it('keeps identifiers as they are', () => {
    assert.ok(!isReadAsValue('00000000-0000-4000-8000-000000000001'))
    assert.ok(isReadAsValue('１２') && isReadAsValue('½') && isReadAsValue('12345678901234567890'))
  })

  it('begins with a byte order mark, and nothing else has one', async () => {
    const text = await rendered('csv', hostileWords())
    assert.equal(text.lastIndexOf('\uFEFF'), 0)
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
