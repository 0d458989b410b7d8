import assert from 'node:assert/strict'

import type {Crosswalk, CrosswalkPair} from '../../src/model/crosswalk.js'
import type {Framework} from '../../src/model/framework.js'

import {crosswalkTarget} from '../../src/model/framework.js'
import {controlRelations, controlsMappingTo} from '../../src/explain/control-relations.js'
import {mappedBySection, relationSections} from '../../src/explain/control-relations-text.js'
import {control, framework, tooWide, withoutQuestion} from './support.js'

const nist = framework(crosswalkTarget, [control('AC-2', {answerDays: 92}), control('AC-3')], {aliases: ['nist']})
const cards = framework('cards', [
  control('1', {nist: {'AC-2': 'subset', 'AC-3': 'overlap'}}),
  control('2', {answerDays: 31, nist: {'AC-2': 'subset'}}),
  control('3', {nist: {'AC-3': 'equal'}}),
  control('4', {kind: 'inherited', nist: {'AC-3': 'equal'}}),
])
const house = framework('house', [control('a', {nist: {'AC-3': 'superset'}}), control('b', {nist: {'AC-3': 'subset'}})])
const profile = framework('cards-a', cards.controls, {profileOf: 'cards'})
const frameworks = [cards, house, nist, profile]

const pair = (id: string, to: string, relation: CrosswalkPair['relation'], rest: Partial<CrosswalkPair> = {}) => ({
  confidence: 'medium' as const,
  control: id,
  nist: to,
  relation,
  source: 'ours',
  ...rest,
})
const crosswalks: Crosswalk[] = [
  {
    framework: 'cards',
    pairs: [
      pair('1', 'AC-3', 'overlap', {confidence: 'low', source: 'elsewhere'}),
      pair('1', 'AC-2', 'subset', {corroborated: true, why: 'It asks for accounts alone.'}),
      pair('2', 'AC-2', 'subset'),
    ],
    sources: {ours: 'Our reading'},
  },
]

const relationsOf = ({controls, ...rest}: Framework, id: string) => {
  const own = controls.find(candidate => candidate.id === id) ?? assert.fail(id)
  return controlRelations({...rest, controls}, own, frameworks, crosswalks)
}

const refs = (all: ReadonlyArray<{readonly control: string; readonly framework: string; readonly relation: string}>) =>
  all.map(({control: id, framework: name, relation}) => `${name} ${id} ${relation}`)

describe('what a control has to do with others', () => {
  it('is what it maps to, the closest relation first, with source, confidence and reason', () => {
    assert.deepEqual(relationsOf(cards, '1').maps, [
      {
        confidence: 'medium',
        corroborated: true,
        nist: 'AC-2',
        relation: 'subset',
        source: 'Our reading',
        why: 'It asks for accounts alone.',
      },
      {confidence: 'low', nist: 'AC-3', relation: 'overlap', source: 'elsewhere'},
    ])
  })

  it('is the same for the control of a profile', () => {
    assert.deepEqual(relationsOf(profile, '1').maps, relationsOf(cards, '1').maps)
  })

  it('is based on the framework itself where there is no crosswalk', () => {
    assert.deepEqual(relationsOf(house, 'a').maps, [
      {nist: 'AC-3', relation: 'superset', source: 'The framework itself'},
    ])
  })

  it('is whose answers answer it, unless they count for longer or it is only answered in part', () => {
    assert.deepEqual(refs(relationsOf(cards, '1').answeredBy), [`${crosswalkTarget} AC-2 subset`])
    assert.deepEqual(refs(relationsOf(cards, '2').answeredBy), [])
    assert.deepEqual(refs(relationsOf(cards, '3').answeredBy), [`${crosswalkTarget} AC-3 equal`, 'house a subset'])
    assert.deepEqual(refs(relationsOf(house, 'a').answeredBy), [])
  })

  it('is what its answer answers, controls of SP 800-53 first and profiles left out', () => {
    assert.deepEqual(refs(relationsOf(nist, 'AC-2').answers), ['cards 1 subset'])
    assert.deepEqual(refs(relationsOf(cards, '3').answers), [
      `${crosswalkTarget} AC-3 equal`,
      'cards 4 equal',
      'house b subset',
    ])
    assert.deepEqual(refs(relationsOf(cards, '4').answers), [])
  })

  it('is carried to no control without a question', () => {
    const unasked = withoutQuestion(control('5', {nist: {'AC-3': 'equal'}}))
    const automatic = framework('automatic', [unasked])
    assert.deepEqual(controlRelations(automatic, unasked, [...frameworks, automatic], []).answeredBy, [])
  })

  it('is what maps to it, if it is a control of SP 800-53', () => {
    assert.deepEqual(refs(relationsOf(nist, 'AC-3').mappedBy), [
      'cards 1 overlap',
      'cards 3 equal',
      'cards 4 equal',
      'house a superset',
      'house b subset',
    ])
    assert.deepEqual(relationsOf(house, 'a').mappedBy, [])
    assert.deepEqual(controlsMappingTo('constructor', frameworks), [])
    const low = framework('low', nist.controls, {profileOf: crosswalkTarget})
    assert.equal(relationsOf(low, 'AC-3').mappedBy.length, 5)
  })
})

describe('the text of relations', () => {
  const text = (own: Framework, id: string) => relationSections(relationsOf(own, id), frameworks, 80)

  it('says what a control maps to and why, and whose answers it shares', () => {
    assert.equal(
      text(cards, '1'),
      `
NIST SP 800-53 controls that it maps to
  is a part of AC-2
    Our reading; medium confidence; another public mapping agrees
    AC-2: It asks for accounts alone.
  shares something with AC-3
    elsewhere; low confidence

A yes to any of these also answers it
  nist: AC-2
`,
    )
  })

  it('puts what relates alike for the same reason into one line, and what maps to a control by relation', () => {
    const many = framework('many', [control('1', {nist: {'AC-2': 'overlap', 'AC-3': 'overlap'}})])
    const own = many.controls[0] ?? assert.fail()
    assert.equal(
      relationSections(controlRelations(many, own, [many], []), [many], 80),
      `
NIST SP 800-53 controls that it maps to
  shares something with AC-2, AC-3
    The framework itself
`,
    )
    assert.equal(
      mappedBySection(controlsMappingTo('AC-3', frameworks), frameworks, 80),
      `
Controls that map to it
  what asks the same as it
    cards: 3, 4
  what is a part of it
    house: b
  what includes it
    house: a
  what shares something with it
    cards: 1
`,
    )
  })

  it('is empty for a control that relates to nothing, and names a framework that is unknown by its id', () => {
    const alone = framework('alone', [control('1')])
    assert.equal(relationSections(controlRelations(alone, control('1'), [alone], []), [alone], 80), '')
    assert.match(mappedBySection([{control: '1', framework: 'gone', relation: 'equal'}], [], 80), /\n {4}gone: 1\n/)
  })

  it('fits the available columns', () => {
    for (const columns of [60, 80, 120])
      assert.deepEqual(tooWide(relationSections(relationsOf(cards, '1'), frameworks, columns), columns), [])
  })
})
