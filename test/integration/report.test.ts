import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'

import type {Report, ScopeKind} from '../../src/model/report.js'
import type {Snapshot} from '../../src/model/snapshot.js'

import {Ajv2020} from 'ajv/dist/2020.js'

import {loadCatalog, readChecks} from '../../src/catalog/catalog.js'
import {isDecidable} from '../../src/model/framework.js'
import {errorSentences} from '../../src/parsing/schema-sentences.js'
import {byCodeUnit} from '../../src/foundation/collections.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {commandProblems} from '../../tools/command-problems.js'
import {readOwnCommands, recordedHostCommands} from '../../tools/host-commands.js'
import {fleet} from '../fixtures/fleet.js'
import {hostile} from '../fixtures/hostile.js'
import {sample} from '../fixtures/sample.js'
import {contradictory, rich} from './rich.js'
import {collectWith, rememberOutcomes} from './run.js'

const catalog = loadCatalog(['all'])

const report = (snapshot: Snapshot, scopeKind: ScopeKind = 'all'): Report =>
  assessSnapshot(snapshot, catalog, {allowUnknown: false, failOn: 'high', scopeKind, version: '0.0.0'})

const isSorted = (names: readonly string[]) =>
  names.every((name, index) => index === 0 || byCodeUnit(names[index - 1] ?? '', name) <= 0)

describe('report', () => {
  const reports = new Map<string, Report>()
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    formats: {'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/},
    strict: false,
  })
  const validate = ajv.compile(
    JSON.parse(readFileSync(new URL('../../../test/schemas/report.schema.json', import.meta.url), 'utf8')) as object,
  )

  before(async () => {
    for (const make of [sample, hostile, rich, contradictory, () => fleet(60)])
      reports.set(make.name || 'fleet', report(await collectWith(rememberOutcomes(make()), {kind: 'all'}, catalog)))
    reports.set(
      'app',
      report(await collectWith(rememberOutcomes(sample()), {kind: 'app', name: 'records-desk'}, catalog), 'app'),
    )
    const bare: Snapshot = {
      facts: [],
      frameworks: [],
      scopes: [{kind: 'app', name: 'nobody'}],
      snapshotVersion: 1,
      tool: {name: 'heroku-compliance', version: '0.0.0'},
    }
    reports.set('of nothing', report(bare, 'snapshot'))
  })

  it('conforms to its schema', () => {
    for (const [name, report] of reports)
      assert.ok(
        validate(report),
        `${name}: ${errorSentences(validate.errors ?? [])
          .slice(0, 5)
          .join('; ')}`,
      )
  })

  it('lists observations by check, then kind, name and id of the subject', () => {
    for (const {observations} of reports.values()) {
      const keys = observations.map(({check, subject: {id, kind, name}}) => [check, kind, name, id])
      const wanted = [...keys].sort(
        (a, b) => a.map((part, index) => byCodeUnit(part, b[index] ?? '')).find(order => order !== 0) ?? 0,
      )
      assert.deepEqual(keys, wanted)
    }
  })

  it('lists apps and gaps sorted and without duplicates', () => {
    for (const {gaps, scope} of reports.values()) {
      assert.ok(isSorted(scope.apps) && new Set(scope.apps).size === scope.apps.length)
      assert.ok(isSorted(gaps.map(({path}) => path)) && new Set(gaps.map(({path}) => path)).size === gaps.length)
    }
  })

  it('judges each subject once by each check of its kind', () => {
    for (const {observations} of reports.values()) {
      const keys = observations.map(({check, subject: {app, id, kind, space, team}}) =>
        JSON.stringify([check, kind, id, app, space, team]),
      )
      assert.equal(new Set(keys).size, keys.length)
    }
  })

  it('states the reason and remediation of each fail, and the gaps of each unknown', () => {
    for (const {observations} of reports.values())
      for (const {because, check, gaps, remediation, verdict} of observations) {
        assert.equal(Boolean(because?.length), verdict === 'fail', check)
        assert.equal(Boolean(remediation?.text), verdict === 'fail', check)
        assert.equal(Boolean(gaps?.length), verdict === 'unknown', check)
      }
  })

  it('counts what it lists', () => {
    for (const {frameworks, observations, summary} of reports.values()) {
      for (const verdict of ['fail', 'pass', 'unknown', 'not-applicable'] as const)
        assert.equal(summary[verdict], observations.filter(observation => observation.verdict === verdict).length)
      assert.equal(
        Object.values(summary.failBySeverity).reduce((sum, n) => sum + n, 0),
        summary.fail,
      )
      for (const {controls, summary: counts} of frameworks) {
        assert.equal(Object.keys(counts).length, 8)
        for (const [status, n] of Object.entries(counts))
          assert.equal(n, controls.filter(control => control.status === status).length)
      }
    }
  })

  it('names for each observation the controls that its check belongs to', () => {
    for (const {observations} of reports.values())
      for (const {check, controls} of observations) {
        const own = catalog.frameworks.flatMap(({controls, id}) =>
          controls
            .filter(control => isDecidable(control, new Set()) && control.checks.includes(check))
            .map(control => ({control: control.id, framework: id})),
        )
        assert.deepEqual(controls, own)
      }
  })

  it('quotes names in commands so that each stays one word', () => {
    const templates = new Map(
      readChecks().map(({id, remediation}) => [
        id,
        [remediation, ...(remediation.variants ?? [])].flatMap(({commands = []}) => commands),
      ]),
    )
    for (const {observations} of reports.values())
      for (const {check, remediation} of observations)
        for (const command of remediation?.commands ?? []) {
          assert.match(command.replaceAll(/\\'|'[^']*'/g, 'word'), /^[\w@%+=:,./ -]*$/, command)
          assert.ok((templates.get(check)?.length ?? 0) > 0)
        }
  })

  it('gives only commands that the Heroku CLI takes', () => {
    const [host, own] = [recordedHostCommands(), readOwnCommands()]
    for (const [name, {observations}] of reports) {
      const lists = new Map(observations.map(({remediation}) => [JSON.stringify(remediation?.commands), remediation]))
      for (const remediation of lists.values())
        assert.deepEqual(commandProblems(remediation?.commands ?? [], host, own), [], name)
    }
  })

  it('exits with 3 if nothing was assessed', () => {
    assert.equal(reports.get('of nothing')?.exit.code, 3)
  })

  it('contains no secret', () => {
    for (const [name, report] of reports) assert.doesNotMatch(JSON.stringify(report), /CANARY/i, name)
  })
})
