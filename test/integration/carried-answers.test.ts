import assert from 'node:assert/strict'

import type {Answer, Policy} from '../../src/model/policy.js'
import type {Report} from '../../src/model/report.js'

import {loadCatalog, readFramework} from '../../src/catalog/catalog.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {fingerprint} from '../../src/foundation/canonical-json.js'

const nist = 'nist-800-53r5'

describe('answers to every control of SP 800-53, in a report on other frameworks', () => {
  const snapshot = loadSample()
  const now = snapshot.facts[0]?.at ?? assert.fail()
  const {controls} = readFramework(nist)

  function report(answer?: Answer['answer']): Report {
    const answers = controls
      .filter(({question}) => answer !== undefined && question !== undefined)
      .map(({id}): Answer => ({
        answer: answer ?? 'no',
        apps: ['*'],
        by: 'ann@example.com',
        control: id,
        framework: nist,
        on: now.slice(0, 10),
        reason: 'r',
      }))
    const policy: Policy = {allow: {}, answers}
    return assessSnapshot(snapshot, loadCatalog(['soc2', 'hipaa', 'cjis'], [], policy), {
      allowUnknown: false,
      failOn: 'never',
      now,
      policy: {files: ['p'], policy, sha256: fingerprint(policy)},
      scopeKind: 'sample',
      version: '0.0.0',
    })
  }

  const without = report()
  const byKey = ({frameworks}: Report) =>
    new Map(frameworks.flatMap(({controls, id}) => controls.map(result => [`${id} ${result.id}`, result] as const)))
  const before = byKey(without)

  for (const answer of ['yes', 'no', 'not-applicable'] as const)
    it(`change no observation, and no control but those that they answer: ${answer}`, () => {
      const given = report(answer)
      assert.deepEqual(given.observations, without.observations)
      let answered = 0
      for (const [key, result] of byKey(given)) {
        const earlier = before.get(key) ?? assert.fail()
        if (!result.answeredBy) {
          assert.deepEqual([result.status, result.reason], [earlier.status, earlier.reason], key)
          continue
        }

        answered++
        assert.equal(earlier.status, 'manual', key)
        assert.equal(result.answeredBy.framework, nist)
        const allowed = {no: ['fail'], 'not-applicable': ['not-applicable'], yes: ['attested']}[answer]
        const withShared = result.kind === 'inherited' ? [...allowed, 'inherited', 'manual'] : allowed
        assert.ok(withShared.includes(result.status), `${key} ${result.status}`)
        if (result.kind === 'inherited') assert.notEqual(result.status, 'attested', key)
      }

      assert.ok(answered > 0)
    })

  it('are asked for once where they answer several controls', () => {
    const asked = [...before.values()].flatMap(({askedAs}) =>
      askedAs ? [`${askedAs.framework} ${askedAs.control}`] : [],
    )
    assert.ok(asked.some(name => name.startsWith(`${nist} `)))
    for (const [key, {askedAs, status}] of before)
      if (askedAs) assert.ok(status === 'manual' && key !== `${askedAs.framework} ${askedAs.control}`, key)
    const yes = byKey(report('yes'))
    for (const [key, {askedAs, kind}] of before)
      if (askedAs?.framework === nist && kind !== 'inherited') assert.equal(yes.get(key)?.status, 'attested', key)
  })
})
