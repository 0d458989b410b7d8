import assert from 'node:assert/strict'

import type {Answer, Policy} from '../../src/model/policy.js'
import type {Report} from '../../src/model/report.js'
import type {Snapshot} from '../../src/model/snapshot.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {chance} from '../helpers/chance.js'
import {addon, app, space, team, world} from '../fixtures/build.js'
import {collectWorld} from '../../tools/sample.js'

function judgedBy(snapshot: Snapshot, policy: Partial<Policy>, frameworks = ['pci']): Report {
  const whole: Policy = {allow: {}, ...policy}
  return assessSnapshot(snapshot, loadCatalog(frameworks, [], whole), {
    allowUnknown: true,
    failOn: 'high',
    policy: {files: ['compliance.yml'], policy: whole, sha256: '0'},
    scopeKind: 'snapshot',
    version: '0.0.0',
  })
}

const of = ({frameworks}: Report, id: string) =>
  frameworks.flatMap(({controls}) => controls).find(control => control.id === id) ?? assert.fail(id)
const answer = (more: Partial<Answer>): Answer => ({
  answer: 'yes',
  by: 'ann@example.com',
  control: '1.2.4',
  framework: 'pci',
  on: '2026-11-01',
  reason: 'seen',
  ...more,
})

describe('policy answers for teams and spaces without apps', () => {
  let snapshot: Snapshot

  before(async () => {
    const vault = space('vault', {team: 'acme'})
    snapshot = await collectWorld(
      world({
        apps: [app('pay', {space: vault, team: 'acme'}), app('shop', {team: 'acme'})],
        spaces: [vault, space('empty', {team: 'acme'})],
        teams: [team('acme', {role: 'admin'}), team('labs', {role: 'admin'})],
      }),
      {kind: 'all'},
    )
  })

  const outcomeOf = (...answers: Answer[]) => {
    const report = judgedBy(snapshot, {answers})
    return {control: of(report, '1.2.4'), notices: report.notices.filter(({id}) => id === 'answer-without-effect')}
  }

  it('count only for the team or space they name', () => {
    const {control, notices} = outcomeOf(answer({teams: ['acme']}), answer({answer: 'no', teams: ['labs']}))
    assert.deepEqual([control.status, notices], ['fail', []])
    assert.equal(outcomeOf(answer({teams: ['acme']})).control.reason, 'partly answered; still open for team labs')
    assert.equal(
      outcomeOf(answer({apps: ['pay', 'shop'], teams: ['labs']})).control.reason,
      'partly answered; still open for space empty',
    )
    assert.equal(
      outcomeOf(answer({apps: ['pay', 'shop'], spaces: ['empty'], teams: ['labs']})).control.status,
      'attested',
    )
    assert.equal(outcomeOf(answer({teams: ['acme', 'labs']})).control.status, 'attested')
    assert.equal(outcomeOf(answer({apps: ['*']})).control.status, 'attested')
    assert.equal(outcomeOf(answer({apps: ['*']}), answer({answer: 'no', spaces: ['empty']})).control.status, 'fail')
    assert.equal(outcomeOf(answer({answer: 'no', spaces: ['vault']})).control.status, 'fail')
  })
})

describe('a data class declared for no app', () => {
  const declared = {apps: [], by: 'ann@example.com', on: '2026-11-01'}
  let snapshot: Snapshot

  before(async () => {
    snapshot = await collectWorld(
      world({
        apps: [app('pay', {team: 'acme'})],
        teams: [team('acme', {members: [{email: 'admin@example.com', mfa: false, role: 'admin'}], role: 'admin'})],
      }),
      {kind: 'all'},
    )
  })

  it('makes its controls not applicable, and says who declared it', () => {
    const report = judgedBy(snapshot, {answers: [answer({answer: 'no', apps: ['*']})], data: {cardholder: declared}})
    const [framework] = report.frameworks
    assert.deepEqual(
      new Set(framework?.controls.map(({reason, status}) => `${status}: ${reason}`)),
      new Set(['not-applicable: no app holds cardholder data, as ann@example.com declared on 2026-11-01']),
    )
    assert.deepEqual(
      [framework?.inScope, framework?.outOfScope],
      [[], [{app: 'pay', by: 'ann@example.com', on: '2026-11-01'}]],
    )
    assert.deepEqual([report.observations, report.exit.code], [[], 3])
    assert.ok(report.notices.some(({id}) => id === 'no-app-holds-data-class'))
    assert.ok(!report.notices.some(({id}) => id.startsWith('data-class-not') || id.startsWith('data-class-matches')))
  })

  it('changes nothing in other frameworks', () => {
    const [both, alone] = [
      judgedBy(snapshot, {data: {cardholder: declared}}, ['baseline', 'pci']),
      judgedBy(snapshot, {}, ['baseline']),
    ]
    assert.deepEqual(
      both.frameworks.find(({id}) => id === alone.frameworks[0]?.id),
      alone.frameworks[0],
    )
    assert.deepEqual(
      both.observations.map(({check, subject, verdict}) => [check, subject.id, verdict]),
      alone.observations.map(({check, subject, verdict}) => [check, subject.id, verdict]),
    )
    const cjis = judgedBy(snapshot, {data: {cardholder: declared}}, ['cjis'])
    assert.deepEqual(cjis.frameworks, judgedBy(snapshot, {}, ['cjis']).frameworks)
  })

  it('decides nothing where the declaration is incomplete', () => {
    const bare = judgedBy(snapshot, {})
    for (const flaw of [{by: ' '}, {by: '\u2800'}, {on: '2099-01-01'}, {apps: [' ']}]) {
      const report = judgedBy(snapshot, {data: {cardholder: {...declared, ...flaw}}})
      assert.deepEqual(
        [report.frameworks, report.observations, report.exit],
        [bare.frameworks, bare.observations, bare.exit],
      )
      assert.deepEqual(
        report.notices.filter(notice => !bare.notices.some(({text}) => text === notice.text)).map(({id}) => id),
        ['declaration-without-effect'],
      )
    }
  })
})

describe('an entry of a policy', () => {
  it('changes no verdict, and no status if it is incomplete', async () => {
    const vault = space('vault', {team: 'acme'})
    const snapshot = await collectWorld(
      world({
        addons: [addon('db', {app: 'pay', plan: 'heroku-postgresql:standard-0'})],
        apps: [app('pay', {space: vault, team: 'acme'}), app('shop', {team: 'acme'})],
        spaces: [vault, space('empty', {team: 'acme'})],
        teams: [team('acme', {role: 'admin'}), team('labs', {role: 'admin'})],
      }),
      {kind: 'all'},
    )
    const frameworks = ['pci', 'sparc']
    const bare = judgedBy(snapshot, {}, frameworks)
    const random = chance(42)
    const pick = <T>(...all: readonly T[]): T => random.pick(all)
    const checks = [...new Set(bare.observations.map(({check}) => check))]
    const controls = bare.frameworks.flatMap(({controls: own, id}) =>
      own.map(control => ({control: control.id, framework: id})),
    )
    const blank = () => pick('', ' ', '\u200B', '\u3164', '\u2800', '--')
    const verdicts = ({observations}: Report) =>
      observations.map(({check, subject, verdict}) => `${check} ${subject.id} ${verdict}`)
    const statuses = ({frameworks}: Report) =>
      frameworks.flatMap(({controls: own, id}) => own.map(control => `${id} ${control.id} ${control.status}`))
    const waiver = () => ({
      approvedBy: 'bob@example.com',
      by: 'ann@example.com',
      check: pick(...checks),
      expires: pick('2026-11-30', '2026-12-20', '2020-01-01'),
      reason: 'r',
      subjects: [pick('*', 'p*', 'shop', 'x')],
    })
    const given = () =>
      answer({
        ...pick(...controls),
        answer: pick('yes', 'no', 'not-applicable'),
        ...pick<Partial<Answer>>(
          {apps: ['*']},
          {apps: ['p*']},
          {spaces: ['empty']},
          {teams: ['labs', 'acme']},
          {teams: ['x']},
        ),
      })
    const document = () => ({
      id: pick('heroku-pci-aoc', 'heroku-pci-responsibility-matrix', 'own'),
      issued: pick('2026-10-01', '2099-01-01'),
      issuer: 'i',
      services: [pick('*', 'Heroku Postgres')],
      version: pick('4.0.1', '3.2.1'),
    })
    const flawed = {
      answers: () => ({...given(), [pick('by', 'reason')]: blank()}),
      documents: () => ({...document(), ...pick({issuer: blank()}, {services: [blank()]})}),
      waivers: () => ({
        ...waiver(),
        ...pick<object>(
          {by: blank()},
          {approvedBy: blank()},
          {reason: blank()},
          {approvedBy: 'Ann <ANN@example.com>'},
          {approvedBy: '\u0430nn@example.com'},
        ),
      }),
    }
    const some = <T>(make: () => T) => Array.from({length: 1 + random.below(6)}, make)
    for (let round = 0; round < 40; round++) {
      const policy: Partial<Policy> = {answers: some(given), documents: some(document), waivers: some(waiver)}
      const report = judgedBy(snapshot, policy, frameworks)
      assert.deepEqual(verdicts(report), verdicts(bare))
      const more: Partial<Policy> = {
        answers: [...(policy.answers ?? []), ...some(flawed.answers)],
        documents: [...(policy.documents ?? []), ...some(flawed.documents)],
        waivers: [...(policy.waivers ?? []), ...some(flawed.waivers)],
      }
      const same = judgedBy(snapshot, more, frameworks)
      assert.deepEqual(
        [statuses(same), same.observations, same.exit],
        [statuses(report), report.observations, report.exit],
      )
    }
  })
})

describe('a third-party add-on without a decision', () => {
  const documents = [{id: 'apec-prp-listing', issuer: 'Salesforce', issued: '2026-03-01', services: ['*']}]
  const vendors = (...names: string[]) =>
    world({
      addons: names.map(name => addon(`pay-${name}`, {app: 'pay', plan: `${name}:standard`})),
      apps: [app('pay')],
    })
  const judgedOf = async (names: string[], policy: Partial<Policy>) => {
    const report = judgedBy(await collectWorld(vendors(...names), {kind: 'app', name: 'pay'}), {documents, ...policy}, [
      'prp',
    ])
    const {reason, status} = of(report, 'SECURITY-1')
    return {reason, status}
  }

  it('leaves open what Heroku would cover inside its boundary', async () => {
    assert.equal((await judgedOf([], {})).status, 'inherited')
    assert.deepEqual(await judgedOf(['sendgrid'], {}), {
      reason: "document needed: one for sendgrid, which allow.addonServices doesn't list",
      status: 'manual',
    })
  })

  it('is decided by the list of allowed services', async () => {
    assert.equal((await judgedOf(['sendgrid'], {allow: {addonServices: [{name: 'sendgrid'}]}})).status, 'inherited')
    const refused = await judgedOf(['papertrail', 'sendgrid'], {allow: {addonServices: [{name: 'sendgrid'}]}})
    assert.match(refused.reason, /outside Heroku's certified boundary/)
  })
})
