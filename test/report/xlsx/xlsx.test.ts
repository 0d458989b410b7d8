import assert from 'node:assert/strict'

import {strFromU8, unzipSync} from 'fflate'
import {readXlsx} from 'hucre/xlsx'
import {XmlDocument} from 'libxml2-wasm'

import type {Report} from '../../../src/model/report.js'

import {cellText} from '../../../src/report/xlsx/sheet.js'
import {splitSheet, workbook, workbookSheets} from '../../../src/report/xlsx/xlsx.js'
import {HOSTILE} from '../../fixtures/hostile.js'
import {
  crosswalkReport,
  decidedReport,
  emptyReport,
  hostileWords,
  partReport,
  renderedBytes,
  sampleReport,
} from '../rendering.js'
import {controlOf, failingObservation, frameworkOf, observationOf, reportOf} from '../terminal/support.js'

const rowsOf = (report: Report, name: string): string[][] =>
  (workbookSheets(report).find(sheet => sheet.name === name)?.rows ?? []).map(row =>
    row.map(cell => (typeof cell === 'object' ? cell.join('\n') : String(cell))),
  )
const partsOf = async (report: Report) =>
  Object.entries(unzipSync(await renderedBytes('xlsx', report))).map(
    ([name, bytes]) => [name, strFromU8(bytes)] as const,
  )

describe('a workbook', () => {
  it('has a sheet for each table that has rows', () => {
    const names = (report: Report) => workbookSheets(report).map(({name}) => name)
    assert.deepEqual(names(sampleReport(['pci'])), [
      'Summary',
      'Frameworks',
      'Failed requests',
      'Failures',
      'Unknown',
      'Worth a look',
      'Observations',
      'Questions',
      'Controls',
    ])
    assert.deepEqual(names(decidedReport()), [
      'Summary',
      'Frameworks',
      'Failures',
      'Unknown',
      'Waivers',
      'Observations',
      'Questions',
      'Answers',
      'Controls',
    ])
    assert.deepEqual(names(emptyReport()), ['Summary'])
  })

  it('has as many rows as the report has results', () => {
    const report = sampleReport(['pci'])
    assert.equal(rowsOf(report, 'Observations').length, report.observations.length)
    assert.equal(rowsOf(report, 'Controls').length, report.frameworks[0]?.controls.length)
    assert.equal(rowsOf(report, 'Failures').length, report.summary.fail - report.summary.signals)
    assert.equal(rowsOf(report, 'Worth a look').length, report.summary.signals)
    assert.equal(rowsOf(report, 'Unknown').length, report.summary.unknown)
    assert.equal(rowsOf(report, 'Questions').length, report.frameworks[0]?.summary.manual)
    assert.equal(rowsOf(report, 'Failed requests').length, report.gaps.length)
  })

  it('says first what the terminal and the page say', () => {
    const rows = new Map(
      rowsOf(
        reportOf([failingObservation('a', {controls: [{control: '8.4.1', framework: 'pci-dss-4.0.1'}]})], {
          exit: {code: 0, reason: 'failures are only reported'},
          frameworks: [frameworkOf([controlOf({id: '8.4.1', question: 'Is it so?'})])],
          notices: [{id: 'own', text: 'Take note.'}],
        }),
        'Summary',
      ).map(([name = '', value = '']) => [name, value]),
    )
    assert.match(rows.get('Verdict') ?? '', /^1 failure \(1 \w+\) that doesn't fail this run$/)
    assert.match(rows.get('Checks') ?? '', /^0 hold, 1 fail \(1 \w+\), 0 unknown$/)
    assert.equal(rows.get('Questions'), '0 of 1 question answered, 1 open')
    assert.equal(rows.get('Note'), 'Take note.')
    assert.ok(!rows.has('Only a part') && !rows.has('SHA-256 of the policy'))
    assert.match(
      new Map(rowsOf(partReport(), 'Summary').map(([name = '', value = '']) => [name, value])).get('Only a part') ?? '',
      /pci:1\.2\.8/,
    )
  })

  it('has what people decided, and what is asked', () => {
    const [waiver] = rowsOf(decidedReport(), 'Waivers')
    assert.deepEqual(waiver?.slice(-6), [
      'cto@example.com',
      'dev@example.com',
      '2026-11-01',
      '2026-12-31',
      'SEC-12',
      'it goes next month',
    ])
    const answers = rowsOf(decidedReport(), 'Answers').map(row => [row[1], ...row.slice(4)].join(' '))
    assert.equal(answers[0], '3 yes lead@example.com 2026-10-01 2027-01-31   doc-1 looked at in October')
    const questions = new Map(rowsOf(crosswalkReport(), 'Questions').map(row => [row[1], row.slice(4)]))
    assert.deepEqual(questions.get('1.1')?.slice(0, 2), ['Is 1.1 so?', 'a yes to own-1.0 AC-1 answers it too'])
    assert.deepEqual(questions.get('1.6')?.[3], '2027-10-01')
    assert.match(questions.get('1.6')?.[4] ?? '', /AC-2 on .*\n.*AC-3 on/)
    assert.equal(questions.get('1.8')?.[2], 'letter')
  })

  it('says why something is unknown, and lists the commands of a fix line by line', () => {
    const report = reportOf(
      [
        failingObservation('a', {
          controls: [{control: '1', framework: 'pci-dss-4.0.1'}],
          remediation: {commands: ['heroku one', 'heroku two'], effects: ['Restarts dynos.'], text: 'Do it.'},
        }),
        observationOf({
          controls: [{control: '1', framework: 'pci-dss-4.0.1'}],
          gaps: [{field: 'hasTeam', path: '/apps/b', reason: 'forbidden'}],
          verdict: 'unknown',
        }),
        failingObservation('c', {controls: [], signals: [{control: '2', framework: 'pci-dss-4.0.1'}]}),
      ],
      {gaps: [{needs: 'membership', path: '/apps/b', reason: 'forbidden', status: 403}]},
    )
    assert.deepEqual(rowsOf(report, 'Failures')[0]?.slice(-4), [
      'pci-dss-4.0.1:1',
      'Do it.',
      'Effect: Restarts dynos.',
      'heroku one\nheroku two',
    ])
    assert.equal(rowsOf(report, 'Unknown')[0]?.[1], 'membership')
    assert.equal(rowsOf(report, 'Worth a look')[0]?.[9], 'pci-dss-4.0.1:2')
    assert.deepEqual(
      rowsOf(report, 'Observations').map(([outcome]) => outcome),
      ['fail', 'unknown', 'worth a look'],
    )
  })

  it('keeps every text as it is, formulas and numbers included', async () => {
    const words = ['=1+1', '+1', '@SUM(1)', '8.4.1', '5.20', 'TRUE', '_x0041_', 'a <b> & "c"', '1E5', '007']
    const bytes = await renderedBytes(
      'xlsx',
      reportOf(words.map(name => observationOf({subject: {kind: 'app', name}}))),
    )
    const {sheets} = await readXlsx(bytes)
    const observations = sheets.find(({name}) => name === 'Observations') ?? assert.fail()
    const [header = [], ...rows] = observations.rows
    assert.deepEqual(
      rows.map(row => row[header.indexOf('Resource')]),
      words,
    )
    assert.deepEqual(observations.autoFilter?.range, `A1:L${words.length + 1}`)
    assert.equal(observations.freezePane?.rows, 1)
    const {fitToHeight, fitToWidth, orientation, printTitlesRow} = observations.pageSetup ?? {}
    assert.deepEqual([fitToWidth, fitToHeight, orientation, printTitlesRow], [1, 0, 'landscape', '$1:$1'])
    for (const [name, text] of Object.entries(unzipSync(bytes))) assert.doesNotMatch(strFromU8(text), /<f[ >]/, name)
  })

  it('is well-formed whatever names are in it, and has no character that XML forbids', async () => {
    for (const [name, text] of await partsOf(hostileWords())) {
      XmlDocument.fromString(text).dispose()
      // eslint-disable-next-line no-control-regex -- these are what must not be there
      assert.doesNotMatch(text, /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202E\uFFFE\uFFFF]/, name)
    }
    assert.equal(cellText('a\uFFFFb\uFFFE\u0000'), 'a\uFFFDb\uFFFD\uFFFD')
    assert.equal(cellText(HOSTILE['newline'] ?? '').includes('\n'), false)
  })

  it("stays within Excel's limits", () => {
    assert.ok(cellText('n'.repeat(100_000)).length <= 32_767)
    assert.ok(cellText('_x0041_'.repeat(20_000)).length <= 32_767)
    for (const {columns, name, rows} of workbookSheets(sampleReport())) {
      assert.ok(name.length <= 28 && !/[[\]:*?/\\']/.test(name), name)
      for (const row of rows) assert.equal(row.length, columns.length, name)
    }
    const sheet = {columns: [{title: 'A', width: 1}], name: 'Long', rows: [['1'], ['2'], ['3']]}
    assert.deepEqual(
      splitSheet(sheet, 2).map(({name, rows}) => [name, rows.flat().join()]),
      [
        ['Long', '1,2'],
        ['Long 2', '3'],
      ],
    )
    assert.deepEqual(splitSheet({...sheet, rows: []}, 2).length, 1)
  })

  it('has the same bytes for the same report, and no time but that of the report', async () => {
    const report = sampleReport(['pci'])
    assert.ok((await renderedBytes('xlsx', report)).equals(await renderedBytes('xlsx', sampleReport(['pci']))))
    const core = (await partsOf(report)).find(([name]) => name === 'docProps/core.xml')?.[1] ?? ''
    const times = [...core.matchAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g)].map(([text]) => Date.parse(text))
    const seconds = Math.floor(Date.parse(report.generatedAt) / 1000) * 1000
    assert.deepEqual(times, [seconds, seconds])
  })

  it('has rows that are as high as their text needs, within what Excel allows', async () => {
    const rowOf = (cell: string | readonly string[]) => [cell, 1]
    const bytes = await workbook(
      [
        {
          columns: [
            {title: 'Text', width: 10},
            {title: 'Number', width: 10},
          ],
          name: 'Rows',
          rows: [rowOf('short'), rowOf('x'.repeat(25)), rowOf(['a', 'x'.repeat(11), '']), rowOf('x'.repeat(9000))],
        },
      ],
      {...emptyReport(), title: 'Rows'},
    )
    const sheet = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    const heights = [...sheet.matchAll(/<row r="(\d+)"([^>]*)>/g)].map(([, row, rest = '']) => [
      row,
      /ht="([\d.]+)"/.exec(rest)?.[1],
    ])
    assert.deepEqual(heights, [
      ['1', undefined],
      ['2', undefined],
      ['3', '45'],
      ['4', '60'],
      ['5', '409'],
    ])
  })
})
