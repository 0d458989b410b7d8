import assert from 'node:assert/strict'

import {stagesOf} from '../../src/subjects/stages.js'
import {field, flow, staged} from './pipelining.js'
import {refused, seen, stage} from './telling.js'

describe('stages', () => {
  it('are counted by those that are known, and open by one that is not', () => {
    const has = (stages: Record<string, null | string>) => ['hasProduction', 'hasStaging', 'hasOtherStage'].map(name => field(name, stages))
    assert.deepEqual(has({a: 'production', b: 'staging'}), [true, true, true])
    assert.deepEqual(has({a: 'production'}), [true, false, false])
    assert.deepEqual(has({a: 'review', b: 'test', c: 'development'}), [false, false, true])
    assert.deepEqual(has({}), [false, false, false])
    assert.deepEqual(has({a: 'production', b: null}), [true, 'no-statement?', 'no-statement?'])
    assert.deepEqual(has({a: 'Staging', b: 'staging'}), ['unknown-value?', true, true])
  })

  it('ask for nothing of an app before it is needed', () => {
    const {context, reader, roster} = stage(staged({}), flow)
    const {production} = stagesOf(context, roster, [{app: {id: 'a9'}, stage: 'production'}])
    assert.deepEqual(reader.wanted(), [])
    production[0]?.record()
    assert.deepEqual(reader.wanted().map(({path}) => path), ['/apps/a9'])
  })

  it('say which app cannot be seen', () => {
    const known = stage([...staged({a: 'production', b: 'staging'}), refused('app', 'a', 404), refused('app', 'b')], flow).field('pipeline', 'flow', 'productionIsInSpace')
    assert.equal(seen(known), 'not-found?')
    assert.ok('gap' in known)
    assert.match(known.gap.detail ?? '', /^the app a of the pipeline cannot be seen: /)
  })
})
