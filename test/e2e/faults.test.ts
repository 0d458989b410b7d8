import assert from 'node:assert/strict'

import type {GapReason} from '../../src/model/gap.js'
import type {Report} from '../../src/model/report.js'
import type {Fault, FaultRule} from '../fixtures/types.js'

import {app, team, world} from '../fixtures/build.js'
import {withServer, reportOf} from './run.js'
import {compliantWorld} from './worlds.js'

const args = [
  'compliance:check',
  '--app',
  'calm',
  '--framework',
  'pci',
  '--framework',
  'cjis',
  '--json',
  '--now',
  '2026-11-20T12:05:00Z',
]
const path = '/apps/calm/formation'
const verdicts = ({observations}: Report) =>
  new Map(observations.map(({check, subject, verdict}) => [`${check} ${subject.name}`, verdict]))

const outcomes: ReadonlyArray<readonly [string, Fault, GapReason, number | undefined]> = [
  ['403', {status: 403}, 'forbidden', 403],
  ['404', {status: 404}, 'not-found', 404],
  ['402', {status: 402}, 'payment-required', 402],
  ['500', {status: 500}, 'server-error', 500],
  ['an HTML page with 503', 'html-503', 'server-error', 503],
  ['JSON that breaks off', 'truncated-json', 'malformed', undefined],
  ['a connection that is reset', 'reset', 'unreachable', undefined],
  ['a redirect', {headers: {Location: 'https://elsewhere.example.com/'}, status: 302}, 'malformed', 302],
  ['no answer for a minute', 'hang', 'unreachable', undefined],
]

describe('a faulty server', () => {
  let wholeReport: Report

  before(() =>
    withServer(compliantWorld(), async run => {
      wholeReport = reportOf(await run(args))
      assert.equal(wholeReport.exit.code, 0)
    }),
  )

  const runWithFaults = (
    faults: readonly FaultRule[],
    assertReport: (report: Report, stderr: string, requests: number) => void,
  ) =>
    withServer(compliantWorld(faults), async (run, server) => {
      const result = await run(args)
      const report = reportOf(result)
      assert.equal(result.code, report.exit.code)
      assertReport(report, result.stderr, server.requests.filter(request => request.path === path).length)
    })

  for (const [name, fault, reason, status] of outcomes)
    it(`leaves only what depends on it undetermined: ${name}`, () =>
      runWithFaults([{fault, path}], report => {
        assert.equal(report.exit.code, 3)
        assert.deepEqual(
          report.gaps.map(gap => [gap.path, gap.reason, gap.status]),
          [[path, reason, status]],
        )
        const before = verdicts(wholeReport)
        const changed = [...verdicts(report)].filter(([key, verdict]) => before.get(key) !== verdict)
        assert.ok(changed.length > 0 && changed.every(([, verdict]) => verdict === 'unknown'))
        assert.equal(report.observations.length, wholeReport.observations.length)
      }))

  for (const [name, fault] of [
    ['500', {status: 500}],
    ['an HTML page with 503', 'html-503'],
    ['JSON that breaks off', 'truncated-json'],
  ] as const) {
    it(`gets retries for temporary faults: ${name}`, () =>
      runWithFaults([{fault, path, times: 2}], (report, _, requests) => {
        assert.equal(report.exit.code, 0)
        assert.equal(requests, 3)
        assert.deepEqual(report.gaps, [])
      }))
  }

  it('gets no retries for permanent faults', () =>
    runWithFaults([{fault: {status: 403}, path}], (_report, _, requests) => {
      assert.equal(requests, 1)
    }))

  it('is waited for if it asks for that, with a single message', () =>
    runWithFaults(
      [{fault: {headers: {'Retry-After': '2'}, status: 429}, path, times: 1}],
      (report, stderr, requests) => {
        assert.equal(report.exit.code, 0)
        assert.equal(requests, 2)
        assert.match(stderr, /^Waiting for your account's rate limit until \d\d:\d\d:\d\d UTC\.$/m)
        assert.equal(stderr.match(/Waiting/g)?.length, 1)
      },
    ))

  it('leaves undetermined what it never responds to', () =>
    runWithFaults([{fault: {headers: {'Retry-After': '1'}, status: 429}, path}], (report, stderr, requests) => {
      assert.equal(report.exit.code, 3)
      assert.deepEqual(
        report.gaps.map(gap => [gap.path, gap.reason, gap.status]),
        [[path, 'rate-limited', 429]],
      )
      assert.ok(requests > 2)
      assert.match(stderr, /Waiting for your account's rate limit/)
    }))

  it('gets no second factor, and nobody is prompted', () =>
    withServer(
      compliantWorld([
        {
          fault: {
            body: {app: {name: 'calm'}, id: 'two_factor', message: 'A second authentication factor is needed.'},
            status: 403,
          },
          path,
        },
      ]),
      async (run, server) => {
        const result = await run(args)
        assert.equal(result.code, 3)
        assert.deepEqual(
          reportOf(result).gaps.map(({reason}) => reason),
          ['forbidden'],
        )
        assert.doesNotMatch(result.stderr, /factor|prompt|interactive/i)
        assert.deepEqual(
          server.requests.filter(({method}) => method !== 'GET'),
          [],
        )
      },
    ))
})

describe('long lists', () => {
  const hosts = Array.from({length: 300}, (_, index) => `h${index}.acme.example.com`)
  const drains = Array.from({length: 450}, (_, index) => `https://logs.acme.example.com/${index}`)
  const people = Array.from({length: 2300}, (_, index) => ({email: `person-${index}@example.com`, mfa: index !== 2299}))

  it('are read to the end', () =>
    withServer(
      world({
        apps: [app('wide', {domains: hosts, logDrains: drains, team: 'acme'})],
        teams: [team('acme', {members: [{email: 'lead@example.com', role: 'admin'}, ...people], role: 'admin'})],
      }),
      async (run, server) => {
        const {observations} = reportOf(await run(['compliance:check', '--team', 'acme', '--json']))
        const countOf = (check: string) => observations.filter(observation => observation.check === check).length
        assert.equal(countOf('custom-domains-have-a-certificate'), hosts.length + 1)
        assert.equal(countOf('log-drains-are-encrypted'), drains.length)
        assert.equal(countOf('team-members-use-mfa'), people.length + 1)
        assert.deepEqual(
          observations
            .filter(({check, verdict}) => check === 'team-members-use-mfa' && verdict === 'fail')
            .map(({subject}) => subject.name),
          ['acme/person-2299@example.com'],
        )
        assert.equal(server.requests.filter(({path: requestPath}) => requestPath.endsWith('/log-drains')).length, 3)
        assert.equal(server.requests.filter(({path: requestPath}) => requestPath.endsWith('/members')).length, 3)
      },
    ))

  it('count as unread if their second page is refused', () =>
    withServer(
      world({
        apps: [app('wide', {logDrains: drains, team: 'acme'})],
        faults: [{fault: {status: 403}, path: /^\/teams\/acme\/members$/}],
        teams: [team('acme', {members: people, role: 'admin'})],
      }),
      async run => {
        const {observations} = reportOf(await run(['compliance:check', '--team', 'acme', '--json']))
        assert.deepEqual(
          observations
            .filter(({check}) => check === 'team-members-use-mfa')
            .map(({subject, verdict}) => [subject.name, verdict]),
          [['acme/*', 'unknown']],
        )
      },
    ))
})
