import assert from 'node:assert/strict'

import type {App, Space} from '../../../src/model/facts.js'
import type {Generation} from '../../../src/model/resource-ref.js'

import {generationOf, spaceClass} from '../../../src/subjects/app/runtime-class.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const vault: Space = {generation: 'cedar', id: 's1', name: 'vault', shield: true}

function classOf(app: Partial<App>, space: Partial<Space> | 'refused' = {}): unknown {
  const there = space === 'refused' ? refusedFact('space', 'vault') : factOf('space', 'vault', {...vault, ...space})
  return valueOrGap(
    fixture([factOf('app', 'pay', {id: 'a1', name: 'pay', ...app}), there]).field('app', 'pay', 'runtimeClass'),
  )
}

const at = (shield?: boolean | null) => ({space: {id: 's1', name: 'vault', ...(shield === undefined ? {} : {shield})}})
const open = (reason: string) => [`${reason}?`, 'private', 'shield']

describe('runtime-class: generationOf', () => {
  it('reads both forms of the two generations', () => {
    const generationField = (generation: Generation | undefined) => valueOrGap(generationOf(generation))
    assert.deepEqual(
      [
        generationField('cedar'),
        generationField('fir'),
        generationField({name: 'cedar'}),
        generationField({id: 'x', name: 'fir'}),
      ],
      ['cedar', 'fir', 'cedar', 'fir'],
    )
    assert.deepEqual(
      [generationField('Cedar'), generationField(''), generationField({name: 'birch'})],
      ['unknown-value?', 'unknown-value?', 'unknown-value?'],
    )
    assert.deepEqual([generationField(null), generationField(undefined)], ['no-statement?', 'no-statement?'])
  })
})

describe('runtime-class: spaceClass', () => {
  it('is shield for a Cedar space that says so', () => {
    assert.equal(valueOrGap(spaceClass(vault)), 'shield')
    assert.equal(valueOrGap(spaceClass({...vault, shield: false})), 'private')
    assert.equal(valueOrGap(spaceClass({...vault, generation: 'fir', shield: false})), 'private')
    assert.equal(valueOrGap(spaceClass({id: 's1', name: 'vault', shield: false})), 'private')
  })

  it('is undecided if it says nothing, is a Fir space that claims Shield, or has an unknown generation', () => {
    assert.deepEqual(valueOrGap(spaceClass({generation: 'cedar', id: 's1', name: 'vault'})), open('no-statement'))
    assert.deepEqual(valueOrGap(spaceClass({...vault, shield: null})), open('no-statement'))
    assert.deepEqual(valueOrGap(spaceClass({...vault, generation: 'fir'})), open('unsupported'))
    assert.deepEqual(valueOrGap(spaceClass({...vault, generation: 'birch'})), open('unknown-value'))
    assert.deepEqual(valueOrGap(spaceClass({id: 's1', name: 'vault', shield: true})), open('no-statement'))
  })
})

describe('runtime-class: runtimeClass', () => {
  it('is what app and space agree on', () => {
    assert.equal(classOf(at(true)), 'shield')
    assert.equal(classOf(at(false), {shield: false}), 'private')
    assert.equal(classOf(at(), {shield: false}), 'private')
    assert.equal(classOf(at(false), {shield: null}), 'private')
  })

  it("is undecided between private and shield if they don't agree", () => {
    assert.deepEqual(classOf(at(false)), open('disagree'))
    assert.deepEqual(classOf(at(true), {shield: false}), open('disagree'))
    assert.deepEqual(classOf(at()), open('no-statement'))
    assert.deepEqual(classOf(at(null)), open('no-statement'))
    assert.deepEqual(classOf(at(true), {generation: 'fir'}), open('unsupported'))
    assert.deepEqual(classOf(at(false), {generation: 'fir'}), open('unsupported'))
    assert.deepEqual(classOf(at(true), {shield: null}), open('no-statement'))
    assert.deepEqual(classOf(at(true), 'refused'), open('forbidden'))
    assert.deepEqual(classOf(at(false), 'refused'), open('forbidden'))
  })

  it("is common outside a space, and unknown if the app doesn't say", () => {
    assert.equal(classOf({space: null}, 'refused'), 'common')
    assert.equal(classOf({}), 'no-statement?')
    assert.equal(
      valueOrGap(fixture([refusedFact('app', 'pay', 500)]).field('app', 'pay', 'runtimeClass')),
      'server-error?',
    )
  })
})
