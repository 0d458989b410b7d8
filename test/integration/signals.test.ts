import assert from 'node:assert/strict'

import type {Catalog} from '../../src/catalog/catalog.js'
import type {Control} from '../../src/model/framework.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {narrowResponse} from '../../src/catalog/response-schema.js'
import {collectSnapshot} from '../../src/snapshot/collect-snapshot.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {requestsTo} from '../../tools/sample.js'
import {NOW} from '../fixtures/build.js'
import {sample} from '../fixtures/sample.js'

const judging = {allowUnknown: false, failOn: 'high', scopeKind: 'sample', version: '0.0.0'} as const

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

/** A catalog of one framework with these controls. */
function catalog(...controls: readonly Control[]): Catalog {
  const framework = {
    aliases: [],
    controls,
    documents: {},
    id: 'own',
    sources: {own: {title: 'Own'}},
    title: 'Own',
    version: '1',
  }
  return loadCatalog([], [{checks: [], framework}])
}

describe('signals', () => {
  it('are collected, judged and reported with their control', async () => {
    const own = catalog(control('A', {signals: ['apps-were-built-recently', 'log-drains-are-encrypted']}))
    assert.deepEqual(
      own.checks.map(({id}) => id),
      ['apps-were-built-recently', 'log-drains-are-encrypted'],
    )
    const snapshot = await collectSnapshot(
      {kind: 'all'},
      own,
      {
        clock: {now: () => Date.parse(NOW), random: () => 0.5, sleep: async () => {}},
        get: requestsTo(sample()),
        narrow: narrowResponse,
        onBudget() {},
        onProgress() {},
        onRateLimit() {},
        rateFloor: 0,
      },
      '0.0.0',
    )
    const kinds = new Set(snapshot.facts.map(({kind}) => kind))
    assert.ok(kinds.has('builds') && kinds.has('logDrains'), [...kinds].join(' '))
    const {frameworks, observations} = assessSnapshot(snapshot, own, judging)
    assert.deepEqual(frameworks[0]?.controls[0]?.signals, ['apps-were-built-recently', 'log-drains-are-encrypted'])
    assert.ok(observations.some(({verdict}) => verdict === 'fail'))
    for (const {controls, signals} of observations)
      assert.deepEqual({controls, signals}, {controls: [], signals: [{control: 'A', framework: 'own'}]})
  })

  it('are distinguished from violations in the controls of an observation', () => {
    const own = catalog(
      control('A', {checks: ['log-drains-are-encrypted'], signals: ['apps-have-a-log-drain']}),
      control('B', {signals: ['log-drains-are-encrypted']}),
    )
    const {frameworks, observations} = assessSnapshot(loadSample(), own, judging)
    const of = (check: string) => observations.filter(observation => observation.check === check)
    assert.deepEqual(
      frameworks[0]?.controls.map(({signals}) => signals),
      [['apps-have-a-log-drain'], ['log-drains-are-encrypted']],
    )
    for (const {controls, signals} of of('log-drains-are-encrypted'))
      assert.deepEqual(
        {controls, signals},
        {controls: [{control: 'A', framework: 'own'}], signals: [{control: 'B', framework: 'own'}]},
      )
    for (const {controls, signals} of of('apps-have-a-log-drain'))
      assert.deepEqual({controls, signals}, {controls: [], signals: [{control: 'A', framework: 'own'}]})
    assert.ok(of('apps-have-a-log-drain').length > 0 && of('log-drains-are-encrypted').length > 0)
  })

  it('never decide a control, but are named while it is open', () => {
    const own = catalog(
      control('A', {signals: ['log-drains-are-encrypted', 'apps-belong-to-a-team']}),
      control('B', {checks: ['apps-belong-to-a-team'], signals: ['log-drains-are-encrypted']}),
      control('C', {kind: 'manual', signals: ['log-drains-are-encrypted']}),
    )
    const report = assessSnapshot(loadSample(), own, {...judging, failOn: 'low'})
    const controls = report.frameworks[0]?.controls ?? assert.fail()
    assert.deepEqual(
      controls.map(({status}) => status),
      ['manual', 'fail', 'manual'],
    )
    const [withoutChecks, withCheck, manual] = controls.map(({reason}) => reason)
    assert.equal(withoutChecks, 'a person has to answer; worth a look: log-drains-are-encrypted, apps-belong-to-a-team')
    assert.equal(withCheck?.includes('worth a look'), false)
    assert.equal(manual, 'a person has to answer; worth a look: log-drains-are-encrypted')
    const answered = assessSnapshot(loadSample(), own, {
      ...judging,
      policy: {
        files: [],
        policy: {
          allow: {},
          answers: [
            {
              answer: 'yes',
              apps: ['*'],
              by: 'ann@example.com',
              control: 'A',
              framework: 'own',
              on: '2026-11-01',
              reason: 'r',
            },
          ],
        },
        sha256: '0',
      },
    })
    assert.deepEqual(answered.frameworks[0]?.controls.map(({reason, status}) => [status, reason])[0], [
      'attested',
      'answered yes by ann@example.com on 2026-11-01: r',
    ])
  })

  it('never fail a run; a run of signals alone has assessed nothing', () => {
    const failing = (...controls: readonly Control[]) =>
      assessSnapshot(loadSample(), catalog(...controls), {...judging, allowUnknown: true, failOn: 'low'})
    const aside = failing(control('A', {signals: ['log-drains-are-encrypted']}))
    assert.ok(aside.observations.some(({severity, verdict}) => verdict === 'fail' && severity === 'high'))
    assert.deepEqual(aside.exit, {code: 3, reason: 'nothing could be assessed'})
    const beside = failing(control('A', {checks: ['account-uses-mfa'], signals: ['log-drains-are-encrypted']}))
    assert.equal(beside.exit.code, 0)
    assert.match(beside.exit.reason, /\d+ worth a look$/)
    assert.equal(
      failing(control('A', {checks: ['log-drains-are-encrypted'], signals: ['account-uses-mfa']})).exit.code,
      1,
    )
    const boundary = failing(
      control('A', {boundary: ['log-drains-are-encrypted'], documents: ['d'], kind: 'inherited'}),
      control('B', {checks: ['account-uses-mfa']}),
    )
    assert.equal(boundary.exit.code, 0)
  })

  it('are absent from an observation that only decides controls', () => {
    const {observations} = assessSnapshot(
      loadSample(),
      catalog(control('A', {checks: ['log-drains-are-encrypted']})),
      judging,
    )
    assert.ok(observations.length > 0)
    assert.deepEqual(
      observations.filter(observation => Object.hasOwn(observation, 'signals')),
      [],
    )
  })
})
