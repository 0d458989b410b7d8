import assert from 'node:assert/strict'

import type {Addon, AddonAttachment} from '../../../src/model/facts.js'
import type {Fact, Scope} from '../../../src/model/snapshot.js'

import {addonHandles, addonOf, attachmentsOf, billedTo} from '../../../src/subjects/addon/addons-of.js'
import {refused, stage, told} from '../support.js'

const app = (id: string, name: string) => told('app', name, {id, name, space: null})
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
  const {context, reader, roster} = stage(facts, scope)
  const list = addonHandles(context, roster).map(({id, name, record, users}) => ({
    id,
    name,
    seen: 'body' in record,
    users: [...users].sort(),
  }))
  return {list: list.sort((a, b) => (a.id < b.id ? -1 : 1)), wanted: reader.wanted().map(({path}) => path)}
}

describe('addonHandles', () => {
  const payFacts = [
    app('pay', 'pay'),
    told('addons', 'pay', [own]),
    told('addonAttachments', 'pay', [
      attach('1', 'pay', 'REDIS', own),
      attach('2', 'pay', 'LENT', lent),
      attach('3', 'pay', 'AGAIN', lent),
    ]),
  ]

  it('are those that are paid for and those that are attached, each once', () => {
    const {list} = handles([...payFacts, told('addon', 'lent', lent)])
    assert.deepEqual(list, [
      {id: 'x1', name: 'own', seen: true, users: ['pay']},
      {id: 'x2', name: 'lent', seen: true, users: ['pay']},
    ])
  })

  it('ask for a borrowed one by itself', () => {
    const {list, wanted} = handles(payFacts)
    assert.deepEqual(
      list.map(({seen}) => seen),
      [true, false],
    )
    assert.deepEqual(wanted, ['/addons/lent'])
  })

  it('are taken from the list of the app that pays where it is in scope', () => {
    const scope = {kind: 'pipeline', name: 'flow'} as const
    const facts = [
      ...payFacts,
      app('fees', 'fees'),
      told('pipeline', 'flow', {id: 'p1', name: 'flow'}),
      told('pipelineCouplings', 'p1', [{app: {id: 'pay'}}, {app: {id: 'fees'}}]),
      told('addons', 'fees', [lent]),
      told('addonAttachments', 'fees', [attach('4', 'fees', 'REDIS', lent)]),
    ]
    const {list, wanted} = handles(facts, scope)
    assert.deepEqual(list[1], {id: 'x2', name: 'lent', seen: true, users: ['fees', 'pay']})
    assert.ok(!wanted.includes('/addons/lent'))
    const without = handles(
      [...facts.filter(({path}) => path !== '/apps/fees/addons'), refused('addons', 'fees')],
      scope,
    )
    assert.ok(without.wanted.includes('/addons/lent'))
  })

  it('wait for the list of the app that pays before they ask by themselves', () => {
    const scope = {kind: 'pipeline', name: 'flow'} as const
    const {wanted} = handles(
      [
        ...payFacts,
        app('fees', 'fees'),
        told('pipeline', 'flow', {id: 'p1', name: 'flow'}),
        told('pipelineCouplings', 'p1', [{app: {id: 'pay'}}, {app: {id: 'fees'}}]),
      ],
      scope,
    )
    assert.ok(wanted.includes('/apps/fees/addons'))
    assert.ok(!wanted.includes('/addons/lent'))
  })

  it('are what the app that pays says of them, whatever their attachments leave out', () => {
    const nameless = {...attach('1', 'pay', 'REDIS', own), addon: {app: null, id: 'x1', name: 'own'}}
    assert.deepEqual(
      handles([app('pay', 'pay'), told('addons', 'pay', [own]), told('addonAttachments', 'pay', [nameless])]).list,
      [{id: 'x1', name: 'own', seen: true, users: ['pay']}],
    )
  })

  it('are none where both lists are empty', () => {
    assert.deepEqual(
      handles([app('pay', 'pay'), told('addons', 'pay', []), told('addonAttachments', 'pay', [])]).list,
      [],
    )
  })
})

describe('addonOf', () => {
  it('is the row of that id or name among others', () => {
    const other = addon('x9', 'other', 'pay')
    const {context, roster} = stage([app('pay', 'pay'), told('addons', 'pay', [other, own])])
    assert.deepEqual(addonOf(context, roster, attach('1', 'pay', 'REDIS', own)).record, {body: own})
    assert.deepEqual(
      addonOf(context, roster, {...attach('1', 'pay', 'REDIS', own), addon: {app: {name: 'pay'}, name: 'own'}}),
      {id: 'own', name: 'own', record: {body: own}},
    )
    assert.deepEqual(
      addonOf(context, roster, {
        ...attach('1', 'pay', 'REDIS', own),
        addon: {app: {name: 'pay'}, id: 'x1', name: 'renamed'},
      }).record,
      {body: own},
    )
  })

  it('is asked for by name where the list of its app does not show it', () => {
    const {context, reader, roster} = stage([app('pay', 'pay'), told('addons', 'pay', [])])
    assert.ok('gap' in addonOf(context, roster, attach('1', 'pay', 'REDIS', own)).record)
    assert.deepEqual(
      reader.wanted().map(({path}) => path),
      ['/addons/own'],
    )
  })

  it('is read from the list of an app outside the scope only where that app is a guest', () => {
    const of = (...guests: string[]) => {
      const {context, reader, roster} = stage([
        app('pay', 'pay'),
        told('addons', 'pay', []),
        told('addons', 'fees', [lent]),
      ])
      const {record} = addonOf(context, roster, attach('1', 'pay', 'LENT', lent), guests)
      return ['body' in record, reader.wanted().map(({path}) => path)]
    }

    assert.deepEqual(
      [of(), of('other'), of('other', 'fees')],
      [
        [false, ['/addons/lent']],
        [false, ['/addons/lent']],
        [true, []],
      ],
    )
  })
})

describe('the lists of an app that cannot be seen', () => {
  it('are its own gap, and are not asked for', () => {
    const {context, reader, roster} = stage(
      [
        refused('app', 'a9', 404),
        told('pipeline', 'flow', {id: 'p1', name: 'flow'}),
        told('pipelineCouplings', 'p1', [{app: {id: 'a9'}}]),
      ],
      {kind: 'pipeline', name: 'flow'},
    )
    const [hidden] = roster.apps
    assert.ok(hidden?.unseen)
    assert.deepEqual(
      [attachmentsOf(context, hidden), billedTo(context, hidden)],
      [{gap: hidden.unseen}, {gap: hidden.unseen}],
    )
    assert.deepEqual(reader.wanted(), [])
  })
})
