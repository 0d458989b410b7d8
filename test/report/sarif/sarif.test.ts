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
    for (const {kind, level} of all)
      if (kind === 'open' || kind === 'review') assert.equal(level, undefined)
      else assert.equal(level === 'none', kind !== 'fail')
  })

  it('reports a control once: by its own result only if no observation says the same', async () => {
    const all = await results(decidedReport())
    const controls = all.flatMap(({properties, ruleId}) => (properties && 'status' in properties ? [ruleId] : []))
    assert.deepEqual(
      controls,
      ['2/manual', '3', '4', '5', '10/unknown'].map(id => `pci-dss-4.0.1/${id}`),
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

  it('gives what is unknown a rule of its own: a note without a severity', async () => {
    const refs = [{control: '1', framework: 'pci-dss-4.0.1'}]
    const unknown = observationOf({check: 'a', controls: refs, severity: 'critical', verdict: 'unknown'})
    const {
      runs: [run],
    } = await readSarif(
      reportOf([failingObservation('x', {check: 'a', controls: refs, severity: 'critical'}), unknown], {
        frameworks: [
          frameworkOf([
            controlOf({id: '1', status: 'pass'}),
            controlOf({id: '2', severity: 'critical'}),
            controlOf({id: '3', severity: 'critical', status: 'unknown'}),
          ]),
        ],
      }),
    )
    const rules = run?.tool.driver.rules ?? []
    assert.deepEqual(
      rules.map(({defaultConfiguration, id, properties}) => [
        id,
        defaultConfiguration?.level,
        properties?.['security-severity'] as unknown,
        properties?.tags,
      ]),
      [
        ['a', 'error', '9.5', ['security', 'compliance', 'pci-dss-4.0.1']],
        ['a/unknown', 'note', undefined, ['compliance', 'unknown', 'pci-dss-4.0.1']],
        ['pci-dss-4.0.1/1', 'error', '8.0', ['security', 'compliance', 'pci-dss-4.0.1']],
        ['pci-dss-4.0.1/2/manual', 'note', undefined, ['compliance', 'manual', 'pci-dss-4.0.1']],
        ['pci-dss-4.0.1/3/unknown', 'note', undefined, ['compliance', 'unknown', 'pci-dss-4.0.1']],
      ],
    )
    assert.deepEqual(
      run?.results?.map(({level, ruleId, ruleIndex}) => [ruleId, ruleId === rules[ruleIndex ?? -1]?.id, level]),
      [
        ['a', true, 'error'],
        ['a/unknown', true, undefined],
        ['pci-dss-4.0.1/1', true, 'none'],
        ['pci-dss-4.0.1/2/manual', true, undefined],
        ['pci-dss-4.0.1/3/unknown', true, undefined],
      ],
    )
  })

  it('has no rule for failures of a check of which everything is unknown', async () => {
    const {
      runs: [run],
    } = await readSarif(reportOf([observationOf({check: 'a', verdict: 'unknown'})]))
    assert.deepEqual(
      run?.tool.driver.rules?.map(({id}) => id),
      ['a/unknown'],
    )
  })

  it('says above an alert what is wrong', async () => {
    const headlines = async (source: Report) =>
      (await readSarif(source)).runs.flatMap(({tool}) =>
        (tool.driver.rules ?? []).map(
          ({fullDescription, shortDescription}) => `${shortDescription?.text ?? ''} | ${fullDescription?.text ?? ''}`,
        ),
      )
    const passes = observationOf({subject: {name: 'b'}})
    const required = 'Expected: the app belongs to a team.'
    const fails = 'The app does not belong to a team'
    assert.deepEqual(await headlines(reportOf([passes, failingObservation('a')])), [`${fails} | ${fails}. ${required}`])
    const belongs = 'The app belongs to a team'
    assert.deepEqual(await headlines(reportOf([passes])), [`${belongs} | ${belongs}`])
    const unknown = 'Unknown whether the app belongs to a team'
    assert.deepEqual(await headlines(reportOf([observationOf({verdict: 'unknown'})])), [
      `${unknown} | ${unknown}: what the check needs couldn't be read. That isn't a pass.`,
    ])
    const sentences = (['fail', 'waived', 'unknown', 'manual', 'attested'] as const).map(status =>
      controlOf({id: status, status}),
    )
    assert.deepEqual(
      (await headlines(reportOf([], {frameworks: [frameworkOf(sentences)]}))).map(text => text.split(' | ')[0]),
      [
        "PCI DSS 4.0.1 fail isn't met: Someone answers",
        "PCI DSS 4.0.1 waived isn't met: Someone answers",
        'Unknown whether PCI DSS 4.0.1 unknown is met: Someone answers',
        'PCI DSS 4.0.1 manual needs a person: Someone answers',
        'PCI DSS 4.0.1 attested: Someone answers',
      ],
    )
  })

  it('recognizes a result after a rename, and tells two checks and two subjects apart', async () => {
    const of = async (name: string, id: string, check = 'a') => {
      const {locations, partialFingerprints} = await only({
        ...failingObservation(name, {check}),
        subject: {id, kind: 'app', name},
      })
      return JSON.stringify([partialFingerprints, locations?.[0]?.logicalLocations?.[0]?.fullyQualifiedName])
    }
    assert.equal(await of('old', '1'), await of('new', '1'))
    assert.notEqual(await of('old', '1'), await of('old', '2'))
    assert.notEqual(await of('old', '1', 'a'), await of('old', '1', 'b'))
  })

  it('has the fingerprint by which code scanning knows an alert', async () => {
    const {partialFingerprints} = await only(failingObservation('pay-web'))
    assert.deepEqual(partialFingerprints, {
      'heroku-compliance/v1': '2ce5f9fcb3410e792445ed70adfaf8ede8a2adc30962dd8aa08329a5a0c1f6b9',
      primaryLocationLineHash: '2ce5f9fcb3410e79:1',
    })
  })

  it('names a place as people do', async () => {
    const at = async (subject: Observation['subject']) => {
      const {locations} = await only({...failingObservation('x'), subject})
      return locations?.[0]?.physicalLocation?.artifactLocation?.uri
    }
    const app = 'shop'
    const paths: ReadonlyArray<readonly [Observation['subject'], string]> = [
      [{id: '1', kind: 'app', name: app, space: 'vault', team: 'sales'}, 'heroku/app/shop'],
      [{id: '1', kind: 'space', name: 'vault', space: 'vault', team: 'sales'}, 'heroku/space/vault'],
      [{id: '1', kind: 'team', name: 'sales', team: 'sales'}, 'heroku/team/sales'],
      [{id: '1', kind: 'pipeline', name: 'web'}, 'heroku/pipeline/web'],
      [{id: '1', kind: 'domain', name: 'shop.example.com', app}, 'heroku/app/shop/domain/shop.example.com'],
      [{id: '1', kind: 'attachment', name: 'shop/DATABASE', app}, 'heroku/app/shop/attachment/DATABASE'],
      [{id: '1', kind: 'addon', name: 'shop-db', app}, 'heroku/app/shop/addon/shop-db'],
      [{id: '1', kind: 'addon', name: 'far-db'}, 'heroku/addon/far-db'],
      [
        {id: '1', kind: 'member', name: 'sales/ann@example.com', team: 'sales'},
        'heroku/team/sales/member/ann%40example.com',
      ],
      [
        {id: '7', kind: 'drain', label: 'logs.example.com', name: 'vault/7', space: 'vault'},
        'heroku/space/vault/drain/logs.example.com/7',
      ],
      [{id: '7', kind: 'authorization', label: 'Deploy bot', name: '7'}, 'heroku/authorization/Deploy%20bot/7'],
    ]
    for (const [subject, path] of paths) assert.equal(await at(subject), path)
    const hidden = await Promise.all(['', '.', '..', 'x'.repeat(201)].map(name => at({id: '1', kind: 'app', name})))
    for (const path of hidden) assert.match(path ?? '', /^heroku\/app\/[\da-f]{64}$/)
  })

  it('has a location for each result, with all that GitHub requires', async () => {
    for (const {locations} of await results(sampleReport())) {
      const {artifactLocation, region} = locations?.[0]?.physicalLocation ?? {}
      assert.match(artifactLocation?.uri ?? '', /^[\w.-]+(?:\/[\w.*%()!'~-]+)+$/)
      assert.deepEqual(region, {startLine: 1, startColumn: 1, endLine: 1, endColumn: 1})
    }
  })

  it('cuts descriptions to what GitHub shows', async () => {
    const {
      runs: [run],
    } = await readSarif(reportOf([failingObservation('a', {failureTitle: '{}'.repeat(600)})]))
    const {fullDescription, shortDescription} = run?.tool.driver.rules?.[0] ?? {}
    for (const text of [fullDescription?.text, shortDescription?.text])
      assert.ok(text && text.length > 1000 && text.length <= 1024)
  })

  it('says where to learn about the tool', async () => {
    const {
      runs: [run],
    } = await readSarif(reportOf([]))
    assert.equal(run?.tool.driver.informationUri, 'https://www.npmjs.com/package/heroku-compliance')
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

  it('tags a rule with the chosen frameworks before others', async () => {
    const controls = ['other', 'own-2', 'own-1'].map(framework => ({control: '1', framework}))
    const {
      runs: [run],
    } = await readSarif(
      reportOf([failingObservation('app', {controls})], {
        frameworks: ['own-1', 'own-2', 'idle'].map(id => frameworkOf([controlOf({id: '1', status: 'fail'})], {id})),
      }),
    )
    assert.deepEqual(run?.tool.driver.rules?.[0]?.properties?.tags, [
      'security',
      'compliance',
      'own-1',
      'own-2',
      'other',
    ])
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
      'Expected: the app belongs to a team. Transfer the app to a team. Controls: pci-dss-4.0.1 1.1.',
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
