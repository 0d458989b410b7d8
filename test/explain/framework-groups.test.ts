import assert from 'node:assert/strict'

import {audiences, controlKinds} from '../../src/model/framework.js'
import {controlKindCounts} from '../../src/explain/control-kinds.js'
import {frameworkGroups} from '../../src/explain/framework-groups.js'
import {control, framework, joined, tooWide} from './support.js'

const controls = [control('1', {kind: 'automatic'}), control('2'), control('3')]
const frameworks = [
  framework('own', controls),
  framework('cards', controls, {aliases: ['pan'], audience: 'card-payments'}),
  framework('house', controls, {audience: 'anyone'}),
  framework('island', controls, {audience: 'special'}),
  framework('cards-a', [control('1')], {aliases: ['a'], audience: 'card-payments', profileOf: 'cards'}),
  framework('cards-b', [control('2')], {audience: 'card-payments', profileOf: 'cards'}),
]

describe('groups of frameworks', () => {
  it('follow each other by who needs them, and end with those that do not say', () => {
    const headings = frameworkGroups(frameworks, 80).match(/^\S.*$/gm)
    assert.deepEqual(headings?.slice(1), ['Anyone on Heroku', 'Card payments', 'Special cases', 'Others'])
  })

  it('have a heading for every audience', () => {
    const every = audiences.map(audience => framework(audience, controls, {audience}))
    assert.equal(frameworkGroups(every, 80).match(/^\S.*$/gm)?.length, audiences.length + 1)
  })

  it('are a table of numbers by kind, with the title below or beside them', () => {
    const narrow = frameworkGroups(frameworks, 80).split('\n')
    const row = narrow.findIndex(line => line.startsWith('  pan '))
    assert.deepEqual(narrow[row]?.trim().split(/ +/), ['pan', '1', '0', '0', '0', '2', '3'])
    assert.equal(narrow[row + 1], '    Title of cards 1')
    const wide = frameworkGroups(frameworks, 120).split('\n')
    assert.match(wide.find(line => line.startsWith('  pan ')) ?? '', / 3 {2}Title of cards 1$/)
  })

  it('have their numbers below their headings', () => {
    const [head = '', ...rows] = frameworkGroups(frameworks, 80).split('\n')
    const ends = (line: string) => [...line.matchAll(/\S+/g)].map(({index, 0: word}) => index + word.length).slice(1)
    assert.deepEqual(head.trim().split(/ +/), ['Frameworks', ...controlKinds, 'all'])
    const numbers = rows.filter(line => /^ {2}\S+ +\d.*\d$/.test(line))
    assert.equal(numbers.length, 3)
    for (const row of numbers) assert.deepEqual(ends(row), ends(head))
  })

  it('are sentences if there is no room for a table', () => {
    const text = joined(frameworkGroups(frameworks, 60))
    assert.match(text, /^Frameworks Anyone/)
    assert.ok(
      text.includes('pan: Title of cards 1 3 controls: 1 automatic, 0 fail-only, 0 evidence, 0 inherited, 2 manual'),
    )
  })

  it('name the profiles of a framework in one line below it, with their numbers', () => {
    assert.match(frameworkGroups(frameworks, 80), /\n {4}Title of cards 1\n {4}profiles: a \(1\), cards-b \(1\)\n/)
  })

  it('list a profile like a framework if its framework is missing', () => {
    assert.match(frameworkGroups(frameworks.slice(4, 5), 80), /\n {2}a +0 +0 +0 +0 +1 +1\n/)
  })

  it('keep special cases to a line', () => {
    assert.match(frameworkGroups(frameworks, 80), /\nSpecial cases\n {2}island: Title of island 1, 3 controls\n/)
  })

  it('fit the available columns', () => {
    for (const columns of [60, 80, 120]) assert.deepEqual(tooWide(frameworkGroups(frameworks, columns), columns), [])
  })
})

describe('numbers of controls', () => {
  it('are counted by kind', () => {
    assert.deepEqual(controlKindCounts({controls}), {
      automatic: 1,
      evidence: 0,
      'fail-only': 0,
      inherited: 0,
      manual: 2,
    })
  })
})
