import assert from 'node:assert/strict'

import type {Verdict} from '../../src/model/observation.js'
import type {Fact, Scope} from '../../src/model/snapshot.js'
import type {SurveyWithJudgements} from '../../src/assess/survey.js'
import type {Fault, World} from '../fixtures/types.js'
import type {AssessedWorld} from './assess-world.js'

import {surveyScope} from '../../src/assess/survey.js'
import {numbers} from '../fixtures/fleet.js'
import {estate, withSecret} from './estate.js'
import {catalog, assessWorld, now} from './assess-world.js'
import {isExhaustive, sampleOf} from '../helpers/sweep.js'

const scopes: readonly Scope[] = [
  {kind: 'app', name: 'pay'},
  {kind: 'pipeline', name: 'flow'},
  {kind: 'space', name: 'vault'},
  {kind: 'team', name: 'acme'},
  {kind: 'all'},
]

/** A policy under which every check can apply. */
const allow = {
  addonServices: [{name: 'papertrail'}],
  emailDomains: ['example.com'],
  logHosts: ['logs.example.com'],
  oauthClients: ['Bot'],
  peerings: ['111122223333'],
  publicApps: ['pay'],
  vpns: ['198.51.100.7'],
  webhookHosts: ['*.example.com'],
}

const exactly = (path: string) => new RegExp(`^${path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`)
const isOpen = (verdict: Verdict) => verdict === 'fail' || verdict === 'unknown'

/**
 * What faults made better than it was: a verdict that is not the same and not unknown, or gone without an unknown one
 * in its place.
 */
function better(
  {judgements: before}: Pick<SurveyWithJudgements, 'judgements'>,
  {judgements: after}: Pick<SurveyWithJudgements, 'judgements'>,
): string[] {
  const then = new Map<string, Verdict>()
  for (const {check, subject, verdict} of after)
    for (const name of [subject.id, subject.name]) then.set(`${check.id} ${name}`, verdict)
  const unknown = new Set(after.filter(({verdict}) => verdict === 'unknown').map(({check}) => check.id))
  return before.flatMap(({check, subject, verdict}) => {
    const seen = then.get(`${check.id} ${subject.id}`) ?? then.get(`${check.id} ${subject.name}`)
    const what = `${check.id} on ${subject.name}: ${verdict}, then ${seen ?? 'gone'}`
    if (seen === undefined) return unknown.has(check.id) ? [] : [what]
    return seen === verdict || seen === 'unknown' || (verdict === 'unknown' && isOpen(seen)) ? [] : [what]
  })
}

/** Paths on which a fault is a gap, whatever it is: what a thing need not have may answer 404. */
const fallible = ({facts}: AssessedWorld) =>
  [...facts.keys()].filter(path => !/\/log-drain$|\/review-app-config$|^\/apps\/[^/]+\/pipeline-couplings$/.test(path))

const faults: ReadonlyArray<readonly [string, Fault]> = [
  ['403', {status: 403}],
  ['404', {status: 404}],
  ['500', {status: 500}],
  ['nonsense', {body: 'nonsense', status: 200}],
]

for (const scope of scopes)
  describe(`a missing response, with --${scope.kind}`, function () {
    this.timeout(120_000)
    let before: AssessedWorld

    const after = (rules: World['faults'], make = estate) => assessWorld(make({faults: rules}), {allow, scope})

    beforeEach(async () => {
      before = await assessWorld(estate(), {allow, scope})
    })

    for (const [what, fault] of scope.kind === 'app' ? faults : faults.slice(0, 1))
      it(`improves nothing if it is ${what}`, async () => {
        for (const path of sampleOf(fallible(before), 12, scopes.indexOf(scope)))
          assert.deepEqual(better(before, await after([{fault, path: exactly(path)}])), [], path)
      })

    it('improves nothing if several are missing, including an app', async () => {
      const hidden = await assessWorld(withSecret(), {allow, scope})
      const draw = numbers(scopes.indexOf(scope))
      const item = <T>(list: readonly T[]) => list[Math.floor(draw() * list.length)] as T
      for (let round = 0; round < (isExhaustive ? 12 : 3); round++) {
        const rules = Array.from({length: 2 + Math.floor(draw() * 4)}, () => ({
          fault: item(faults)[1],
          path: exactly(item(fallible(hidden))),
        }))
        assert.deepEqual(
          better(hidden, await after(rules, withSecret)),
          [],
          JSON.stringify(rules.map(({fault, path}) => [path.source, fault])),
        )
      }
    })

    it('improves nothing if it is missing from a saved snapshot', () => {
      for (const path of sampleOf([...before.facts.keys()], 15, scopes.indexOf(scope))) {
        const facts = new Map<string, Fact>([...before.facts].filter(([name]) => name !== path))
        assert.deepEqual(better(before, surveyScope(facts, [scope], catalog, {allow}, now)), [], path)
      }
    })
  })
