import assert from 'node:assert/strict'

import type {Violation, Observation} from '../../src/model/observation.js'
import type {Report} from '../../src/model/report.js'
import type {Fact, Snapshot} from '../../src/model/snapshot.js'

import {loadCatalog, readChecks, readFields} from '../../src/catalog/catalog.js'
import {worsening} from '../../src/compare/worsening.js'
import {isWorse} from '../../src/model/comparison.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {compare, expectations, item} from './support.js'

const day = 86_400_000
type Kind = Observation['subject']['kind']

const failure = (kind: Kind, ...because: Violation[]) => item('1', 'fail', {because, subject: {kind}})
const because = (field: string, value: Violation['value'], must: Violation['must']): Violation => ({field, must, value})
const certificate = (value: number) => failure('certificate', because('daysLeft', value, {minimum: 14}))
const build = (value: number) => failure('app', because('buildAgeDays', value, {maximum: 30}))
const worsened = (before: Observation, after: Observation, elapsed = 0) =>
  worsening(before, after, elapsed, expectations)

describe('worsening', () => {
  it('is further if the value is further from what is expected, and not the other way', () => {
    for (const [kind, field, must, was, now] of [
      ['space', 'largestTrustedRange', {maximum: 16_777_216}, 67_108_864, 4_294_967_296],
      ['app', 'foreignBuildpacks', {maxItems: 0}, ['a'], ['a', 'b']],
      ['team', 'adminCount', {maximum: 5}, 6, 7],
      ['app', 'runtimeClass', {const: 'shield'}, 'private', 'common'],
      ['addon', 'logStatement', {enum: ['none', 'ddl']}, 'mod', 'all'],
    ] as const) {
      const [before, after] = [failure(kind, because(field, was, must)), failure(kind, because(field, now, must))]
      assert.equal(worsened(before, after), 'further', field)
      assert.equal(worsened(after, before), 'nearer', field)
      assert.equal(worsened(after, after), 'level', field)
    }
  })

  it('uses the order of values only if the dictionary has one', () => {
    const scheme = (value: string) => failure('addon', because('backups', value, {const: 'scheduled'}))
    assert.equal(worsened(scheme('none'), scheme('of its leader')), 'level')
    assert.equal(
      worsened(
        failure('app', because('logStatement', 'mod', {const: 'none'})),
        failure('app', because('logStatement', 'all', {const: 'none'})),
      ),
      'level',
    )
  })

  it('is measured by what is expected now', () => {
    const admins = (value: number, maximum: number) => failure('team', because('adminCount', value, {maximum}))
    assert.equal(worsened(admins(6, 5), admins(6, 3)), 'level')
    assert.equal(worsened(admins(6, 5), admins(7, 3)), 'further')
    assert.equal(worsened(admins(9, 2), admins(8, 3)), 'nearer')
  })

  it('is past its date once days fall below zero', () => {
    assert.equal(worsened(certificate(9), certificate(-0.83), 9.83 * day), 'past its date')
    assert.equal(worsened(certificate(0), certificate(-0.01), 0.01 * day), 'past its date')
    assert.equal(worsened(certificate(0.5), certificate(0), 0.5 * day), 'level')
    assert.equal(worsened(certificate(-0.01), certificate(-9), 8.99 * day), 'level')
    assert.equal(worsened(certificate(-1), certificate(9), day), 'nearer')
    assert.equal(
      worsened(
        failure('addon', because('daysUntilEndOfLife', 1, {minimum: 30})),
        failure('addon', because('daysUntilEndOfLife', -1, {minimum: 30})),
        2 * day,
      ),
      'past its date',
    )
  })

  it("isn't worse by the passing of time alone", () => {
    assert.equal(worsened(certificate(13), certificate(6), 7 * day), 'level')
    assert.equal(worsened(certificate(13), certificate(5.01), 7 * day), 'level')
    assert.equal(worsened(certificate(13), certificate(5), 7 * day), 'further')
    assert.equal(worsened(certificate(13), certificate(7), 7 * day), 'nearer')
    assert.equal(worsened(certificate(13), certificate(6.99), 7 * day), 'level')
    assert.equal(worsened(build(40), build(47), 7 * day), 'level')
    assert.equal(worsened(build(40), build(48), 7 * day), 'further')
    assert.equal(worsened(build(40), build(33), 0), 'nearer')
    // An age has no date that it could cross.
    const early = (value: number) => failure('app', because('buildAgeDays', value, {maximum: -9}))
    assert.equal(worsened(early(1), early(-1)), 'nearer')
  })

  it('applies the clock to days only', () => {
    const admins = (value: number) => failure('team', because('adminCount', value, {maximum: 5}))
    assert.equal(worsened(admins(6), admins(7), 30 * day), 'further')
    const other = (value: number) => failure('team', because('daysLeft', value, {minimum: 14}))
    assert.equal(worsened(other(9), other(8), day), 'further')
  })

  it('treats an invalid time as no time passed', () => {
    assert.equal(worsened(certificate(13), certificate(6), Number.NaN), 'further')
  })

  it("ignores the clock for values that aren't numbers", () => {
    const left = (value: null | number) =>
      failure('certificate', because('daysLeft', value, {minimum: 14, not: {const: null}}))
    assert.equal(worsened(left(null), left(-1)), 'nearer')
    assert.equal(worsened(left(5), left(null)), 'further')
    assert.equal(worsened(left(5), left(null), 5 * day), 'further')
  })

  it('is level without violations', () => {
    const silent = item('1', 'fail', {subject: {kind: 'team'}})
    assert.equal(worsened(failure('team', because('adminCount', 6, {maximum: 5})), silent), 'level')
    assert.equal(worsened(silent, failure('team', because('adminCount', 6, {maximum: 5}))), 'further')
  })

  it('is the worst of several fields', () => {
    const [a, b] = [because('adminCount', 6, {maximum: 5}), because('adminCount', 7, {maximum: 5})]
    const [c, d] = [because('x', 5, {minimum: 9}), because('x', 6, {minimum: 9})]
    assert.equal(worsened(failure('team', a, c), failure('team', b, d)), 'further')
    assert.equal(worsened(failure('team', a, c), failure('team', d)), 'nearer')
    assert.equal(
      worsened(
        failure('certificate', because('daysLeft', 1, {minimum: 14}), a),
        failure('certificate', because('daysLeft', -1, {minimum: 14}), b),
      ),
      'past its date',
    )
    assert.equal(worsened(failure('team', a), failure('team')), 'level')
  })

  it('is further if an earlier clause is violated, and level if a later one is', () => {
    const boot = (field: string) => ({...failure('addon', because(field, true, {const: false})), check: 'two'})
    const known = {
      ...expectations,
      testedFields: (check: string) => (check === 'two' ? ['first', 'second', 'third'] : undefined),
    }
    const by = (before: Observation, after: Observation) => worsening(before, after, 0, known)
    assert.equal(by(boot('second'), boot('first')), 'further')
    assert.equal(by(boot('first'), boot('second')), 'level')
    assert.equal(by(boot('first'), boot('elsewhere')), 'further')
    assert.equal(by(boot('elsewhere'), boot('second')), 'further')
    assert.equal(by({...boot('second'), check: 'own'}, {...boot('third'), check: 'own'}), 'further')
    const older = {
      ...failure('addon', because('first', true, {const: false}), because('third', true, {const: false})),
      check: 'two',
    }
    assert.equal(by(older, boot('second')), 'level')
  })

  it('has the clauses of every bundled check', () => {
    for (const {id, must} of readChecks()) assert.deepEqual(expectations.testedFields(id), Object.keys(must))
    assert.equal(expectations.testedFields('nobody-knows'), undefined)
    assert.equal(expectations.fieldEntry('app', 'toString'), undefined)
  })

  it('has a clock for every count of days', () => {
    const fields = Object.entries(readFields()).flatMap(([kind, all]) =>
      Object.entries(all).map(([name, entry]) => ({...entry, name: `${kind}.${name}`})),
    )
    const days = fields.filter(({unit}) => unit === 'days')
    assert.deepEqual(
      days.filter(({clock}) => clock === undefined).map(({name}) => name),
      [],
    )
    assert.deepEqual(
      days.filter(({clock, name}) => clock !== (/Left$|Until/.test(name) ? 'falls' : 'rises')).map(({name}) => name),
      [],
    )
    assert.deepEqual(
      fields.filter(({clock, unit}) => clock !== undefined && unit !== 'days').map(({name}) => name),
      [],
    )
  })
})

describe('worsening of real reports', () => {
  const snapshot = loadSample()
  const catalog = loadCatalog(['all'])
  const report = (of: Snapshot, now?: string): Report =>
    assessSnapshot(of, catalog, {
      allowUnknown: false,
      failOn: 'high',
      scopeKind: 'sample',
      version: '1',
      ...(now === undefined ? {} : {now}),
    })
  const having = (path: string, change: (body: never) => unknown): Snapshot => {
    assert.ok(
      snapshot.facts.some(fact => fact.path === path && fact.body),
      path,
    )
    return {
      ...snapshot,
      facts: snapshot.facts.map(fact =>
        fact.path === path ? ({...fact, body: change(fact.body as never)} as Fact) : fact,
      ),
    }
  }
  const worse = (before: Report, after: Report) => {
    const comparison = compare(before, after)
    return {
      isWorse: isWorse(comparison),
      worsened: comparison.worsened.map(({check, moved, subject}) => `${check} ${subject.name} ${moved ?? ''}`),
    }
  }

  it('is worse for trusted IPs from /6 to all, and not the other way', () => {
    const trusting = (source: string) =>
      report(
        having('/spaces/quill-desk/inbound-ruleset', (ruleset: object) => ({
          ...ruleset,
          rules: [{action: 'allow', source}],
        })),
      )
    const [some, all] = [trusting('4.0.0.0/6'), trusting('0.0.0.0/0')]
    assert.deepEqual(worse(some, all), {isWorse: true, worsened: ['trusted-ips-are-not-open quill-desk further']})
    assert.deepEqual(worse(all, some), {isWorse: false, worsened: []})
    const exit = assessSnapshot(
      having('/spaces/quill-desk/inbound-ruleset', (ruleset: object) => ruleset),
      catalog,
      {allowUnknown: false, baseline: some, failOn: 'high', scopeKind: 'sample', version: '1'},
    )
    assert.equal(exit.exit.code, 1)
    assert.deepEqual(
      exit.baseline?.worsened?.map(({check}) => check),
      ['trusted-ips-are-not-open'],
    )
  })

  it('is worse for a second foreign buildpack', () => {
    const more = report(
      having('/apps/fee-tables/buildpack-installations', (rows: unknown[]) => [
        ...rows,
        {buildpack: {name: 'x', url: 'https://github.com/mallory/pack'}, ordinal: 9},
      ]),
    )
    assert.deepEqual(worse(report(snapshot), more), {
      isWorse: true,
      worsened: ['apps-use-official-buildpacks fee-tables further'],
    })
    assert.equal(worse(more, report(snapshot)).isWorse, false)
  })

  it('is no worse a day later, and worse once a certificate has expired', () => {
    const [at, later, expired] = [
      report(snapshot),
      report(snapshot, '2026-11-21T12:00:00.000Z'),
      report(snapshot, '2026-11-30T12:00:00.000Z'),
    ]
    assert.deepEqual(worse(at, later), {isWorse: false, worsened: []})
    assert.ok(worse(later, expired).worsened.includes('certificates-are-renewed-in-time jurassic-5541 past its date'))
  })

  it('is level for the same value', () => {
    assert.deepEqual(worse(report(snapshot), report(snapshot)), {isWorse: false, worsened: []})
  })
})
