import assert from 'node:assert/strict'

import type {Snapshot} from '../../src/model/snapshot.js'

import {assessChange} from '../../src/changes/assess-change.js'
import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {herokuCommand} from '../helpers/commands.js'

const assessLine = async (line: string, snapshot: Snapshot = loadSample()) =>
  assessChange(snapshot, [await herokuCommand(line)], await selectCatalog(['baseline', 'pci']), {
    allowUnknown: false,
    failOn: 'high',
    scopeKind: 'sample',
    version: '0.0.0',
  })

const without = (path: string): Snapshot => {
  const snapshot = loadSample()
  return {...snapshot, facts: snapshot.facts.filter(fact => fact.path !== path)}
}

const refusing = (path: string): Snapshot => {
  const snapshot = loadSample()
  return {
    ...snapshot,
    facts: snapshot.facts.map(fact =>
      fact.path === path ? {at: fact.at, gap: {reason: 'forbidden'}, kind: fact.kind, path, status: 403} : fact,
    ),
  }
}

describe('the assessment of a change', () => {
  it('is worse where something would fail that does not now', async () => {
    const {comparison, isWorse, missing, undetermined} = await assessLine(
      'heroku addons:attach citation-pay-db -a badge-demo',
    )
    assert.equal(isWorse, true)
    assert.deepEqual(
      comparison.newlyFailing.map(({check, subject}) => [check, subject.name]),
      [
        ['addons-stay-inside-one-boundary', 'citation-pay-db'],
        ['borrowed-databases-use-a-credential-of-their-own', 'badge-demo/DATABASE'],
      ],
    )
    assert.deepEqual([missing, undetermined], [[], []])
  })

  it('names the facts about what exists that are missing', async () => {
    const {missing} = await assessLine(
      'heroku addons:attach citation-pay-db -a badge-demo',
      without('/apps/badge-demo/features'),
    )
    assert.deepEqual(missing, [{kind: 'appFeatures', path: '/apps/badge-demo/features'}])
  })

  it('says what is unknown and depends on a fact that the command changes', async () => {
    const path = '/apps/fee-tables/features'
    const snapshot = refusing(path)
    const before = await assessLine('heroku addons:attach citation-pay-db -a badge-demo', snapshot)
    assert.deepEqual(before.unseen, [])
  })
})
