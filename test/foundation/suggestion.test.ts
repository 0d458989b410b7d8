import assert from 'node:assert/strict'

import {beginsWithName, isSameName, nearest} from '../../src/foundation/suggestion.js'

describe('the name that is probably meant', () => {
  for (const [given, candidates, meant] of [
    ['SC7', ['17', 'SC-7', 'SC-8'], 'SC-7'],
    ['GATE PCI 1', ['GATE-PCI-1'], 'GATE-PCI-1'],
    ['Sarif', ['json', 'sarif'], 'sarif'],
    ['qilgate', ['quillgate', 'tarnlight'], 'quillgate'],
    ['cjsi', ['pci', 'cjis'], 'cjis'],
    ['pc', ['pci', 'soc2'], 'pci'],
    ['postgres-is-sheild', ['postgres-is-shield', 'postgres-is-current'], 'postgres-is-shield'],
  ] as const)
    it(`is ${meant} for ${given}`, () => assert.equal(nearest(given, candidates), meant))

  for (const [given, candidates] of [
    ['SC7', ['17', 'AB-9']],
    ['x', ['y', 'z']],
    ['xyzzy', ['pci', 'cjis']],
    ['--', ['pci', '...']],
    ['anything', []],
  ] as const)
    it(`is none for ${given} among ${candidates.join(', ') || 'nothing'}`, () =>
      assert.equal(nearest(given, candidates), undefined))

  it('differs in nothing but case and punctuation, unless it is a number', () => {
    assert.ok(isSameName('AC-2 (1)', 'ac2.1'))
    assert.ok(!isSameName('AC-2', 'AC-21'))
    assert.ok(!isSameName('1.2.1', '12.1'))
    assert.equal(nearest('1.2.33', ['12.3.3', '1.2.3']), '1.2.3')
  })

  it('begins with what was typed, whatever its case and punctuation, unless that is a number', () => {
    assert.ok(beginsWithName('SC-7.a', 'sc7'))
    assert.ok(beginsWithName('1.2.1', '1.2'))
    assert.ok(!beginsWithName('12.1', '1.2'))
    assert.ok(!beginsWithName('SC-7', '-'))
  })
})
