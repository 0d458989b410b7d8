import assert from 'node:assert/strict'

import type {Control} from '../../src/model/framework.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {mustBeAnsweredFor} from '../../src/assess/open-questions.js'

describe('answers', () => {
  it('are asked for of every team where a control is about teams or people', () => {
    const catalog = loadCatalog(['pci'])
    const [framework] = catalog.frameworks
    const people = new Set(
      catalog.checks.filter(({subject}) => subject === 'member' || subject === 'team').map(({id}) => id),
    )
    const control =
      framework?.controls.find(({checks, kind}) => kind !== 'automatic' && checks.some(id => people.has(id))) ??
      assert.fail()
    const apart: Control = {
      id: 'x',
      kind: 'fail-only',
      remediation: {text: 'x'},
      responsibility: 'customer',
      severity: 'high',
      source: {document: 'd', section: 's'},
      title: 'x',
      checks: ['apps-run-in-a-shield-space'],
    }
    const [acme, vault, pay, hidden] = [
      {holdsApps: true, name: 'team acme', team: 'acme'},
      {holdsApps: true, name: 'space vault', space: 'vault', team: 'acme'},
      {app: 'pay', name: 'pay'},
      {name: 'acme/*'},
    ]
    assert.deepEqual([acme, vault, pay, hidden].map(mustBeAnsweredFor(control, catalog)), [true, false, true, true])
    assert.deepEqual([acme, vault, pay, hidden].map(mustBeAnsweredFor(apart, catalog)), [false, false, true, true])
    assert.deepEqual(
      [
        {...acme, holdsApps: false},
        {...vault, holdsApps: false},
      ].map(mustBeAnsweredFor(apart, catalog)),
      [true, true],
    )
    for (const subject of ['authorization', 'invitation', 'member', 'team'])
      assert.ok(mustBeAnsweredFor({...apart, facts: [{fields: [], subject}]}, catalog)(acme), subject)
    for (const subject of ['app', 'collaborator', 'space'])
      assert.ok(!mustBeAnsweredFor({...apart, facts: [{fields: [], subject}]}, catalog)(acme), subject)
    assert.ok(
      mustBeAnsweredFor({...apart, facts: ['app', 'team'].map(subject => ({fields: [], subject}))}, catalog)(acme),
    )
    const [first = ''] = people
    for (const more of [{signals: [first]}, {boundary: [first]}])
      assert.ok(mustBeAnsweredFor({...apart, ...more}, catalog)(acme))
  })
})
