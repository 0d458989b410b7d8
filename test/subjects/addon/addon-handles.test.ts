import assert from 'node:assert/strict'

import type {Addon, AddonAttachment} from '../../../src/model/facts.js'
import type {Fact, Scope} from '../../../src/model/snapshot.js'

import {
  addonHandles,
  addonOfAttachment,
  attachmentsOf,
  addonsBilledTo,
} from '../../../src/subjects/addon/addon-handles.js'
import {refusedFact, fixture, factOf} from '../support.js'

const app = (id: string, name: string) => factOf('app', name, {id, name, space: null})
const addon = (id: string, name: string, payer: string): Addon => ({
  addon_service: {name: 'heroku-redis'},
  app: {id: payer, name: payer},
  id,
  name,
  plan: {name: 'heroku-redis:mini'},
})
const attach = (id: string, to: string, name: string, of: Addon): AddonAttachment => ({
  addon: {app: of.app ?? null, id: of.id, name: of.name},
  app: {id: to, name: to},
  id,
  name,
})

const own = addon('x1', 'own', 'pay')
const lent = addon('x2', 'lent', 'fees')

function handles(facts: readonly Fact[], scope?: Scope) {
  const {context, reader, inventory} = fixture(facts, scope)
  const list = addonHandles(context, inventory).map(({id, name, record, attachedAppIds}) => ({
    id,
    name,
    seen: 'body' in record,
    users: [...attachedAppIds].sort(),
  }))
  return {list: list.sort((a, b) => (a.id < b.id ? -1 : 1)), wanted: reader.wantedFacts().map(({path}) => path)}
}

describe('addon-handles: addonHandles', () => {
  const payFacts = [
    app('pay', 'pay'),
    factOf('addons', 'pay', [own]),
    factOf('addonAttachments', 'pay', [
      attach('1', 'pay', 'REDIS', own),
      attach('2', 'pay', 'LENT', lent),
      attach('3', 'pay', 'AGAIN', lent),
    ]),
  ]

  it('contains billed and attached add-ons once each', () => {
    const {list} = handles([...payFacts, factOf('addon', 'lent', lent)])
    assert.deepEqual(list, [
      {id: 'x1', name: 'own', seen: true, users: ['pay']},
      {id: 'x2', name: 'lent', seen: true, users: ['pay']},
    ])
  })

  it('reads a borrowed add-on individually', () => {
    const {list, wanted} = handles(payFacts)
    assert.deepEqual(
      list.map(({seen: shown}) => shown),
      [true, false],
    )
    assert.deepEqual(wanted, ['/addons/lent'])
  })

  it('takes a borrowed add-on from the list of the paying app when that is in scope', () => {
    const scope = {kind: 'pipeline', name: 'flow'} as const
    const facts = [
      ...payFacts,
      app('fees', 'fees'),
      factOf('pipeline', 'flow', {id: 'p1', name: 'flow'}),
      factOf('pipelineCouplings', 'p1', [{app: {id: 'pay'}}, {app: {id: 'fees'}}]),
      factOf('addons', 'fees', [lent]),
      factOf('addonAttachments', 'fees', [attach('4', 'fees', 'REDIS', lent)]),
    ]
    const {list, wanted} = handles(facts, scope)
    assert.deepEqual(list[1], {id: 'x2', name: 'lent', seen: true, users: ['fees', 'pay']})
    assert.ok(!wanted.includes('/addons/lent'))
    const without = handles(
      [...facts.filter(({path}) => path !== '/apps/fees/addons'), refusedFact('addons', 'fees')],
      scope,
    )
    assert.ok(without.wanted.includes('/addons/lent'))
  })

  it('waits for the list of the paying app before it reads an add-on individually', () => {
    const scope = {kind: 'pipeline', name: 'flow'} as const
    const {wanted} = handles(
      [
        ...payFacts,
        app('fees', 'fees'),
        factOf('pipeline', 'flow', {id: 'p1', name: 'flow'}),
        factOf('pipelineCouplings', 'p1', [{app: {id: 'pay'}}, {app: {id: 'fees'}}]),
      ],
      scope,
    )
    assert.ok(wanted.includes('/apps/fees/addons'))
    assert.ok(!wanted.includes('/addons/lent'))
  })

  it('prefers the record in the list of the paying app to what attachments say', () => {
    const nameless = {...attach('1', 'pay', 'REDIS', own), addon: {app: null, id: 'x1', name: 'own'}}
    assert.deepEqual(
      handles([app('pay', 'pay'), factOf('addons', 'pay', [own]), factOf('addonAttachments', 'pay', [nameless])]).list,
      [{id: 'x1', name: 'own', seen: true, users: ['pay']}],
    )
  })

  it('is empty when both lists are empty', () => {
    assert.deepEqual(
      handles([app('pay', 'pay'), factOf('addons', 'pay', []), factOf('addonAttachments', 'pay', [])]).list,
      [],
    )
  })
})

describe('addon-handles: addonOfAttachment', () => {
  it('finds the record by ID or name', () => {
    const other = addon('x9', 'other', 'pay')
    const {context, inventory} = fixture([app('pay', 'pay'), factOf('addons', 'pay', [other, own])])
    assert.deepEqual(addonOfAttachment(context, inventory, attach('1', 'pay', 'REDIS', own)).record, {body: own})
    assert.deepEqual(
      addonOfAttachment(context, inventory, {
        ...attach('1', 'pay', 'REDIS', own),
        addon: {app: {name: 'pay'}, name: 'own'},
      }),
      {id: 'own', name: 'own', record: {body: own}},
    )
    assert.deepEqual(
      addonOfAttachment(context, inventory, {
        ...attach('1', 'pay', 'REDIS', own),
        addon: {app: {name: 'pay'}, id: 'x1', name: 'renamed'},
      }).record,
      {body: own},
    )
  })

  it("reads the add-on by name when the list of its app doesn't contain it", () => {
    const {context, reader, inventory} = fixture([app('pay', 'pay'), factOf('addons', 'pay', [])])
    assert.ok('gap' in addonOfAttachment(context, inventory, attach('1', 'pay', 'REDIS', own)).record)
    assert.deepEqual(
      reader.wantedFacts().map(({path}) => path),
      ['/addons/own'],
    )
  })

  it('reads an add-on without an ID by name when the list of its app is outside the scope', () => {
    const {context, inventory} = fixture([app('pay', 'pay'), factOf('addon', 'lent', lent)])
    const attachment = {...attach('1', 'pay', 'LENT', lent), addon: {app: {name: 'fees'}, name: 'lent'}}
    assert.deepEqual(addonOfAttachment(context, inventory, attachment), {
      id: 'lent',
      name: 'lent',
      record: {body: lent},
    })
  })

  it("reads the list of an app outside the scope only if that app's ID is passed", () => {
    const referenceWith = (...guests: string[]) => {
      const {context, reader, inventory} = fixture([
        app('pay', 'pay'),
        factOf('addons', 'pay', []),
        factOf('addons', 'fees', [lent]),
      ])
      const {record} = addonOfAttachment(context, inventory, attach('1', 'pay', 'LENT', lent), guests)
      return ['body' in record, reader.wantedFacts().map(({path}) => path)]
    }

    assert.deepEqual(
      [referenceWith(), referenceWith('other'), referenceWith('other', 'fees')],
      [
        [false, ['/addons/lent']],
        [false, ['/addons/lent']],
        [true, []],
      ],
    )
  })
})

describe('addon-handles: the lists of a hidden app', () => {
  it('are gaps of the app itself, and are not requested', () => {
    const {context, reader, inventory} = fixture(
      [
        refusedFact('app', 'a9', 404),
        factOf('pipeline', 'flow', {id: 'p1', name: 'flow'}),
        factOf('pipelineCouplings', 'p1', [{app: {id: 'a9'}}]),
      ],
      {kind: 'pipeline', name: 'flow'},
    )
    const [hidden] = inventory.apps
    assert.ok(hidden?.visibilityGap)
    assert.deepEqual(
      [attachmentsOf(context, hidden), addonsBilledTo(context, hidden)],
      [{gap: hidden.visibilityGap}, {gap: hidden.visibilityGap}],
    )
    assert.deepEqual(reader.wantedFacts(), [])
  })
})
