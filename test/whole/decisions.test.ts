import assert from 'node:assert/strict'

import type {Control} from '../../src/model/framework.js'
import type {Answer, Policy} from '../../src/model/policy.js'
import type {Report} from '../../src/model/report.js'
import type {Snapshot} from '../../src/model/snapshot.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {askedOf} from '../../src/pipeline/asked.js'
import {judgeSnapshot} from '../../src/pipeline/judge-snapshot.js'
import {app, space, team, world} from '../world/build.js'
import {collected} from '../tools/sample.js'

function judgedBy(snapshot: Snapshot, policy: Partial<Policy>, frameworks = ['pci']): Report {
  const whole: Policy = {allow: {}, ...policy}
  return judgeSnapshot(snapshot, loadCatalog(frameworks, [], whole), {allowUnknown: true, failOn: 'high', policy: {files: ['compliance.yml'], policy: whole, sha256: '0'}, scopeKind: 'snapshot', version: '0.0.0'})
}

const of = ({frameworks}: Report, id: string) => frameworks.flatMap(({controls}) => controls).find(control => control.id === id) ?? assert.fail(id)
const answer = (more: Partial<Answer>): Answer => ({answer: 'yes', by: 'ann@example.com', control: '1.2.4', framework: 'pci', on: '2026-11-01', reason: 'seen', ...more})

describe('answers for teams and spaces without apps', () => {
  let snapshot: Snapshot

  before(async () => {
    const vault = space('vault', {team: 'acme'})
    snapshot = await collected(world({
      apps: [app('pay', {space: vault, team: 'acme'}), app('shop', {team: 'acme'})],
      spaces: [vault, space('empty', {team: 'acme'})],
      teams: [team('acme', {role: 'admin'}), team('labs', {role: 'admin'})],
    }), {kind: 'all'})
  })

  const told = (...answers: Answer[]) => {
    const report = judgedBy(snapshot, {answers})
    return {control: of(report, '1.2.4'), notices: report.notices.filter(({id}) => id === 'answer-without-effect')}
  }

  it('count, a no as no and a yes for no other', () => {
    const {control, notices} = told(answer({teams: ['acme']}), answer({answer: 'no', teams: ['labs']}))
    assert.deepEqual([control.status, notices], ['fail', []])
    assert.equal(told(answer({teams: ['acme']})).control.reason, 'answered in part; still open for team labs')
    assert.equal(told(answer({apps: ['pay', 'shop'], teams: ['labs']})).control.reason, 'answered in part; still open for space empty')
    assert.equal(told(answer({apps: ['pay', 'shop'], spaces: ['empty'], teams: ['labs']})).control.status, 'attested')
    assert.equal(told(answer({teams: ['acme', 'labs']})).control.status, 'attested')
    assert.equal(told(answer({apps: ['*']})).control.status, 'attested')
    assert.equal(told(answer({apps: ['*']}), answer({answer: 'no', spaces: ['empty']})).control.status, 'fail')
    assert.equal(told(answer({answer: 'no', spaces: ['vault']})).control.status, 'fail')
  })

  it('are asked for of every team where a control is about teams or people', () => {
    const catalog = loadCatalog(['pci'])
    const [framework] = catalog.frameworks
    const people = new Set(catalog.checks.filter(({subject}) => subject === 'member' || subject === 'team').map(({id}) => id))
    const control = framework?.controls.find(({checks, kind}) => kind !== 'automatic' && checks.some(id => people.has(id))) ?? assert.fail()
    const apart: Control = {id: 'x', kind: 'fail-only', remediation: {text: 'x'}, responsibility: 'customer', severity: 'high', source: {document: 'd', section: 's'}, title: 'x', checks: ['apps-run-in-a-shield-space']}
    const [acme, vault, pay, hidden] = [{holdsApps: true, name: 'team acme', team: 'acme'}, {holdsApps: true, name: 'space vault', space: 'vault', team: 'acme'}, {app: 'pay', name: 'pay'}, {name: 'acme/*'}]
    assert.deepEqual([acme, vault, pay, hidden].map(askedOf(control, catalog)), [true, false, true, true])
    assert.deepEqual([acme, vault, pay, hidden].map(askedOf(apart, catalog)), [false, false, true, true])
    assert.deepEqual([{...acme, holdsApps: false}, {...vault, holdsApps: false}].map(askedOf(apart, catalog)), [true, true])
    for (const subject of ['authorization', 'invitation', 'member', 'team']) assert.ok(askedOf({...apart, facts: [{fields: [], subject}]}, catalog)(acme), subject)
    for (const subject of ['app', 'collaborator', 'space']) assert.ok(!askedOf({...apart, facts: [{fields: [], subject}]}, catalog)(acme), subject)
    const [first = ''] = people
    for (const more of [{signals: [first]}, {boundary: [first]}]) assert.ok(askedOf({...apart, ...more}, catalog)(acme))
  })
})
