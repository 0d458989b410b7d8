import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'
import type {Report} from '../../src/model/report.js'
import type {Scope, Snapshot} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {dataClasses} from '../../src/model/framework.js'
import {surveyScope} from '../../src/assess/survey.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {numbers} from '../fixtures/fleet.js'
import {addon, app, attach, pipeline, refuse, space, team, world} from '../fixtures/build.js'
import {collectWorld} from '../../tools/sample.js'
import {sample} from '../fixtures/sample.js'
import {contradictory, guarded, rich} from './rich.js'
import {now} from './run.js'

const scope: Scope = {kind: 'team', name: 'acme'}
const declared = (apps: string[]) => ({cardholder: {apps, by: 'ann@example.com', on: '2026-11-01'}})

interface Options {
  readonly frameworks?: string[]
  readonly noWaivers?: boolean
  readonly strict?: boolean
  readonly at?: string
}

function judgedBy(
  snapshot: Snapshot,
  policy: Partial<Policy>,
  {at, frameworks = ['pci', 'cjis', 'sparc'], ...more}: Options = {},
): Report {
  const whole: Policy = {allow: {}, ...policy}
  return assessSnapshot(snapshot, loadCatalog(frameworks, [], whole), {
    allowUnknown: false,
    failOn: 'high',
    policy: {files: ['compliance.yml'], policy: whole, sha256: '0'},
    scopeKind: 'snapshot',
    version: '0.0.0',
    ...(at === undefined ? {} : {now: at}),
    ...more,
  })
}

const frameworkOf = ({frameworks}: Report, id = 'pci-dss-4.0.1') =>
  frameworks.find(framework => framework.id === id) ?? assert.fail(id)
const verdictsOf = ({observations}: Report) =>
  observations.map(({check, subject, verdict}) => `${check} ${subject.kind} ${subject.id} ${verdict}`)

/** Four apps that share things, and one that shares nothing. */
const neighbors = (): World => {
  const vault = space('vault', {team: 'acme'})
  return world({
    addons: [addon('tidy', {app: 'pay', plan: 'heroku-postgresql:standard-0'})],
    apps: [
      app('pay', {team: 'acme'}),
      app('reports', {team: 'acme'}),
      app('staged', {team: 'acme'}),
      app('alone', {team: 'acme'}),
      app('vaulted', {space: vault, team: 'acme'}),
      app('beside', {space: vault, team: 'acme'}),
    ],
    attachments: [attach('reports', 'BORROWED', 'tidy')],
    pipelines: [pipeline('flow', {stages: {pay: 'production', staged: 'staging'}, team: 'acme'})],
    spaces: [vault],
    teams: [team('acme', {role: 'admin'})],
  })
}

describe('a data class', () => {
  it('brings apps into scope that share an add-on, a pipeline or a space, and says how', async () => {
    const {inScope, outOfScope} = frameworkOf(
      judgedBy(await collectWorld(neighbors(), scope), {data: declared(['pay', 'vault*'])}),
    )
    assert.deepEqual(inScope, [
      {app: 'beside', path: 'it runs in the space vault with vaulted'},
      {app: 'pay', path: 'holds cardholder data'},
      {app: 'reports', path: 'it shares tidy with pay'},
      {app: 'staged', path: 'it shares the pipeline flow with pay'},
      {app: 'vaulted', path: 'holds cardholder data'},
    ])
    assert.deepEqual(outOfScope, [{app: 'alone', by: 'ann@example.com', on: '2026-11-01'}])
  })

  it('leaves other apps out of that framework only', async () => {
    const report = judgedBy(await collectWorld(neighbors(), scope), {data: declared(['pay'])})
    const ofAlone = report.observations.filter(({subject}) => subject.name === 'alone')
    assert.ok(ofAlone.some(({controls}) => controls.some(({framework}) => framework === 'cjis-6.0')))
    assert.deepEqual(
      ofAlone.flatMap(({controls}) => controls.filter(({framework}) => framework === 'pci-dss-4.0.1')),
      [],
    )
    const gate = frameworkOf(report).controls.find(({id}) => id === 'GATE-PCI-1')
    assert.equal(gate?.reason, 'apps-run-in-a-shield-space: 3 failures')
    const facts = frameworkOf(report).controls.flatMap(control => control.facts ?? [])
    assert.ok(facts.some(({subject}) => subject === 'reports'))
    assert.ok(!facts.some(({subject}) => subject === 'alone'))
    const alone = judgedBy(await collectWorld(neighbors(), scope), {data: declared(['pay'])}, {frameworks: ['pci']})
    assert.ok(
      !alone.observations.some(({subject}) => subject.name === 'alone'),
      'nothing is said of what no framework is about',
    )
  })

  it('covers all apps where nobody declared which hold it', async () => {
    const {inScope, outOfScope} = frameworkOf(
      judgedBy(await collectWorld(neighbors(), scope), {data: {cji: declared(['x']).cardholder}}),
    )
    assert.deepEqual([inScope, outOfScope], [undefined, undefined])
  })

  it('covers what could not be seen, too', async () => {
    const path = async (make: World, apps: string[], name: string) =>
      frameworkOf(judgedBy(await collectWorld(make, scope), {data: declared(apps)})).inScope?.find(
        item => item.app === name,
      )?.path
    assert.equal(
      await path(
        {...neighbors(), faults: [refuse(/^\/addon-attachments$|^\/apps\/alone\/addon-attachments$/)]},
        ['pay'],
        'alone',
      ),
      "what it is attached to couldn't be read",
    )
    assert.equal(
      await path({...neighbors(), faults: [refuse(/pipeline-couplings$/)]}, ['pay'], 'alone'),
      "its pipelines couldn't be read",
    )
    assert.equal(
      await path({...neighbors(), faults: [refuse(/^\/addons\/tidy\/addon-attachments$/)]}, ['alone'], 'pay'),
      "who else uses tidy couldn't be read",
    )
    assert.equal(
      await path(
        {...neighbors(), faults: [refuse(/^\/addon-attachments$|^\/apps\/alone\/addon-attachments$/)]},
        ['alone'],
        'pay',
      ),
      "what alone is attached to couldn't be read",
    )
    const vault = space('vault', {team: 'acme'})
    const ghostly = world({
      apps: [
        app('pay', {team: 'acme'}),
        app('near', {space: vault, team: 'acme'}),
        app('ghost', {invisible: 404, space: vault, team: 'acme'}),
      ],
      spaces: [vault],
      teams: [team('acme', {role: 'admin'})],
    })
    assert.equal(await path(ghostly, ['pay'], 'near'), "it runs in the space vault with an app that isn't visible")
  })

  it('is derived for a single app from what it is attached to', async () => {
    const seen = async (name: string) =>
      frameworkOf(judgedBy(await collectWorld(neighbors(), {kind: 'app', name}), {data: declared(['pay'])}))
    assert.deepEqual((await seen('reports')).inScope, [{app: 'reports', path: 'it shares tidy with pay'}])
    assert.deepEqual((await seen('staged')).inScope, [{app: 'staged', path: 'it shares the pipeline flow with pay'}])
    assert.deepEqual(
      (await seen('alone')).outOfScope?.map(item => item.app),
      ['alone'],
    )
    assert.match((await seen('beside')).inScope?.[0]?.path ?? '', /assessed with --space$/)
  })

  it('leaves the boundary of inherited controls unchanged', async () => {
    const snapshot = await collectWorld(neighbors(), scope)
    const {controls} = frameworkOf(judgedBy(snapshot, {}, {frameworks: ['cjis']}), 'cjis-6.0')
    const bounded = controls.filter(({kind, status}) => kind === 'inherited' && status === 'unknown').map(({id}) => id)
    assert.ok(bounded.length > 3)
    const documents = [...new Set(controls.flatMap(control => control.documents ?? []))].map(id => ({
      id,
      issued: '2026-10-01',
      issuer: 'i',
      services: ['*'],
    }))
    // The check that draws it decides no control of CJIS, and with PCI beside it one that is about other apps.
    for (const frameworks of [['cjis'], ['pci', 'cjis']]) {
      const report = judgedBy(
        snapshot,
        {data: {cardholder: declared(['alone']).cardholder, cji: declared(['pay']).cardholder}, documents},
        {frameworks},
      )
      assert.deepEqual(
        frameworkOf(report, 'cjis-6.0')
          .controls.filter(({id, status}) => bounded.includes(id) && status !== 'unknown')
          .map(({id, status}) => `${id} ${status}`),
        [],
        frameworks.join(),
      )
    }
  })

  it('lets checks decide the controls that are about it alone', async () => {
    const snapshot = await collectWorld(neighbors(), scope)
    const of = (report: Report) =>
      frameworkOf(report, 'heroku-sparc-2023-05').controls.filter(({dataClass}) => dataClass === 'cardholder')
    assert.ok(
      of(judgedBy(snapshot, {})).every(
        ({reason, status}) => status === 'manual' && reason.startsWith('no policy file says'),
      ),
    )
    assert.ok(of(judgedBy(snapshot, {data: declared(['pay'])})).some(({status}) => status === 'fail'))
  })

  it('has no effect if declared for unknown apps, and the report says so', async () => {
    const snapshot = await collectWorld(neighbors(), scope)
    const [bare, slip] = [judgedBy(snapshot, {}), judgedBy(snapshot, {data: declared(['nobody'])})]
    assert.match(bare.notices.find(({id}) => id === 'data-class-not-declared')?.text ?? '', / CJI \(CJIS Security/)
    assert.deepEqual(verdictsOf(slip), verdictsOf(bare))
    assert.deepEqual(slip.frameworks, bare.frameworks)
    assert.ok(slip.notices.some(({id}) => id === 'data-class-matches-nothing'))
    assert.ok(!slip.notices.some(({id, text}) => id === 'data-class-not-declared' && text.includes('cardholder')))
    const half = judgedBy(snapshot, {data: declared(['pay', 'nobody'])})
    assert.deepEqual(
      half.notices.filter(({id}) => id === 'data-class-matches-nothing').map(({text}) => text),
      ['The policy declares cardholder data for nobody too, but no app has that name.'],
    )
    assert.deepEqual(half.frameworks, judgedBy(snapshot, {data: declared(['pay'])}).frameworks)
    const alone = frameworkOf(
      judgedBy(await collectWorld(neighbors(), {kind: 'app', name: 'alone'}), {data: declared(['nobody'])}),
    )
    assert.deepEqual(
      alone.outOfScope?.map(item => item.app),
      ['alone'],
      'of one app it cannot be known',
    )
  })

  it('ignores what could not be read of an app that it does not concern', async () => {
    const report = judgedBy(
      await collectWorld({...neighbors(), faults: [refuse(/^\/apps\/alone\/(?:domains|log-drains)$/)]}, scope),
      {data: declared(['pay'])},
      {frameworks: ['pci']},
    )
    assert.deepEqual(
      report.observations.filter(({subject}) => subject.name.startsWith('alone')),
      [],
    )
  })
})

describe('a policy', () => {
  const waivers = [
    {approvedBy: 'bob', by: 'ann', check: 'apps-belong-to-a-team', expires: '2026-12-10', reason: 'r', subjects: ['*']},
    {
      approvedBy: 'bob',
      by: 'ann',
      check: 'apps-run-in-a-shield-space',
      expires: '2026-12-10',
      reason: 'r',
      subjects: ['*'],
    },
  ]
  const answers = [
    {answer: 'yes', apps: ['*'], by: 'ann', control: '1.2.4', framework: 'pci', on: '2026-11-01', reason: 'r'},
  ] as const

  it('changes only the observations that it allows, limits or declares, and none with --no-waivers', async () => {
    const snapshot = await collectWorld(neighbors(), scope)
    const bare = judgedBy(snapshot, {})
    const full = judgedBy(snapshot, {answers, waivers})
    assert.deepEqual(verdictsOf(full), verdictsOf(bare))
    assert.ok(full.summary.waived > 0)
    assert.equal(
      full.summary.waived + full.summary.fail + full.summary.unknown,
      bare.summary.fail + bare.summary.unknown,
    )
    const naked = judgedBy(snapshot, {answers, waivers}, {noWaivers: true})
    assert.deepEqual(naked.observations, bare.observations)
    assert.deepEqual(naked.summary, bare.summary)
  })

  it('is identified in the report', async () => {
    assert.deepEqual(judgedBy(await collectWorld(neighbors(), scope), {}).policy, {
      files: ['compliance.yml'],
      sha256: '0',
    })
  })

  it('attests controls, asks for the others with strict, and reminds a month ahead', async () => {
    const snapshot = await collectWorld(neighbors(), scope)
    const report = judgedBy(snapshot, {answers, waivers})
    const control = frameworkOf(report).controls.find(({id}) => id === '1.2.4')
    assert.equal(control?.status, 'attested')
    assert.equal(control.answer?.by, 'ann')
    assert.equal(frameworkOf(report).summary.attested, 1)
    assert.deepEqual(
      report.notices.filter(({id}) => id === 'expires-soon').map(({text}) => text),
      ['The waiver of apps-run-in-a-shield-space for * ends in 20 days, on 2026-12-10.'],
    )
    const calm = judgedBy(
      await collectWorld(world({apps: [app('mine')]}), {kind: 'app', name: 'mine'}),
      {},
      {frameworks: ['hipaa'], strict: true},
    )
    assert.notEqual(calm.exit.code, 0)
  })

  it('exits with 1 for a control that is answered no', async () => {
    const snapshot = await collectWorld(
      world({apps: [app('mine', {team: 'acme'})], teams: [team('acme', {role: 'admin'})]}),
      scope,
    )
    const severe =
      loadCatalog(['pci']).frameworks[0]?.controls.find(({kind, severity}) => kind === 'manual' && severity === 'high')
        ?.id ?? assert.fail()
    const report = judgedBy(
      snapshot,
      {
        answers: [{...answers[0], answer: 'no', control: severe}],
        waivers: [...new Set(judgedBy(snapshot, {}, {frameworks: ['pci']}).observations.map(({check}) => check))].map(
          check => ({...waivers[0], check}) as (typeof waivers)[0],
        ),
      },
      {frameworks: ['pci']},
    )
    assert.deepEqual([report.summary.fail, report.exit.code], [0, 1])
    assert.match(report.exit.reason, /^1 control answered no/)
  })

  it('lists the entries that have no effect', async () => {
    const snapshot = await collectWorld(neighbors(), scope)
    const stray = [{...answers[0], apps: ['nobody']}]
    const documents = [{expires: '2026-11-01', id: 'contract', issued: '2026-01-01', issuer: 'i', services: ['*']}]
    const allow = {
      addonServices: [
        {document: 'contract', name: 'papertrail'},
        {document: 'lost', name: 'mailgun'},
        {expires: '2026-11-01', name: 'sentry'},
        {name: 'scheduler'},
      ],
    }
    const notices = judgedBy(snapshot, {allow, answers: stray, documents})
      .notices.filter(({id}) => id.endsWith('-without-effect'))
      .map(({text}) => text)
    assert.deepEqual(notices, [
      'The answer of ann to pci 1.2.4 has no effect: nothing in scope is named nobody.',
      'A document on file has no effect: contract was valid until 2026-11-01.',
      'The allow.addonServices entry papertrail has no effect: contract was valid until 2026-11-01.',
      'The allow.addonServices entry mailgun has no effect: lost is not on file.',
      'The allow.addonServices entry sentry has no effect: it expired on 2026-11-01.',
    ])
    const narrow = judgedBy(await collectWorld(neighbors(), {kind: 'app', name: 'pay'}), {answers: stray}).notices
    assert.ok(
      !narrow.some(({id}) => id === 'answer-without-effect'),
      'of one app it is not to be seen who else there is',
    )
  })

  it("fails recovery targets beyond the platform's, unless somebody says how they are met", async () => {
    const snapshot = await collectWorld(neighbors(), scope)
    const control = (policy: Partial<Policy>) =>
      frameworkOf(judgedBy(snapshot, policy), 'heroku-sparc-2023-05').controls.find(
        ({id}) => id === 'DISASTER-RECOVERY-7',
      )
    const of = (policy: Partial<Policy>) => [control(policy)?.status, control(policy)?.reason]
    assert.deepEqual(of({recovery: {rpoHours: 1, rtoHours: 4}}), [
      'fail',
      'the policy asks for recovery within 4 hours, but the platform aims at 12; a loss of 1 hour of data at most, ' +
        'but the platform aims at 4',
    ])
    assert.equal(control({recovery: {rtoHours: 11.5}})?.status, 'fail')
    assert.equal(control({recovery: {rpoHours: 4, rtoHours: 12}})?.status, 'manual')
    const said: Pick<Required<Policy>, 'answers'> = {
      answers: [{...answers[0], control: 'DISASTER-RECOVERY-7', framework: 'sparc'}],
    }
    assert.equal(control({...said, recovery: {rtoHours: 4}})?.status, 'attested')
    assert.equal(
      control({
        answers: [{...answers[0], apps: ['pay'], control: 'DISASTER-RECOVERY-7', framework: 'sparc'}],
        recovery: {rtoHours: 4},
      })?.status,
      'fail',
    )
    const calm = await collectWorld(
      world({apps: [app('mine', {team: 'acme'})], teams: [team('acme', {role: 'admin'})]}),
      scope,
    )
    const waiver = (check: string) => ({...waivers[0], check}) as (typeof waivers)[0]
    const covered = {
      waivers: [...new Set(judgedBy(calm, {}, {frameworks: ['sparc']}).observations.map(({check}) => check))].map(
        waiver,
      ),
    }
    assert.equal(judgedBy(calm, covered, {frameworks: ['sparc']}).exit.code === 1, false)
    assert.equal(judgedBy(calm, {...covered, recovery: {rtoHours: 4}}, {frameworks: ['sparc']}).exit.code, 1)
  })

  it('resolves cjis to the version that it chose', async () => {
    const snapshot = await collectWorld(neighbors(), scope)
    const status = (version: '5.9.5' | '6.0', framework: string) => {
      const report = judgedBy(
        snapshot,
        {answers: [{...answers[0], control: 'AC-2 (5)', framework}], profile: {cjis: {version}}},
        {frameworks: ['cjis']},
      )
      const [only] = report.frameworks
      return [only?.id, only?.controls.find(({id}) => id === 'AC-2 (5)')?.status]
    }
    assert.deepEqual(status('5.9.5', 'cjis'), ['cjis-5.9.5', 'attested'])
    // The control of the profile is the one that it was selected from.
    assert.deepEqual(status('5.9.5', 'cjis-6.0'), ['cjis-5.9.5', 'attested'])
    assert.deepEqual(status('6.0', 'cjis-5.9.5'), ['cjis-6.0', 'attested'])
    assert.deepEqual(status('6.0', 'cjis'), ['cjis-6.0', 'attested'])
  })

  it('reminds up to and including the last day, across leap days and year ends', async () => {
    const snapshot = await collectWorld(neighbors(), scope)
    const texts = (expires: string, at: string) =>
      judgedBy(
        snapshot,
        {documents: [{expires, id: 'paper', issued: '2026-01-01', issuer: 'i', services: ['*']}]},
        {at},
      )
        .notices.filter(({id}) => id === 'expires-soon')
        .map(({text}) => text)
    assert.deepEqual(texts('2026-12-31', '2026-12-31T23:59:59Z'), ['The document paper ends today, on 2026-12-31.'])
    assert.deepEqual(texts('2026-12-31', '2027-01-01T00:00:00Z'), [])
    assert.deepEqual(texts('2027-01-01', '2026-12-31T12:00:00Z'), ['The document paper ends tomorrow, on 2027-01-01.'])
    assert.deepEqual(texts('2028-03-01', '2028-02-28T12:00:00Z'), ['The document paper ends in 2 days, on 2028-03-01.'])
    assert.deepEqual(texts('2026-12-20', '2026-11-20T00:00:00Z').length, 1)
    assert.deepEqual(texts('2026-12-21', '2026-11-20T23:59:59Z'), [])
  })

  const settings: ReadonlyArray<readonly [() => World, Scope]> = [
    [rich, scope],
    [contradictory, scope],
    [guarded, {kind: 'all'}],
    [sample, {kind: 'team', name: 'quillgate'}],
    [sample, {kind: 'app', name: 'citation-pay'}],
  ]
  for (const [make, part] of settings)
    it(`finds what it needs in a snapshot of ${make.name}, ${part.kind}, and improves nothing`, async () => {
      const snapshot = await collectWorld(make(), part)
      const facts = new Map(snapshot.facts.map(fact => [fact.path, fact]))
      const bare = judgedBy(snapshot, {}, {frameworks: ['all']})
      const before = new Map(
        bare.frameworks.flatMap(({controls, id}) => controls.map(control => [`${id} ${control.id}`, control.status])),
      )
      const next = numbers(11)
      const some = (names: readonly string[]) => names.filter(() => next() < 0.4)
      const names = [...bare.scope.apps, '*', 'no*']
      for (let turn = 0; turn < 6; turn++) {
        const maybe = <T>(make: () => T): T | undefined => (next() < 0.6 ? make() : undefined)
        const policy: Policy = {
          allow: Object.fromEntries(
            Object.entries({
              buildpacks: ['*heroku*'],
              emailDomains: ['example.com'],
              logHosts: ['*.example.com'],
              peerings: [],
              publicApps: some(names),
              sharedAccounts: [],
              vpns: [],
              webhookHosts: [],
            }).filter(() => next() < 0.5),
          ),
          data: Object.fromEntries(
            dataClasses
              .filter(() => next() < 0.5)
              .map(name => [name, {apps: [...some(names), 'x'], by: 'a', on: '2026-01-01'}]),
          ),
          ...maybe(() => ({
            documents: [{id: 'heroku-pci-aoc', issued: '2026-10-01', issuer: 'i', services: ['*'], version: '4.0.1'}],
          })),
        }
        const {wanted} = surveyScope(facts, snapshot.scopes, loadCatalog(['all'], [], policy), policy, now)
        assert.deepEqual(wanted, [])
        const report = judgedBy(snapshot, policy, {frameworks: ['all']})
        const better = report.frameworks.flatMap(({controls, id}) =>
          controls
            .filter(
              ({id: own, status}) =>
                status === 'attested' ||
                (status === 'pass' && before.get(`${id} ${own}`) !== 'pass' && policy.data === undefined),
            )
            .map(control => `${id} ${control.id}`),
        )
        assert.deepEqual(better, [])
        const known = new Map(
          bare.observations.map(({check, subject, verdict}) => [`${check} ${subject.kind} ${subject.id}`, verdict]),
        )
        const ofPolicy = /declared|allowed|buildpacks|open$|narrow$|named-people|vendor/
        const changed = report.observations
          .filter(
            ({check, subject, verdict}) =>
              !ofPolicy.test(check) && known.get(`${check} ${subject.kind} ${subject.id}`) !== verdict,
          )
          .map(({check, subject}) => `${check} ${subject.name}`)
        assert.deepEqual(changed, [])
      }
    })
})
