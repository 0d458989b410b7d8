import assert from 'node:assert/strict'

import type {Catalog} from '../../src/catalog/catalog.js'
import type {Control} from '../../src/model/framework.js'
import type {Threshold} from '../../src/model/threshold.js'
import type {Policy} from '../../src/model/policy.js'
import type {ControlResult, Report} from '../../src/model/report.js'
import type {Scope, Snapshot} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {chance} from '../helpers/chance.js'
import {collectWorld} from '../../tools/sample.js'
import {app, pipeline, refuse, space, team, world} from '../fixtures/build.js'

const control = (id: string, more: Partial<Control>): Control => ({
  checks: [],
  id,
  kind: 'fail-only',
  question: 'What else?',
  remediation: {text: 'Do it.'},
  responsibility: 'customer',
  severity: 'high',
  source: {document: 'own', section: id},
  title: id,
  ...more,
})

const inherited = (id: string, more: Partial<Control> = {}): Control =>
  control(id, {
    boundary: ['apps-run-in-a-shield-space'],
    documents: ['heroku-aoc'],
    gates: ['GATE'],
    kind: 'inherited',
    question: undefined as never,
    responsibility: 'heroku',
    ...more,
  })

const gate = control('GATE', {checks: ['apps-run-in-a-shield-space'], kind: 'automatic', question: undefined as never})

function catalogOf(controls: readonly Control[], policy: Partial<Policy> = {}, dataClass?: 'cardholder'): Catalog {
  const framework = {
    aliases: [],
    controls,
    documents: {'heroku-aoc': {from: 'Heroku', title: 'AoC'}},
    id: 'own',
    sources: {own: {title: 'Own'}},
    title: 'Own',
    version: '1',
    ...(dataClass ? {dataClass} : {}),
  }
  return loadCatalog([], [{checks: [], framework}], policy)
}

function judge(
  snapshot: Snapshot,
  catalog: Catalog,
  policy: Partial<Policy> = {},
  threshold: Partial<Threshold> = {},
): Report {
  return assessSnapshot(snapshot, catalog, {
    allowUnknown: false,
    failOn: 'high',
    ...threshold,
    policy: {files: ['p'], policy: {allow: {}, ...policy}, sha256: '0'},
    scopeKind: 'snapshot',
    version: '0.0.0',
  })
}

const controlsOf = ({frameworks}: Report): readonly ControlResult[] => frameworks[0]?.controls ?? assert.fail()
const statusOf = (report: Report, id: string) =>
  controlsOf(report).find(controlResult => controlResult.id === id) ?? assert.fail(id)
const briefly = ({reason, status}: ControlResult) => ({reason, status})

const onFile = (services: readonly string[] = ['heroku-postgresql']) => [
  {id: 'heroku-aoc', issued: '2026-10-01', issuer: 'Heroku', services},
]
const answer = (id: string, more: Partial<NonNullable<Policy['answers']>[number]> = {}) =>
  ({
    answer: 'yes',
    apps: ['*'],
    by: 'ann@example.com',
    control: id,
    framework: 'own',
    on: '2026-11-01',
    reason: 'r',
    ...more,
  }) as const

const vault = () => space('vault', {shield: true, team: 'acme'})
const shielded = () =>
  world({apps: [app('pay', {space: vault(), team: 'acme'})], spaces: [vault()], teams: [team('acme')]})
const common = () => world({apps: [app('shop', {team: 'acme'})], teams: [team('acme')]})
const all: Scope = {kind: 'all'}
const acme: Scope = {kind: 'team', name: 'acme'}

describe('an inherited control', () => {
  const nothing = {reason: 'nothing in scope that it applies to', status: 'not-applicable'}
  const catalog = catalogOf([gate, inherited('A'), inherited('B', {boundary: [], gates: []})])

  it('is inherited through documents where something is inside the boundary', async () => {
    const report = judge(await collectWorld(shielded(), acme), catalog, {documents: onFile()})
    for (const id of ['A', 'B'])
      assert.deepEqual(briefly(statusOf(report, id)), {
        reason: 'inside the certified boundary; on file: heroku-aoc',
        status: 'inherited',
      })
  })

  it('is not applicable to an empty account or team, whatever the documents', async () => {
    for (const [whole, scope] of [
      [world(), all],
      [world({teams: [team('acme')]}), all],
      [world({teams: [team('acme')]}), acme],
    ] as const) {
      for (const documents of [onFile(), onFile([]), []]) {
        const report = judge(await collectWorld(whole, scope), catalog, {documents})
        for (const id of ['A', 'B']) assert.deepEqual(briefly(statusOf(report, id)), nothing)
        assert.equal(report.exit.code, 3)
      }
    }
  })

  it('is not applicable where its data is declared only for apps out of scope', async () => {
    const policy = {data: {cardholder: {apps: ['pay'], by: 'ann', on: '2026-11-01'}}, documents: onFile([])}
    const of = catalogOf([gate, inherited('A'), inherited('B', {boundary: [], gates: []})], policy, 'cardholder')
    const report = judge(await collectWorld(common(), {kind: 'app', name: 'shop'}), of, policy)
    for (const id of ['A', 'B']) assert.deepEqual(briefly(statusOf(report, id)), nothing)
    const inside = judge(await collectWorld(shielded(), acme), of, {...policy, documents: onFile()})
    assert.equal(statusOf(inside, 'A').status, 'inherited')
  })

  it('covers a space without apps, unless its data is declared elsewhere', async () => {
    const whole = world({apps: [app('pay', {team: 'acme'})], spaces: [vault()], teams: [team('acme')]})
    const bare = world({spaces: [vault()], teams: [team('acme')]})
    assert.equal(
      statusOf(judge(await collectWorld(bare, acme), catalog, {documents: onFile()}), 'B').status,
      'inherited',
    )
    const policy = {data: {cardholder: {apps: ['pay'], by: 'ann', on: '2026-11-01'}}, documents: onFile()}
    const of = catalogOf([inherited('B', {boundary: [], gates: []})], policy, 'cardholder')
    assert.equal(statusOf(judge(await collectWorld(whole, acme), of, policy), 'B').status, 'inherited')
    assert.deepEqual(
      briefly(statusOf(judge(await collectWorld(bare, {kind: 'space', name: 'vault'}), of, policy), 'B')),
      nothing,
    )
  })

  it('is not treated as empty where a list of apps could not be read', async () => {
    const whole = {...world({teams: [team('acme')]}), faults: [refuse(/^\/teams\/acme\/apps$/)]}
    const report = judge(await collectWorld(whole, acme), catalog, {documents: onFile()})
    assert.equal(statusOf(report, 'A').status, 'unknown')
    assert.notEqual(statusOf(report, 'B').status, 'not-applicable')
  })

  it('becomes a question outside the boundary, which can be answered', async () => {
    const snapshot = await collectWorld(common(), acme)
    const open = {
      reason: "outside Heroku's certified boundary; show compliance another way, see GATE",
      status: 'manual',
    }
    for (const documents of [onFile(), []])
      assert.deepEqual(briefly(statusOf(judge(snapshot, catalog, {documents}), 'A')), open)
    for (const [said, status] of [
      ['yes', 'attested'],
      ['no', 'fail'],
      ['not-applicable', 'not-applicable'],
    ] as const) {
      assert.equal(
        statusOf(judge(snapshot, catalog, {answers: [answer('A', {answer: said})], documents: onFile()}), 'A').status,
        status,
      )
    }
  })

  it('is unknown where the boundary is unknown, whatever the answers', async () => {
    const whole = {
      ...shielded(),
      faults: [refuse(/^\/spaces\/vault$/), refuse(/^\/teams\/acme\/spaces$/), refuse(/^\/spaces$/)],
    }
    const report = judge(await collectWorld(whole, {kind: 'app', name: 'pay'}), catalog, {
      answers: [answer('A')],
      documents: onFile(),
    })
    assert.deepEqual(briefly(statusOf(report, 'A')), {
      reason: "may be outside Heroku's certified boundary; see GATE",
      status: 'unknown',
    })
  })

  it('needs a yes and its documents if the responsibility is shared', async () => {
    const snapshot = await collectWorld(shielded(), acme)
    const of = catalogOf([gate, inherited('S', {question: 'What of yours?', responsibility: 'shared'})])
    const status = (more: Partial<Policy>) => briefly(statusOf(judge(snapshot, of, more), 'S'))
    const documents = onFile()
    assert.deepEqual(status({documents}), {
      reason: 'inside the certified boundary; on file: heroku-aoc; a person has to answer the rest',
      status: 'manual',
    })
    assert.deepEqual(status({answers: [answer('S')]}), {reason: 'document needed: heroku-aoc', status: 'manual'})
    assert.deepEqual(status({}), {reason: 'document needed: heroku-aoc', status: 'manual'})
    const both = statusOf(judge(snapshot, of, {answers: [answer('S')], documents}), 'S')
    assert.deepEqual(briefly(both), {
      reason: 'inside the certified boundary; on file: heroku-aoc; answered yes by ann@example.com on 2026-11-01: r',
      status: 'inherited',
    })
    assert.equal(both.answer?.by, 'ann@example.com')
    assert.equal(status({answers: [answer('S', {answer: 'no'})], documents}).status, 'fail')
    assert.equal(status({answers: [answer('S', {answer: 'not-applicable'})], documents}).status, 'not-applicable')
    assert.equal(judge(snapshot, of, {answers: [answer('S', {answer: 'no'})], documents}).exit.code, 1)
  })
})

describe('a control whose source does not cover the scope', () => {
  const listed = (severity: Control['severity'], more: Partial<Control> = {}) =>
    control('LISTED', {
      severity,
      unknownWhere: [{field: 'runtimeClass', is: 'common', reason: 'newer than the list', subject: 'app'}],
      ...more,
    })
  const passing = control('P', {checks: ['apps-belong-to-a-team']})
  const ended = async (control: Control, threshold: Partial<Threshold> = {}, policy: Partial<Policy> = {}) =>
    judge(await collectWorld(common(), acme), catalogOf([passing, control]), policy, threshold).exit

  it('makes the run exit with 3 at or above the threshold, and says so', async () => {
    for (const severity of ['critical', 'high'] as const)
      assert.deepEqual(await ended(listed(severity)), {
        code: 3,
        reason: '1 control of severity high or worse could not be determined',
      })
    assert.deepEqual(await ended(listed('medium')), {
      code: 0,
      reason: 'no failure of severity high or worse; 1 control could not be determined',
    })
    assert.deepEqual(await ended(listed('medium'), {failOn: 'medium'}), {
      code: 3,
      reason: '1 control of severity medium or worse could not be determined',
    })
    assert.deepEqual(await ended(listed('high'), {allowUnknown: true}), {
      code: 0,
      reason: 'no failure of severity high or worse; 1 control could not be determined',
    })
    assert.equal(
      (await ended(listed('critical'), {}, {answers: [answer('LISTED')]})).code,
      3,
      'no answer speaks for the source',
    )
  })

  it('counts only as a failure if it fails', async () => {
    const {code, reason} = await ended(listed('high', {checks: ['apps-run-in-a-private-space']}))
    assert.deepEqual({code, reason}, {code: 1, reason: '1 failure of severity high or worse'})
  })

  it('applies to ISMAP and the newest generation', async () => {
    const fir = space('tokyo', {generation: 'fir', region: 'tokyo', team: 'acme'})
    const report = judge(
      await collectWorld(
        world({apps: [app('pay', {space: fir, team: 'acme'})], spaces: [fir], teams: [team('acme')]}),
        {
          kind: 'app',
          name: 'pay',
        },
      ),
      loadCatalog(['ismap']),
    )
    assert.ok(controlsOf(report).some(({severity, status}) => status === 'unknown' && severity === 'critical'))
    assert.equal(report.exit.code, 3)
    assert.match(report.exit.reason, /controls? of severity high or worse could not be determined/)
  })
})

describe('a recovery target', () => {
  const strict = control('R', {kind: 'manual', targets: {rpoHours: 4, rtoHours: 12}})
  const passing = control('P', {checks: ['apps-belong-to-a-team']})

  it("fails the run if it exceeds the platform's, without naming an answer", async () => {
    const report = judge(await collectWorld(common(), acme), catalogOf([passing, strict]), {recovery: {rtoHours: 1}})
    assert.deepEqual(briefly(statusOf(report, 'R')), {
      reason: 'the policy asks for recovery within 1 hour, but the platform aims at 12',
      status: 'fail',
    })
    assert.deepEqual(report.exit, {
      code: 1,
      reason: '1 control with unmet recovery targets of severity high or worse',
    })
  })

  it('passes where somebody says how it is met, but not for some apps alone', async () => {
    const snapshot = await collectWorld(
      world({apps: [app('shop', {team: 'acme'}), app('web', {team: 'acme'})], teams: [team('acme')]}),
      acme,
    )
    const ended = (...apps: readonly string[]) =>
      judge(snapshot, catalogOf([passing, strict]), {answers: [answer('R', {apps})], recovery: {rtoHours: 1}})
    assert.deepEqual([statusOf(ended('*'), 'R').status, ended('*').exit.code], ['attested', 0])
    assert.deepEqual([statusOf(ended('shop'), 'R').status, ended('shop').exit.code], ['fail', 1])
  })

  it('is distinguished from an answer of no', async () => {
    const report = judge(await collectWorld(common(), acme), catalogOf([passing, strict]), {
      answers: [answer('R', {answer: 'no'})],
      recovery: {rtoHours: 1},
    })
    assert.equal(report.exit.reason, '1 control answered no of severity high or worse')
  })
})

describe('joined scopes', () => {
  const members = control('M', {checks: ['team-members-use-mfa'], kind: 'automatic', question: undefined as never})
  const own = control('T', {checks: ['account-uses-mfa'], kind: 'automatic', question: undefined as never})
  const catalog = catalogOf([members, own])
  const joinedWorld = (): World => {
    const [mine, theirs] = [space('vault', {team: 'acme'}), space('lair', {team: 'other'})]
    return world({
      apps: [
        app('pay', {space: mine, team: 'acme'}),
        app('shop', {team: 'acme'}),
        app('lab', {team: 'other'}),
        app('den', {space: theirs, team: 'other'}),
        app('mine'),
      ],
      pipelines: [pipeline('flow', {stages: {lab: 'staging', shop: 'production'}})],
      spaces: [mine, theirs],
      teams: [team('acme'), team('other')],
    })
  }

  /** Of each scope: the teams whose people it judges, and the teams of its apps. */
  const scopes: ReadonlyArray<readonly [Scope, judged: readonly string[], held: readonly string[]]> = [
    [acme, ['acme'], ['acme']],
    [{kind: 'team', name: 'other'}, ['other'], ['other']],
    [{kind: 'space', name: 'vault'}, ['acme'], ['acme']],
    [{kind: 'space', name: 'lair'}, ['other'], ['other']],
    [{kind: 'app', name: 'pay'}, [], ['acme']],
    [{kind: 'app', name: 'shop'}, [], ['acme']],
    [{kind: 'app', name: 'lab'}, [], ['other']],
    [{kind: 'app', name: 'mine'}, [], []],
    [{kind: 'pipeline', name: 'flow'}, [], ['acme', 'other']],
    [all, ['acme', 'other'], ['acme', 'other']],
  ]

  async function joinedOf(chosen: readonly Scope[], whole = joinedWorld()): Promise<Report> {
    const parts = await Promise.all(chosen.map(scope => collectWorld(whole, scope)))
    const facts = [...new Map(parts.flatMap(part => part.facts.map(fact => [fact.path, fact] as const))).values()]
    return judge({...(parts[0] ?? assert.fail()), facts, scopes: chosen}, catalog)
  }

  it("of a team and another team's app decide nothing about the other team's people", async () => {
    const report = await joinedOf([acme, {kind: 'app', name: 'lab'}])
    assert.deepEqual(briefly(statusOf(report, 'M')), {reason: 'assessed only with --team', status: 'manual'})
    assert.equal(statusOf(await joinedOf([acme, {kind: 'app', name: 'shop'}]), 'M').status, 'pass')
    assert.equal(statusOf(await joinedOf([acme, {kind: 'app', name: 'mine'}]), 'M').status, 'pass')
  })

  it('cover the account if one of them does', async () => {
    assert.deepEqual(briefly(statusOf(await joinedOf([acme, {kind: 'app', name: 'lab'}]), 'T')), {
      reason: 'assessed only with --all',
      status: 'manual',
    })
    assert.notEqual(statusOf(await joinedOf([acme, all]), 'T').status, 'manual')
  })

  it('leave controls about people open where an app or a list of apps could not be read', async () => {
    for (const fault of [/^\/apps\/shop$/, /^\/pipelines\/[^/]+\/pipeline-couplings$/]) {
      const scope: Scope = fault.source.includes('coupling')
        ? {kind: 'pipeline', name: 'flow'}
        : {kind: 'app', name: 'shop'}
      const whole = joinedWorld()
      const [people, apps] = [
        await collectWorld(whole, {kind: 'team', name: 'other'}),
        await collectWorld({...whole, faults: [refuse(fault, 500)]}, scope),
      ]
      const report = judge(
        {
          ...people,
          facts: [...apps.facts, ...people.facts.filter(({path}) => !apps.facts.some(fact => fact.path === path))],
          scopes: [{kind: 'team', name: 'other'}, scope],
        },
        catalog,
      )
      assert.equal(statusOf(report, 'M').status, 'manual', fault.source)
    }
  })

  it('pass a control about people only where every team of their apps was judged', async () => {
    const dice = chance(13)
    let passed = 0
    for (let round = 0; round < 40; round++) {
      const chosen = [...new Set(Array.from({length: 1 + dice.below(3)}, () => dice.pick(scopes)))]
      const judged = new Set(chosen.flatMap(([, teams]) => teams))
      const isWhole =
        judged.size > 0 &&
        chosen.every(
          ([{kind}, , held]) => (kind !== 'app' && kind !== 'pipeline') || held.every(name => judged.has(name)),
        )
      const report = await joinedOf(chosen.map(([scope]) => scope))
      assert.equal(statusOf(report, 'M').status, isWhole ? 'pass' : 'manual', JSON.stringify(chosen))
      passed += isWhole ? 1 : 0
    }

    assert.ok(passed > 5 && passed < 35, `${passed} of 40`)
  })
})
