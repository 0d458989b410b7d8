import assert from 'node:assert/strict'

import {decidedReport, rendered, sampleReport} from '../rendering.js'
import {reportOf} from '../terminal/support.js'

type Line = Readonly<Record<string, unknown>>

const linesOf = (text: string): string[] => text.trimEnd().split('\n')
const parse = (line: string) => JSON.parse(line) as Line

describe('NDJSON', () => {
  it('says on each line of which run, time, scope and tool it is', async () => {
    const lines = linesOf(await rendered('ndjson', {...decidedReport(), notices: [{id: 'own', text: 'x'}]})).map(parse)
    const [{run, scope, snapshot, ...head} = {}, ...others] = lines
    assert.match(String(run), /^[\da-f]{8}-/)
    assert.deepEqual(
      [...new Set(lines.map(({type}) => type))],
      ['report', 'framework', 'control', 'observation', 'notice'],
    )
    assert.deepEqual(scope, {apps: ['pay-web'], kind: 'app', name: 'pay-web'})
    assert.equal(head['time'], head['generatedAt'])
    for (const line of others) {
      assert.equal(line['run'], run)
      assert.equal(line['time'], '2026-11-20T12:00:30.000Z')
      assert.equal(line['collectedAt'], (snapshot as Line)['collectedAt'])
      assert.deepEqual(line['scope'], {kind: 'app', name: 'pay-web'})
      assert.deepEqual(line['tool'], {name: 'heroku-compliance', version: '0.0.0'})
    }
  })

  it('leaves out the name of a scope that has none', async () => {
    const [head = '', other = ''] = linesOf(
      await rendered('ndjson', reportOf([], {notices: [{id: 'own', text: 'x'}], scope: {apps: [], kind: 'all'}})),
    )
    assert.deepEqual([parse(head)['scope'], parse(other)['scope']], [{apps: [], kind: 'all'}, {kind: 'all'}])
  })

  it('adds as much to each line of a large report as to one of a small report', async () => {
    const report = sampleReport(['pci'])
    const observations = linesOf(await rendered('ndjson', report)).filter(line => parse(line)['type'] === 'observation')
    for (const [index, line] of observations.entries())
      assert.ok(line.length - JSON.stringify(report.observations[index]).length < 400)
  })
})
