import assert from 'node:assert/strict'

import type {RemediationPlan} from '../../../src/model/remediation-plan.js'
import type {Report} from '../../../src/model/report.js'

import {readChecks} from '../../../src/catalog/catalog.js'
import {selectCatalog} from '../../../src/catalog/select-frameworks.js'
import {collectWith, rememberOutcomes} from '../../integration/run.js'
import {planFor} from '../../helpers/remediation-plans.js'
import {failingWorlds, leftovers, narrowPolicy, withAllChecks} from './failing-worlds.js'

const keyOf = (check: string, text: string) => `${check}: ${text}`

/** What became of each failure, by its check and the text of its remediation. */
function outcomes({byHand, steps}: RemediationPlan, {observations}: Report): Array<readonly [string, string]> {
  const texts = new Map(
    observations.map(({check, remediation, subject}) => [
      JSON.stringify([check, subject.id, subject.name]),
      remediation?.text ?? '',
    ]),
  )
  const all = [
    ...steps.flatMap(({closes, undetermined}) => [
      ...closes.map(finding => ({finding, outcome: 'closed'})),
      ...undetermined.map(finding => ({finding, outcome: 'undetermined'})),
    ]),
    ...byHand.flatMap(({findings, kind, reason}) => findings.map(finding => ({finding, outcome: reason ?? kind}))),
  ]
  return all.map(({finding: {check, subject}, outcome}) => [
    keyOf(check, texts.get(JSON.stringify([check, subject.id, subject.name])) ?? ''),
    outcome,
  ])
}

/** Why the commands of a remediation sometimes close nothing in the model. */
const knownIdle: Readonly<Record<string, string>> = {
  'postgres-backups-stay-in-the-eea': 'another step schedules backups, as another check asks',
  'trusted-ips-are-not-open': 'a space on Fir whose ranges were never changed lists none',
}

describe('the remediation of every check', () => {
  const seen = new Map<string, Set<string>>()

  before(async function () {
    this.timeout(120_000)
    const catalog = withAllChecks(await selectCatalog(['all'], narrowPolicy))
    // It asks for what another check forbids.
    const checks = catalog.checks.filter(({id}) => id !== 'postgres-has-a-backup-schedule')
    const settings = [
      ...Object.values(failingWorlds).map(make => ({catalog, make})),
      {catalog: {...catalog, checks}, make: leftovers},
    ]
    for (const {catalog: own, make} of settings) {
      const snapshot = await collectWith(rememberOutcomes(make()), {kind: 'all'}, own, {policy: narrowPolicy})
      const {plan, report} = await planFor(snapshot, own, {policy: narrowPolicy})
      for (const [key, outcome] of outcomes(plan, report))
        seen.set(key, (seen.get(key) ?? new Set<string>()).add(outcome))
    }
  })

  const scripted = readChecks().flatMap(({id, remediation}) =>
    [remediation, ...(remediation.variants ?? [])].flatMap(({byHand, text}) => (byHand ? [] : [{id, text}])),
  )

  for (const {id, text} of scripted)
    it(`closes the failure, or says that a person does: ${id}: ${text}`, () => {
      const own = seen.get(keyOf(id, text)) ?? new Set()
      assert.ok(own.has('closed') || own.has('undetermined'), [...own].join('; ') || 'it fails nowhere')
    })

  it('leaves no failure as it is, but for known reasons', () => {
    const idle = [...seen].filter(([, own]) => own.has('the failure would stay all the same'))
    assert.deepEqual(new Set(idle.map(([key]) => key.split(':')[0])), new Set(Object.keys(knownIdle)))
  })
})
