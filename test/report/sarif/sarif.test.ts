import assert from 'node:assert/strict'

import type {Log, Result} from 'sarif'
import type {Observation} from '../../../src/model/observation.js'
import type {Report} from '../../../src/model/report.js'
import type {RenderOptions} from '../../../src/report/render-options.js'

import {severities} from '../../../src/model/framework.js'
import {decidedReport, rendered, sampleReport} from '../rendering.js'
import {controlOf, failingObservation, frameworkOf, reportOf, observationOf} from '../terminal/support.js'

const readSarif = async (source: Report, rest: Partial<RenderOptions> = {}) =>
  JSON.parse(await rendered('sarif', source, rest)) as Log
const results = async (source: Report, rest: Partial<RenderOptions> = {}) =>
  (await readSarif(source, rest)).runs.flatMap(run => run.results ?? [])
const only = async (...observations: Observation[]): Promise<Result> =>
  (await results(reportOf(observations)))[0] ?? assert.fail()

/** The severity that GitHub shows for a score. */
function severityOf(score: number): string {
  if (score > 9) return 'critical'
  if (score >= 7) return 'high'
  return score >= 4 ? 'medium' : 'low'
}

describe('SARIF', () => {
  it('ranks failures by severity, for the level and for GitHub', async () => {
    const {
      runs: [run],
    } = await readSarif(reportOf(severities.map(severity => failingObservation('app', {check: severity, severity}))))
    assert.deepEqual(
      run?.results?.map(({kind, level}) => `${kind ?? ''} ${level ?? ''}`),
      ['fail error', 'fail error', 'fail warning', 'fail note'],
    )
    const scores = (run.tool.driver.rules ?? []).map(({properties}) => Number(properties?.['security-severity']))
    assert.deepEqual(
      scores.map(score => severityOf(score)),
      [...severities],
    )
  })

  it('has a word for each verdict and status, and a level for failures only', async () => {
    const all = await results(decidedReport())
    const kinds = new Map(
      all.map(({kind, properties}) => [String(properties?.['status'] ?? properties?.['verdict']), kind]),
    )
    assert.deepEqual(Object.fromEntries(kinds), {
      attested: 'informational',
      fail: 'fail',
      inherited: 'informational',
      manual: 'review',
      'not-applicable': 'notApplicable',
      pass: 'pass',
      unknown: 'open',
    })
    for (const {kind, level} of all) assert.equal(level === 'none', kind !== 'fail')
  })

  it('reports a control once: by its own result only if no observation says the same', async () => {
    const all = await results(decidedReport())
    const controls = all.flatMap(({properties, ruleId}) => (properties && 'status' in properties ? [ruleId] : []))
    assert.deepEqual(
      controls,
      ['2', '3', '4', '5', '10'].map(id => `pci-dss-4.0.1/${id}`),
    )
  })

  it('suppresses what is waived, with who decided and until when', async () => {
    const waived = (await results(decidedReport())).filter(({suppressions}) => suppressions)
    assert.equal(waived.length, 2)
    assert.deepEqual(waived[0]?.suppressions, [
      {
        justification: 'waived by cto@example.com on 2026-11-01 until 2026-12-31 (SEC-12): it goes next month',
        kind: 'external',
        status: 'accepted',
      },
    ])
    assert.equal(waived[0].kind, 'fail')
  })

  it('recognizes a result after a rename, and tells two checks and two subjects apart', async () => {
    const of = async (name: string, id: string, check = 'a') => {
      const {locations, partialFingerprints} = await only({
        ...failingObservation(name, {check}),
        subject: {id, kind: 'app', name},
      })
      return JSON.stringify([partialFingerprints, locations?.[0]?.physicalLocation])
    }
    assert.equal(await of('old', '1'), await of('new', '1'))
    assert.notEqual(await of('old', '1'), await of('old', '2'))
    assert.notEqual(await of('old', '1', 'a'), await of('old', '1', 'b'))
  })

  it('has a location for each result, which GitHub requires', async () => {
    for (const {locations} of await results(sampleReport())) {
      const {artifactLocation, region} = locations?.[0]?.physicalLocation ?? {}
      assert.match(artifactLocation?.uri ?? '', /^[\w.-]+(?:\/[\w.*%()!'~-]+)+$/)
      assert.equal(region?.startLine, 1)
    }
  })

  it('has no more tags on a rule than GitHub accepts', async () => {
    const frameworks = Array.from({length: 30}, (_, index) => frameworkOf([controlOf({id: '1'})], {id: `own-${index}`}))
    const {
      runs: [run],
    } = await readSarif(
      reportOf([failingObservation('app', {controls: frameworks.map(({id}) => ({control: '1', framework: id}))})], {
        frameworks,
      }),
    )
    assert.ok(run?.tool.driver.rules?.every(({properties}) => (properties?.tags?.length ?? 0) <= 20))
  })

  it('starts another run with its own category if one has all that GitHub accepts', async () => {
    const observation = failingObservation('app')
    const many = Array.from({length: 25_001}, (_, index) => ({
      ...observation,
      subject: {...observation.subject, id: String(index)},
    }))
    const {runs} = await readSarif(reportOf(many))
    assert.deepEqual(
      runs.map(run => run.results?.length),
      [25_000, 1],
    )
    assert.deepEqual(
      runs.map(run => run.automationDetails?.id),
      ['heroku-compliance/app/pay-web/', 'heroku-compliance/app/pay-web/2/'],
    )
    assert.equal((await readSarif(reportOf(many.slice(1)))).runs.length, 1)
  })

  it('contains only what `show` selects', async () => {
    const kinds = (await results(sampleReport(), {show: new Set(['fail'])})).map(({kind}) => kind)
    assert.deepEqual([...new Set(kinds)], ['fail'])
    assert.deepEqual(
      (await readSarif(reportOf([observationOf()]), {show: new Set(['fail'])})).runs.map(run => run.results),
      [[]],
    )
    const waived = await results(decidedReport(), {show: new Set(['waived'])})
    assert.deepEqual(
      waived.map(({suppressions}) => suppressions?.length),
      [1, 1],
    )
  })

  it('takes nothing in a name for a link or a placeholder', async () => {
    const {message} = await only(failingObservation('[click](javascript:alert(1)) {0} \\'))
    assert.ok(message.text?.includes(String.raw`\[click\](javascript:alert(1)) {{0}} \\`), message.text)
  })

  it('says how to fix it, and what a check decides', async () => {
    const own = frameworkOf([controlOf({id: '1.1'})])
    const {
      runs: [run],
    } = await readSarif(
      reportOf([failingObservation('app', {controls: [{control: '1.1', framework: own.id}]})], {frameworks: [own]}),
    )
    assert.ok(run?.results)
    const rule = run.tool.driver.rules?.[0]
    assert.equal(
      rule?.help?.text,
      'The app belongs to a team. Transfer the app to a team. Controls: pci-dss-4.0.1 1.1.',
    )
    assert.equal(rule.helpUri, 'https://devcenter.heroku.com/articles/transferring-apps')
    assert.deepEqual(rule.relationships?.[0]?.target, {
      id: '1.1',
      index: 0,
      toolComponent: {index: 0, name: 'pci-dss-4.0.1'},
    })
    assert.match(run.results[0]?.message.text ?? '', /Fix: heroku apps:transfer TEAM -a app$/)
  })
})
