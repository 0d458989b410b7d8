import assert from 'node:assert/strict'

import type {Entry} from '../../src/explain/find-entry.js'

import {findEntry, similarIds} from '../../src/explain/find-entry.js'
import {bundledView, control, framework} from './support.js'

const catalog = {
  ...bundledView(),
  frameworks: [
    framework('one-1', [control('A-1', {nist: {'SC-7': 'equal'}}), control('B.2')], {aliases: ['one']}),
    framework('two-1', [control('A-1'), control('SC9')]),
  ],
}

/** An entry by its kind and its controls. */
function brief(entry: Entry | undefined): string {
  if (entry?.kind === 'controls')
    return entry.matches.map(match => `${match.framework.id} ${match.control.id}`).join(', ')
  if (entry?.kind === 'framework') return `framework ${entry.framework.id}`
  if (entry?.kind === 'check') return `check ${entry.check.id}`
  return entry ? `nist ${entry.id}: ${entry.mappedBy.length}` : 'nothing'
}

describe('an entry of the catalog', () => {
  for (const [given, expected] of [
    ['ONE', 'framework one-1'],
    ['one1', 'framework one-1'],
    ['Postgres-is-shield', 'check postgres-is-shield'],
    ['postgres is shield', 'check postgres-is-shield'],
    ['a-1', 'one-1 A-1, two-1 A-1'],
    ['one:a-1', 'one-1 A-1'],
    ['two-1 A-1', 'two-1 A-1'],
    ['B2', 'one-1 B.2'],
    ['sc-7', 'nist SC-7: 1'],
    ['SC-9', 'two-1 SC9'],
    ['two:B.2', 'nothing'],
    ['three:A-1', 'nothing'],
    ['', 'nothing'],
  ] as const)
    it(`is ${expected} for "${given}"`, () => {
      assert.equal(brief(findEntry(given, catalog)), expected)
    })

  it('has similar ids: those that begin alike, or else the nearest', () => {
    assert.deepEqual(similarIds('trusted-ips', catalog), [
      'trusted-ips-are-applied',
      'trusted-ips-are-narrow',
      'trusted-ips-are-not-open',
    ])
    assert.deepEqual(similarIds('postgres-is-sheild', catalog), ['postgres-is-shield'])
    assert.deepEqual(similarIds('nothing that there is', catalog), [])
  })
})
