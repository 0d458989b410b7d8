import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'

import type {Report} from '../../../src/model/report.js'

import {
  crosswalkReport,
  decidedReport,
  emptyReport,
  hostileReport,
  hostileWords,
  partReport,
  rendered,
  sampleReport,
} from '../rendering.js'
import {failingObservation, reportOf} from '../terminal/support.js'
import {changed, isTree} from '../tree.js'
import {errorsOf} from '../validators.js'
import {constraintErrors, partsOf} from './constraints.js'
import {modelErrors} from './reader-rules.js'

const oscalFormats = ['oscal', 'oscal-poam'] as const
type Broken = readonly [place: string, value?: unknown]

const golden = new URL('../../../../test/golden/', import.meta.url)
const goldenReports = (): Report[] =>
  readdirSync(golden).map(name => JSON.parse(readFileSync(new URL(`${name}/report.json`, golden), 'utf8')) as Report)

/** Reports on every framework, on none, from before, and with hostile words in every place. */
const allReports = async (): Promise<readonly Report[]> => [
  sampleReport(),
  sampleReport(['cjis-5', 'nist-low', 'saq-d-merchant', 'gdpr-eu-only', 'common']),
  partReport(),
  decidedReport(),
  crosswalkReport(),
  emptyReport(),
  hostileWords(),
  await hostileReport(),
  ...goldenReports(),
]

const result = 'assessment-results/results/0'
const plan = 'plan-of-action-and-milestones'
const nist = 'http://csrc.nist.gov/ns/oscal'

/** Changes that break a constraint of NIST. */
const unconstrained: Readonly<Record<(typeof oscalFormats)[number], readonly Broken[]>> = {
  oscal: [
    ['assessment-results/import-ap/href', '#53d33915-0782-4976-9145-8d7cada9ee38'],
    ['assessment-results/back-matter/resources/0/rlinks'],
    ['assessment-results/back-matter/resources/0/rlinks', [{href: 'https://a.b/'}, {href: 'https://a.b/'}]],
    ['assessment-results/back-matter/resources/0/props/0/value', 'essay'],
    ['assessment-results/back-matter/resources/0/props/0/name', 'kind'],
    ['assessment-results/metadata/props/0/ns', nist],
    ['assessment-results/metadata/parties', []],
    [`${result}/findings/0/target/type`, 'control-id'],
    [`${result}/findings/0/target/status/state`, 'partly'],
    [`${result}/findings/0/target/status/reason`, 'later'],
    [`${result}/findings/0/related-observations/0/observation-uuid`, 'x'],
    [`${result}/observations/0/origins/0/actors/0/actor-uuid`, 'x'],
    [`${result}/observations/0/origins/0/actors/0/type`, 'person'],
    [`${result}/observations/0/subjects/0/subject-uuid`, 'x'],
    [`${result}/observations/0/subjects/0/type`, 'app'],
    [`${result}/observations/0/uuid`, 'x'],
    [`${result}/local-definitions/assessment-assets/components/0/status/state`, 'on'],
    [`${result}/local-definitions/assessment-assets/components/0/type`, 'tool'],
    [`${result}/local-definitions/assessment-assets/components/0/links/0/href`, 'docs'],
    [`${result}/local-definitions/assessment-assets/components/0/props/0/name`, 'release'],
    [`${result}/local-definitions/assessment-assets/assessment-platforms/0/uses-components/0/component-uuid`, 'x'],
    [`${result}/reviewed-controls/control-selections/0/links/0/media-type`, 'text/plain'],
    [
      `${result}/reviewed-controls/control-selections/0/props`,
      [
        {name: 'a', value: 'b'},
        {name: 'a', value: 'b'},
      ],
    ],
  ],
  'oscal-poam': [
    [`${plan}/system-id/identifier-type`, 'http://ietf.org/rfc/rfc4122'],
    [`${plan}/poam-items/0/uuid`],
    [`${plan}/poam-items/0/related-risks/0/risk-uuid`, 'x'],
    [`${plan}/risks/0/status`, 'waived'],
    [`${plan}/risks/0/remediations/0/lifecycle`, 'idea'],
    [`${plan}/risks/0/risk-log/entries/0/props/0/name`, 'kind'],
    [`${plan}/risks/0/risk-log/entries/0/status-change`, 'waived'],
    [`${plan}/risks/0/characterizations/0/facets/0/name`, 'gravity'],
  ],
}

/** Changes that a reader refuses, some of which the schema allows. */
const unread: readonly Broken[] = [
  ['assessment-results/uuid', '53d33915-0782-1976-9145-8d7cada9ee38'],
  ['assessment-results/metadata/props/0/ns', 'urn:heroku-compliance:oscal'],
  ['assessment-results/metadata/props/0/value', ' '],
  ['assessment-results/metadata/title', 'a\nb'],
  ['assessment-results/metadata/remarks', null],
  ['assessment-results/metadata/last-modified', '2026-11-20T12:00:00'],
  ['assessment-results/results', []],
  [`${result}/findings/0/target/target-id`, 'm²'],
  [`${result}/findings/0/target/target-id`, '8.4.1'],
]

describe('OSCAL documents', () => {
  let reports: readonly Report[] = []
  before(async () => {
    reports = await allReports()
  })

  for (const format of oscalFormats)
    it(`meet the constraints of NIST and the rules of readers as ${format}`, async () => {
      for (const report of reports) {
        const text = await rendered(format, report)
        assert.deepEqual(errorsOf[format]?.(text), [])
        assert.deepEqual(constraintErrors(text), [])
        assert.deepEqual(modelErrors(text), [])
      }
    })

  for (const format of oscalFormats)
    it(`are tested by constraints that reject what ${format} must not be`, async () => {
      const text = await rendered(format, decidedReport())
      for (const [place, value] of unconstrained[format])
        assert.notDeepEqual(constraintErrors(changed(text, place, value)), [], `${place} ${JSON.stringify(value)}`)
      const [first] = /"uuid":\s*"([^"]*)"/.exec(text)?.slice(1) ?? []
      const list = format === 'oscal' ? `${result}/findings` : `${plan}/poam-items`
      assert.deepEqual(
        constraintErrors(changed(text, `${list}/0/uuid`, first)).map(error => error.replace(/.*: /, '')),
        ['the uuid is taken'],
      )
    })

  it('are tested by rules that reject what readers refuse', async () => {
    const text = await rendered('oscal', decidedReport())
    for (const [place, value] of unread)
      assert.notDeepEqual(modelErrors(changed(text, place, value)), [], `${place} ${JSON.stringify(value)}`)
  })

  it('keep the identifiers of what is found when the same is found later', async () => {
    const idsOf = (text: string) =>
      [...partsOf(JSON.parse(text), '', '')].flatMap(({name, tree}) =>
        typeof tree['uuid'] === 'string' ? [`${name} ${tree['uuid']}`] : [],
      )
    const report = decidedReport()
    const later: Report = {
      ...report,
      generatedAt: '2026-11-21T12:00:30.000Z',
      snapshot: {collectedAt: '2026-11-21T12:00:30.000Z', sha256: '1'.repeat(64)},
    }
    for (const format of oscalFormats) {
      const before = idsOf(await rendered(format, report))
      assert.deepEqual(idsOf(await rendered(format, report)), before)
      const after = new Set(idsOf(await rendered(format, later)))
      const changedIds = before.filter(id => !after.has(id)).map(id => id.split(' ')[0])
      assert.deepEqual(changedIds, format === 'oscal' ? ['assessment-results', 'results'] : [plan])
    }
  })

  it("lead to NIST's catalog where controls are found in it, and to the documentation of the version", async () => {
    const linksIn = (text: string) =>
      [...partsOf(JSON.parse(text), '', '')].flatMap(({name, tree}) =>
        name === 'rlinks' ? [String(tree['href'])] : [],
      )
    const docs = 'https://unpkg.com/heroku-compliance@0.0.0/docs/frameworks.md'
    const ofCrosswalk = linksIn(await rendered('oscal', crosswalkReport()))
    assert.deepEqual(ofCrosswalk.slice(0, 4), [docs, docs, docs, docs])
    assert.match(ofCrosswalk[4] ?? '', /\/NIST_SP-800-53_rev5_catalog\.json$/)
    assert.deepEqual(linksIn(await rendered('oscal', decidedReport())), [docs, docs])
    assert.deepEqual(linksIn(await rendered('oscal-poam', decidedReport())), [docs])
    const odd = {...emptyReport(), tool: {name: 'heroku-compliance', version: '1/../x"'}} as const
    assert.deepEqual(linksIn(await rendered('oscal', odd)), [docs.replace('0.0.0', '1%2F..%2Fx%22')])

    const selectionsOf = (text: string) =>
      [...partsOf(JSON.parse(text), '', '')].flatMap(({name, tree}) =>
        name === 'control-selections' && Array.isArray(tree['links']) ? [tree['links'].length] : [],
      )
    assert.deepEqual(selectionsOf(await rendered('oscal', crosswalkReport())), [1, 1, 2])
  })

  it('select every control of a plan without any', async () => {
    const selections = [...partsOf(JSON.parse(await rendered('oscal', emptyReport())), '', '')].filter(
      ({name}) => name === 'control-selections',
    )
    assert.deepEqual(
      selections.map(({tree}) => tree['include-all']),
      [{}],
    )
  })
})

describe('risks of an OSCAL plan', () => {
  const waiver = {approvedBy: 'cto@example.com', by: 'dev@example.com', reason: 'it goes next month'}
  const riskOf = async (...observations: Parameters<typeof reportOf>[0]) => {
    const text = await rendered('oscal-poam', reportOf(observations))
    assert.deepEqual(errorsOf['oscal-poam']?.(text), [])
    return [...partsOf(JSON.parse(text), '', '')].find(({name}) => name === 'risks')?.tree ?? assert.fail()
  }

  it('have the severity as a facet of what the tool says', async () => {
    const [characterization] = (await riskOf(failingObservation('pay-web', {severity: 'critical'})))[
      'characterizations'
    ] as [{facets: unknown}]
    assert.deepEqual(characterization.facets, [{name: 'severity', system: nist, value: 'critical'}])
  })

  it('recommend the fix with what it costs, and link to an address of the web only', async () => {
    for (const [url, links] of [
      [
        'https://devcenter.heroku.com/articles/x',
        [{href: 'https://devcenter.heroku.com/articles/x', rel: 'reference'}],
      ],
      ['https://example.com/a b|c\u202E', [{href: 'https://example.com/a%20b%7Cc%E2%80%AE', rel: 'reference'}]],
      ['http://example.com/', undefined],
      ['javascript:alert(1)', undefined],
      ['see there', undefined],
      [undefined, undefined],
    ] as const) {
      const remediation = {effects: ['Restarts the app.'], text: 'Do it.', ...(url === undefined ? {} : {url})}
      const [response] = (await riskOf(failingObservation('pay-web', {remediation})))['remediations'] as [
        {description: string; links?: unknown},
      ]
      assert.equal(response.description, 'Do it. Restarts the app.')
      assert.deepEqual(response.links, links)
    }
  })

  it('log each decision to waive them that says when', async () => {
    const risk = await riskOf(
      failingObservation('a', {waiver: {...waiver, expires: '2026-12-31', on: '2026-11-01'}}),
      failingObservation('b', {waiver: {...waiver, expires: '2026-12-31', on: '2026-11-01'}}),
      failingObservation('c', {waiver: {...waiver, expires: '2026-12-31', on: '2026-11-02', reason: 'it is a test'}}),
      failingObservation('d', {waiver: {...waiver, expires: '2026-12-31', reason: 'no day'}}),
    )
    const {entries} = isTree(risk['risk-log']) ? risk['risk-log'] : assert.fail()
    assert.deepEqual(
      (entries as ReadonlyArray<{description: string; start: string}>).map(({description, start}) => [
        start,
        description,
      ]),
      [
        ['2026-11-01T00:00:00Z', 'Waived by cto@example.com on 2026-11-01 until 2026-12-31: it goes next month.'],
        ['2026-11-02T00:00:00Z', 'Waived by cto@example.com on 2026-11-02 until 2026-12-31: it is a test.'],
      ],
    )
    assert.equal(
      (await riskOf(failingObservation('a', {waiver: {...waiver, expires: '2026-12-31'}})))['risk-log'],
      undefined,
    )
  })

  it('has a deadline only if there is such a day', async () => {
    for (const [expires, deadline] of [
      ['2028-02-29', '2028-02-29T23:59:59Z'],
      ['2026-02-29'],
      ['2026-13-01'],
      ['0026-01-01'],
      ['soon'],
    ] as const) {
      const text = await rendered(
        'oscal-poam',
        reportOf([failingObservation('pay-web', {waiver: {...waiver, expires}})]),
      )
      assert.deepEqual(errorsOf['oscal-poam']?.(text), [], expires)
      assert.equal(/"deadline": ?"([^"]*)"/.exec(text)?.[1], deadline, expires)
    }
  })
})
