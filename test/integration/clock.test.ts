import assert from 'node:assert/strict'

import type {Get} from '../../src/api/http.js'
import type {Policy} from '../../src/model/policy.js'
import type {Report} from '../../src/model/report.js'
import type {Snapshot} from '../../src/model/snapshot.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {snapshotErrors} from '../../src/catalog/validate-snapshot.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {sample} from '../fixtures/sample.js'
import {rich} from './rich.js'
import {collectWith, now, rememberOutcomes} from './run.js'

const frameworks = ['all']
const everything = {kind: 'all'} as const
const day = 86_400_000

/** Answers that carry the date of a clock that is so far from the one of the run. */
const dated =
  (get: Get, ms: number): Get =>
  async question => {
    const outcome = await get(question)
    const date = new Date(now + ms).toUTCString()
    return 'response' in outcome
      ? {response: {...outcome.response, headers: {...outcome.response.headers, date}}}
      : outcome
  }

const read = (ms: number, world = rich()): Promise<Snapshot> =>
  collectWith(dated(rememberOutcomes(world), ms), everything, loadCatalog(frameworks))

function assess(snapshot: Snapshot, policy: Policy, at?: string): Report {
  return assessSnapshot(snapshot, loadCatalog(frameworks, [], policy), {
    allowUnknown: false,
    failOn: 'high',
    policy: {files: ['compliance.yml'], policy, sha256: '0'},
    scopeKind: 'all',
    version: '0.0.0',
    ...(at === undefined ? {} : {now: at}),
  })
}

/** Days on which different things are in force. */
const days = ['2015-01-01', '2026-11-20', '2026-12-31', '2028-01-01', '2035-01-01', '2099-01-01'].map(
  date => `${date}T12:00:00.000Z`,
)

const decided: Policy = {
  allow: {addonServices: [{expires: '2030-01-01', name: 'papertrail'}]},
  answers: [{answer: 'yes', apps: ['*'], by: 'ann', control: '1.2.4', framework: 'pci', on: '2026-11-01', reason: 'r'}],
  documents: [
    {expires: '2030-01-01', id: 'heroku-pci-aoc', issued: '2026-10-01', issuer: 'i', services: ['*'], version: '4.0.1'},
  ],
  waivers: [
    {
      approvedBy: 'bob',
      by: 'ann',
      check: 'apps-run-in-a-shield-space',
      expires: '2026-12-10',
      reason: 'r',
      subjects: ['*'],
    },
  ],
}

const statuses = ({frameworks}: Report) =>
  frameworks.flatMap(({controls, id}) => controls.map(control => [id, control.id, control.status]))

describe('a wrong clock', () => {
  it('is tolerated up to five minutes', async () => {
    for (const ms of [0, 300_000, -300_000]) {
      const snapshot = await read(ms)
      assert.ok(!('clockSkew' in snapshot))
      assert.ok(!assess(snapshot, decided).notices.some(({id}) => id === 'clock-is-off'))
    }
  })

  it('is recorded in the snapshot and in a notice', async () => {
    for (const [ms, skew] of [
      [301_000, -301],
      [-301_000, 301],
      [11 * 365 * day, -11 * 365 * 86_400],
    ] as const) {
      const snapshot = await read(ms)
      assert.equal(snapshot.clockSkew, skew)
      assert.deepEqual(snapshotErrors(JSON.parse(snapshotText(snapshot))), [])
      assert.equal(assess(snapshot, decided).notices.filter(({id}) => id === 'clock-is-off').length, 1)
    }
  })

  it('is told from old facts, whose age is in days', async () => {
    const snapshot = await read(0)
    for (const [days, text] of [
      [1, '1 day before'],
      [2, '2 days before'],
    ] as const) {
      const at = new Date(now + (days + 0.5) * day).toISOString()
      const notice = assess(snapshot, decided, at).notices.find(({id}) => id === 'snapshot-is-old')
      assert.match(notice?.text ?? '', new RegExp(`collected ${text} `))
    }
  })

  for (const [name, world] of [
    ['rich', rich],
    ['sample', () => ({...sample(), faults: []})],
  ] as const)
    it(`decides nothing that depends on the date, in ${name}`, async () => {
      const [good, off] = [await read(0, world()), await read(400 * day, world())]
      const reports = days.map(at => assess(off, decided, at))
      const [first] = reports
      assert.ok(first)
      for (const report of reports) {
        assert.deepEqual(report.observations, first.observations)
        assert.deepEqual(statuses(report), statuses(first))
      }

      // By a correct clock the days make a difference.
      const known = days.map(at => assess(good, decided, at))
      assert.ok(new Set(known.map(report => JSON.stringify(report.observations))).size > 2)
      const before = new Map(
        known[1]?.observations.map(observation => [
          `${observation.check} ${observation.subject.id} ${observation.subject.name}`,
          observation,
        ]),
      )
      const changed = first.observations.filter(
        observation =>
          before.get(`${observation.check} ${observation.subject.id} ${observation.subject.name}`)?.verdict !==
          observation.verdict,
      )
      assert.ok(changed.length > 0)
      for (const {check, gaps, verdict} of changed) {
        assert.equal(verdict, 'unknown', check)
        assert.ok(
          gaps?.some(({detail, reason}) => reason === 'disagree' && detail?.includes('clock')),
          check,
        )
      }
    })

  it('invalidates waivers, documents and answers, except those that admit a failure', async () => {
    const [good, off] = [await read(0), await read(-400 * day)]
    const waived = (snapshot: Snapshot) =>
      assess(snapshot, decided).observations.filter(({waiver}) => waiver !== undefined).length
    assert.ok(waived(good) > 0)
    assert.equal(waived(off), 0)
    const status = (snapshot: Snapshot, answer: 'no' | 'yes') => {
      const policy: Policy = {...decided, answers: decided.answers?.map(item => ({...item, answer})) ?? []}
      return statuses(assess(snapshot, policy)).find(
        ([framework, control]) => framework === 'pci-dss-4.0.1' && control === '1.2.4',
      )?.[2]
    }
    assert.notEqual(status(good, 'yes'), status(off, 'yes'))
    assert.equal(status(good, 'no'), 'fail')
    assert.equal(status(off, 'no'), 'fail')
    assert.ok(!statuses(assess(off, decided)).some(([, , item]) => item === 'answered'))
  })
})
