import assert from 'node:assert/strict'

import type {Scope} from '../../src/model/snapshot.js'
import type {RefusedRequests} from './refused-requests.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {sample} from '../fixtures/sample.js'
import {isExhaustive, sampleName} from '../helpers/sweep.js'
import {runInThreads} from '../helpers/threads.js'
import {failing, report, settings, status} from './refused-requests.js'
import {collectWith, rememberOutcomes} from './run.js'

const catalog = loadCatalog(['all'])

/** How many requests fail in each setting and for each fault, unless all do. */
const sampledRequests = 2

describe('a run in which one request fails', function () {
  this.timeout(isExhaustive ? 1_800_000 : 120_000)
  const cases = settings.flatMap(({faults}, setting) =>
    faults.map((fault): RefusedRequests => ({fault, requests: sampledRequests, setting})),
  )
  let claims: string[][]

  before(async () => {
    claims = await runInThreads<string[]>(new URL('refused-requests.js', import.meta.url), cases)
  })

  for (const [index, {fault, setting}] of cases.entries()) {
    const {scope, world} = settings[setting] ?? assert.fail()
    it(`claims no more about ${world.name}, ${scope.kind} ${scope.name ?? ''}, for ${fault}`, () => {
      assert.deepEqual(claims[index], [], sampleName)
    })
  }
})

describe('a run that does not find the log drain of a space', () => {
  it('fails what needs a drain and passes nothing more', async () => {
    const get = rememberOutcomes(sample())
    const scope: Scope = {kind: 'space', name: 'quill-vault'}
    const before = report(await collectWith(get, scope, catalog))
    const after = report(await collectWith(failing(get, '/spaces/quill-vault/log-drain', status(404)), scope, catalog))
    const verdict = ({observations}: typeof before, check: string) =>
      observations.find(observation => observation.check === check)?.verdict
    const passes = ({observations}: typeof before) =>
      observations
        .filter(observation => observation.verdict === 'pass')
        .map(observation => `${observation.check} ${observation.subject.name}`)
    assert.equal(verdict(before, 'shield-spaces-have-private-space-logging'), 'pass')
    assert.equal(verdict(after, 'shield-spaces-have-private-space-logging'), 'fail')
    assert.deepEqual(
      passes(after).filter(pass => !passes(before).includes(pass)),
      [],
    )
  })
})
