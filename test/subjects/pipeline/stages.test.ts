import assert from 'node:assert/strict'

import type {Fact, Scope} from '../../../src/model/snapshot.js'

import {stagesOf} from '../../../src/subjects/pipeline/stages.js'
import {pipelineField, flow, pipelineFacts} from './support.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

describe('stages', () => {
  it('are known by apps of known stages, and undecided because of an unknown one', () => {
    const has = (stages: Record<string, null | string>) =>
      ['hasProduction', 'hasStaging', 'hasOtherStage'].map(name => pipelineField(name, stages))
    assert.deepEqual(has({a: 'production', b: 'staging'}), [true, true, true])
    assert.deepEqual(has({a: 'production'}), [true, false, false])
    assert.deepEqual(has({a: 'review', b: 'test', c: 'development'}), [false, false, true])
    assert.deepEqual(has({}), [false, false, false])
    assert.deepEqual(has({a: 'production', b: null}), [true, 'no-statement?', 'no-statement?'])
    assert.deepEqual(has({a: 'Staging', b: 'staging'}), ['unknown-value?', true, true])
  })

  it('request nothing of an app before it is needed', () => {
    const {context, reader, inventory} = fixture(pipelineFacts({}), flow)
    const {production} = stagesOf(context, inventory, [{app: {id: 'a9'}, stage: 'production'}])
    assert.deepEqual(reader.wantedFacts(), [])
    production[0]?.record()
    assert.deepEqual(
      reader.wantedFacts().map(({path}) => path),
      ['/apps/a9'],
    )
  })

  it('request the attachments of an app outside the scope, and its add-ons too in a narrow scope', () => {
    const requestsFor = (scope: Scope, ...facts: Fact[]) => {
      const {context, reader, inventory} = fixture(facts, scope)
      const before = new Set(reader.requestedPaths())
      const {
        production: [app],
      } = stagesOf(context, inventory, [{app: {id: 'a9'}, stage: 'production'}])
      const response = app?.attachments() ?? assert.fail()
      return {answer: response, paths: [...reader.requestedPaths()].filter(path => !before.has(path))}
    }

    const [attached, paid] = ['/apps/a9/addon-attachments', '/apps/a9/addons']
    assert.deepEqual(requestsFor({kind: 'app', name: 'pay'}).paths, [attached, paid])
    assert.deepEqual(requestsFor({kind: 'all'}).paths, [attached])
    assert.deepEqual(requestsFor({kind: 'app', name: 'pay'}, factOf('addonAttachments', 'a9', [])), {
      answer: {body: []},
      paths: [attached],
    })
    const {answer: response} = requestsFor({kind: 'app', name: 'pay'}, refusedFact('addonAttachments', 'a9'))
    assert.ok('gap' in response)
    assert.equal(response.gap.detail, "the app a9 of the pipeline isn't visible: forbidden")
  })

  it('find an app by ID, or else by name', () => {
    const {context, inventory} = fixture([], {kind: 'all'})
    const ids = (app: {id?: string; name?: string}) =>
      stagesOf(context, inventory, [{app, stage: 'staging'}]).staging.map(({id}) => id)
    assert.deepEqual([ids({id: 'a9', name: 'web'}), ids({name: 'web'}), ids({})], [['a9'], ['web'], ['']])
  })

  it("name the app that can't be read", () => {
    const known = fixture(
      [...pipelineFacts({a: 'production', b: 'staging'}), refusedFact('app', 'a', 404), refusedFact('app', 'b')],
      flow,
    ).field('pipeline', 'flow', 'productionIsInSpace')
    assert.equal(valueOrGap(known), 'not-found?')
    assert.ok('gap' in known)
    assert.match(known.gap.detail ?? '', /^the app a of the pipeline isn't visible: /)
  })
})
