import assert from 'node:assert/strict'

import {editFacts} from '../../src/changes/fact-editor.js'
import {factOf, refusedFact} from '../helpers/changes.js'

describe('renaming a resource', () => {
  const facts = [
    factOf('app', ['web'], {id: 'a1', name: 'web'}),
    factOf('teamApp', ['web'], {id: 'a1', name: 'web'}),
    refusedFact('postgresTransfers', 'web'),
    factOf('domains', ['website'], []),
  ]
  const {edited, editor} = editFacts(new Map(facts.map(fact => [fact.path, fact])))
  editor.create('app', 'web')
  editor.rename('app', 'web', 'shop')
  const after = edited()

  it('moves the facts whose path has its name, gaps included', () =>
    assert.deepEqual([...after.facts.keys()].sort(), [
      '/apps/shop',
      '/apps/website/domains',
      '/client/v11/apps/shop/transfers',
      '/teams/apps/shop',
    ]))

  it('touches both paths', () => assert.ok(['/apps/web', '/apps/shop'].every(path => after.touched.has(path))))

  it('keeps in mind that it is new', () => assert.ok(after.created.has('/apps/shop')))

  it('finds it among facts read by its new name', () => assert.equal(editor.need('app', 'shop').id, 'a1'))
})
