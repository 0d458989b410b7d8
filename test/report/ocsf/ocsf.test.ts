import assert from 'node:assert/strict'

import type {Report} from '../../../src/model/report.js'

import {rendered} from '../rendering.js'
import {controlOf, failingObservation, frameworkOf, observationOf, reportOf} from '../terminal/support.js'

interface Finding {
  readonly compliance: {
    readonly checks?: ReadonlyArray<{readonly status_id: number; readonly uid: string}>
    readonly control?: string
    readonly requirements: readonly string[]
    readonly standards: readonly string[]
  }
  readonly finding_info: {
    readonly last_seen_time: number
    readonly types: readonly string[]
    readonly uid: string
    readonly uid_alt?: string
  }
  readonly metadata: {readonly correlation_uid: string; readonly event_code: string; readonly uid: string}
  readonly time: number
  readonly unmapped: {readonly scope: unknown}
}

const findingsOf = async (report: Report) => JSON.parse(await rendered('ocsf', report)) as readonly Finding[]

const refs = [{control: '1.1', framework: 'pci-dss-4.0.1'}]
const reportAbout = (app: string, overrides: Partial<Report> = {}) =>
  reportOf([failingObservation(app, {check: 'a', controls: refs})], {
    frameworks: [frameworkOf([controlOf({id: '1.1', status: 'fail'})])],
    scope: {apps: [app], kind: 'app', name: app},
    ...overrides,
  })
const uids = (findings: readonly Finding[]) => findings.map(({finding_info: {uid}}) => uid)
const events = (findings: readonly Finding[]) => findings.map(({metadata: {uid}}) => uid)
const runs = (findings: readonly Finding[]) => new Set(findings.map(({metadata: {correlation_uid: run}}) => run))

describe('OCSF', () => {
  it('identifies a finding by its scope, with the same id in each run', async () => {
    const later = await findingsOf(reportAbout('x', {generatedAt: '2026-11-21T12:00:30.000Z'}))
    assert.deepEqual(uids(later), ['app/x:a:app/x', 'app/x:pci-dss-4.0.1/1.1'])
    assert.deepEqual(uids(await findingsOf(reportAbout('x'))), uids(later))
    assert.deepEqual(uids(await findingsOf(reportAbout('y'))), ['app/y:a:app/y', 'app/y:pci-dss-4.0.1/1.1'])
  })

  it('tells the accounts apart where the scope has no name', async () => {
    const of = async (email?: string) => {
      const snapshot = {
        collectedAt: '2026-11-20T12:00:30.000Z',
        sha256: '0'.repeat(64),
        ...(email && {caller: {email}}),
      }
      return uids(await findingsOf(reportAbout('x', {scope: {apps: ['x'], kind: 'all'}, snapshot})))[1]
    }
    assert.equal(await of('ann@example.com'), 'all/ann%40example.com:pci-dss-4.0.1/1.1')
    assert.equal(await of(), 'all:pci-dss-4.0.1/1.1')
  })

  it('recognizes an observation in another scope', async () => {
    const [ofTeam] = await findingsOf(reportAbout('x', {scope: {apps: ['x'], kind: 'team', name: 'sales'}}))
    const [ofApp, control] = await findingsOf(reportAbout('x'))
    assert.equal(ofTeam?.finding_info.uid_alt, 'a:app/x')
    assert.equal(ofApp?.finding_info.uid_alt, ofTeam.finding_info.uid_alt)
    assert.equal(control?.finding_info.uid_alt, undefined)
  })

  it('identifies each event and its run, the same each time that a report is written', async () => {
    const first = await findingsOf(reportAbout('x'))
    assert.equal(new Set(events(first)).size, 2)
    assert.equal(runs(first).size, 1)
    assert.deepEqual(events(await findingsOf(reportAbout('x'))), events(first))
    const others = [
      reportAbout('x', {generatedAt: '2026-11-21T12:00:30.000Z'}),
      reportAbout('x', {snapshot: {collectedAt: '2026-11-20T12:00:30.000Z', sha256: '1'.repeat(64)}}),
      reportAbout('x', {policy: {files: [], sha256: '2'.repeat(64)}}),
      reportAbout('x', {only: ['a']}),
      reportAbout('x', {frameworks: [frameworkOf([controlOf({id: '1.1', status: 'fail'})], {id: 'own'})]}),
      reportAbout('y'),
    ]
    for (const other of others) {
      const findings = await findingsOf(other)
      assert.ok([...runs(findings)].every(run => !runs(first).has(run)))
      assert.ok(events(findings).every(event => !events(first).includes(event)))
    }
  })

  it('gives an attribute one meaning for observations and controls', async () => {
    const [observation, control] = await findingsOf(reportAbout('x'))
    assert.deepEqual(observation?.compliance.requirements, ['pci-dss-4.0.1 1.1'])
    assert.deepEqual(control?.compliance.requirements, observation.compliance.requirements)
    assert.deepEqual(observation.compliance.standards, ['PCI DSS 4.0.1'])
    assert.deepEqual(control.compliance.standards, observation.compliance.standards)
    assert.equal(observation.compliance.control, undefined)
    assert.equal(control.compliance.control, 'PCI DSS 4.0.1 1.1 Someone answers')
    assert.deepEqual(
      observation.compliance.checks?.map(({status_id: status, uid}) => [uid, status]),
      [['a', 3]],
    )
    assert.equal(control.compliance.checks, undefined)
    assert.deepEqual(
      [observation, control].map(({finding_info: {types}, metadata: {event_code: code}}) => [types[1], code]),
      [
        ['observation', 'a'],
        ['control', 'pci-dss-4.0.1/1.1'],
      ],
    )
  })

  it('names the controls that a check is a signal for, whether it fails or passes', async () => {
    const parts = {controls: [], signals: refs}
    const findings = await findingsOf(reportOf([observationOf(parts), failingObservation('x', parts)]))
    for (const {compliance} of findings) assert.deepEqual(compliance.requirements, ['pci-dss-4.0.1 1.1'])
  })

  it('says when it was assessed, when it was seen, and in which scope', async () => {
    const snapshot = {collectedAt: '2026-11-19T12:00:30.000Z', sha256: '0'.repeat(64)}
    for (const {finding_info: info, time, unmapped} of await findingsOf(reportAbout('x', {snapshot}))) {
      assert.equal(time - info.last_seen_time, 24 * 60 * 60 * 1000)
      assert.deepEqual(unmapped.scope, {kind: 'app', name: 'x'})
    }
  })
})
