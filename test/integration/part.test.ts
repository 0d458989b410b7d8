import assert from 'node:assert/strict'

import type {Answer, Policy} from '../../src/model/policy.js'
import type {ControlResult, Report} from '../../src/model/report.js'

import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadCatalog} from '../../src/catalog/catalog.js'
import {chooseOnly} from '../../src/catalog/only.js'
import {fingerprint} from '../../src/foundation/canonical-json.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {sampleName, sampleOf} from '../helpers/sweep.js'

const frameworks = ['baseline', 'sparc', 'pci', 'cjis', 'nist']
const answer = (framework: string, control: string, more: Partial<Answer> = {}): Answer => ({
  answer: 'yes',
  apps: ['*'],
  by: 'ann@example.com',
  control,
  framework,
  on: '2026-11-01',
  reason: 'r',
  ...more,
})
/** Which apps hold the data decides what is in scope, and answers count beyond their own control. */
const policy: Policy = {
  allow: {},
  answers: [answer('nist', 'AC-1'), answer('pci', '12.1.1', {expires: '2026-12-01'}), answer('cjis', 'AT-1')],
  data: {
    cardholder: {apps: ['citation-pay'], by: 'ann@example.com', on: '2026-10-01'},
    personal: {apps: ['fee-tables'], by: 'ann@example.com', on: '2026-10-01'},
  },
}

/**
 * Which question to ask depends on what else is open, and what is worth a look while nobody says which apps hold a data
 * class on the apps that other controls have in scope.
 */
function comparable({reason, ...result}: ControlResult): object {
  const isUndeclared = reason.startsWith('no policy file says which apps hold')
  return {...result, askedAs: '', reason: isUndeclared ? reason.replace(/; worth a look: .*$/, '') : reason}
}

describe('a report on a part', () => {
  const snapshot = loadSample()
  const whole = loadCatalog(frameworks, [], policy)

  const report = (names?: readonly string[]): Report =>
    assessSnapshot(snapshot, names ? chooseOnly(whole, names, policy) : whole, {
      allowUnknown: false,
      failOn: 'low',
      policy: {files: ['p'], policy, sha256: fingerprint(policy)},
      scopeKind: 'sample',
      version: '0.0.0',
    })

  const complete = report()

  it('says of a chosen control what the whole report says, whatever else was chosen', () => {
    const all = complete.frameworks.flatMap(({controls, id}) => controls.map(result => ({id, result})))
    const carried = all.filter(({result}) => result.answeredBy).slice(0, 5)
    assert.ok(carried.length > 0)
    for (const {id, result} of [...sampleOf(all, 20), ...carried]) {
      const [framework, ...others] = report([`${id}:${result.id}`]).frameworks
      assert.deepEqual(others, [])
      const [given] = framework?.controls ?? []
      assert.ok(given)
      assert.deepEqual([framework?.controls.length, comparable(given)], [1, comparable(result)], sampleName)
    }
  })

  it('says of a chosen check what the whole report says, and of no control', () => {
    const checks = [
      ...new Set(complete.observations.flatMap(({check, controls}) => (controls.length > 0 ? [check] : []))),
    ]
    for (const check of sampleOf(checks, 15)) {
      const {frameworks: results, observations, only} = report([check])
      assert.deepEqual(
        observations,
        complete.observations.filter(observation => observation.check === check),
        sampleName,
      )
      assert.deepEqual([results.flatMap(({controls}) => controls), only], [[], [check]])
    }
  })

  it('counts a failure only for what was chosen', () => {
    const [failing] = complete.observations.filter(({controls, verdict}) => verdict === 'fail' && controls.length > 1)
    const {check, controls} = failing ?? assert.fail()
    const [ref] = controls
    const {observations} = report([`${ref?.framework ?? ''}:${ref?.control ?? ''}`])
    assert.deepEqual(
      observations.find(observation => observation.check === check && observation.verdict === 'fail')?.controls,
      [ref],
    )
  })

  it('decides the exit code by what was chosen', () => {
    assert.equal(complete.exit.code, 1)
    assert.deepEqual(report(['apps-have-a-log-drain']).exit.code, 1)
    assert.deepEqual(report(['cjis:AC-1']).exit, {code: 3, reason: 'nothing could be assessed'})
    const passing = complete.observations.filter(({verdict}) => verdict === 'pass').map(({check}) => check)
    const open = new Set(complete.observations.flatMap(({check, verdict}) => (verdict === 'pass' ? [] : [check])))
    const clean = passing.find(check => !open.has(check)) ?? assert.fail()
    assert.equal(report([clean]).exit.code, 0)
  })

  it('gives its names, and only then', () => {
    assert.equal('only' in complete, false)
    assert.deepEqual(report(['pci:12.10.*', 'apps-have-a-log-drain']).only, ['pci:12.10.*', 'apps-have-a-log-drain'])
  })

  it('reminds of the answers that count for what was chosen, and of no others', () => {
    const reminders = (names?: readonly string[]) =>
      report(names).notices.filter(({text}) => text.includes('12.1.1')).length
    assert.deepEqual([reminders(), reminders(['cjis:AT-1']), reminders(['pci:12.1.1'])], [1, 0, 1])
  })
})
