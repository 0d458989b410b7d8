import assert from 'node:assert/strict'

import type {Fact} from '../../../src/model/snapshot.js'

import {loadCatalog} from '../../../src/catalog/catalog.js'
import {planPhases} from '../../../src/model/remediation-plan.js'
import {loadSample} from '../../../src/snapshot/load-snapshots.js'
import {factOf, refusedFact, snapshotOf} from '../../helpers/changes.js'
import {planFor} from '../../helpers/remediation-plans.js'

const catalog = loadCatalog(['baseline', 'sparc'])

const account = factOf('account', [], {email: 'ann@example.com', id: 'u1'})
const space = factOf('space', ['vault'], {generation: 'cedar', id: 's1', name: 'vault', shield: false})
const app = factOf('app', ['pay'], {
  generation: 'cedar',
  id: 'a1',
  name: 'pay',
  space: {id: 's1', name: 'vault', shield: false},
})
const features = factOf('appFeatures', ['pay'], [{enabled: false, name: 'spaces-strict-tls'}])
const strictTls = {...catalog, checks: catalog.checks.filter(({id}) => id === 'strict-tls-is-on')}
const ofPay = (...facts: readonly Fact[]) => snapshotOf([account, space, app, ...facts], [{kind: 'app', name: 'pay'}])

describe('a plan', () => {
  it('accounts for each failure once', async () => {
    const {plan, report} = await planFor(loadSample(), catalog)
    const {closed, failing, remaining, undetermined} = plan.outcome
    assert.equal(failing, report.summary.fail - report.summary.signals - report.summary.waived)
    assert.equal(closed + remaining + undetermined, failing)
    assert.ok(closed > 0 && remaining > 0)
    assert.equal(plan.exit.code, 1)
  })

  it('adds before it changes, and removes last', async () => {
    const {plan} = await planFor(loadSample(), catalog)
    const order = plan.steps.map(({isFinal, phase}) => 2 * planPhases.indexOf(phase) + Number(isFinal))
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    )
  })

  it('has only steps that close something or could', async () => {
    const {plan} = await planFor(loadSample(), catalog)
    for (const {closes, commands, undetermined} of plan.steps)
      assert.ok(closes.length + undetermined.length > 0, commands.join('; '))
  })

  it('says what a step closes, interrupts, and how to undo it', async () => {
    const {plan} = await planFor(loadSample(), catalog)
    const step = plan.steps.find(({commands}) => commands[0]?.startsWith('heroku addons:detach CACHE'))
    assert.deepEqual(step?.commands, ['heroku addons:detach CACHE -a citation-pay-staging'])
    assert.ok(step.closes.some(({check}) => check === 'addons-stay-inside-one-boundary'))
    assert.equal(step.interruption, 'restart')
    assert.match(step.undo.join(' '), /heroku addons:attach ADDON --as CACHE -a citation-pay-staging/)
  })

  it('is about failures at or above a severity', async () => {
    const {plan} = await planFor(loadSample(), catalog, {failOn: 'critical'})
    const findings = [...plan.steps.flatMap(({closes}) => closes), ...plan.byHand.flatMap(task => task.findings)]
    assert.ok(findings.length > 0)
    assert.deepEqual([...new Set(findings.map(({severity}) => severity))], ['critical'])
    assert.equal(plan.failOn, 'critical')
  })

  it('ends with 0 where nothing fails and all is known', async () => {
    const {plan} = await planFor(ofPay(features), strictTls)
    assert.deepEqual(
      plan.steps.map(({commands}) => commands),
      [['heroku features:enable spaces-strict-tls -a pay']],
    )
    assert.deepEqual(plan.exit, {code: 0, reason: 'nothing would fail'})
    assert.equal((await planFor(ofPay(refusedFact('appFeatures', 'pay')), strictTls)).plan.exit.code, 3)
  })

  it('gives the reason for a step that closes nothing', async () => {
    const idle = strictTls.checks.map(check => ({
      ...check,
      remediation: {commands: ['heroku maintenance:on -a {app}'], text: 'Turn it on.'},
    }))
    const refused = strictTls.checks.map(check => ({
      ...check,
      remediation: {commands: ['heroku addons:detach none -a {app}'], text: 'Detach it.'},
    }))
    const reasons = await Promise.all(
      [idle, refused].map(async checks => {
        const {plan} = await planFor(ofPay(features), {...strictTls, checks})
        assert.deepEqual(plan.steps, [])
        assert.equal(plan.outcome.remaining, 1)
        return plan.byHand.map(({kind, reason}) => `${kind}: ${reason}`)
      }),
    )
    assert.deepEqual(reasons, [
      ['unproved: the failure would stay all the same'],
      ["unproved: The command can't be applied without /apps/pay/addon-attachments, which isn't among the facts"],
    ])
  })
})
