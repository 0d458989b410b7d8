import assert from 'node:assert/strict'

import type {Addon, App, Space} from '../../src/model/facts.js'
import type {Fact} from '../../src/model/snapshot.js'

import {refused, seen, stage, told} from './telling.js'

const space = (name: string, shield = false): Space => ({generation: 'cedar', id: `s-${name}`, name, shield})
const app = (name: string, home: null | Space = null): Fact => {
  const body: App = {id: `a-${name}`, name, space: home && {id: home.id, name: home.name, shield: home.shield ?? null}}
  return told('app', name === 'pay' ? name : body.id, body)
}
const ledger: Addon = {addon_service: {name: 'heroku-postgresql'}, app: {id: 'a-pay', name: 'pay'}, id: 'x1', name: 'ledger', plan: {name: 'heroku-postgresql:shield-0'}}
const uses = (...names: string[]) => names.map(name => ({addon: {app: ledger.app ?? null, id: 'x1', name: 'ledger'}, app: {id: `a-${name}`, name}, id: `at-${name}`, name: 'DATABASE'}))

function placements(facts: readonly Fact[], users: readonly string[], addon: Addon = ledger): unknown {
  const all = uses(...users)
  const lists = [told('addons', 'pay', [addon]), told('addonAttachments', 'pay', all.filter(one => one.app.name === 'pay'))]
  const has = facts.some(({kind}) => kind === 'attachmentsOfAddon')
  return seen(stage([...lists, ...has ? [] : [told('attachmentsOfAddon', 'ledger', all)], ...facts]).field('addon', 'ledger', 'placements'))
}

describe('placements', () => {
  it('are each once', () => {
    assert.deepEqual(placements([app('pay'), app('shop')], ['pay', 'shop']), ['common'])
    const vault = space('vault', true)
    assert.deepEqual(placements([app('pay', vault), app('shop', vault), told('space', 'vault', vault)], ['pay', 'shop']), ['shield in vault'])
  })

  it('differ by class and by space', () => {
    const [desk, annex] = [space('desk'), space('annex')]
    assert.deepEqual(placements([app('pay', desk), app('shop', annex), told('space', 'desk', desk), told('space', 'annex', annex)], ['pay', 'shop']), ['private in annex', 'private in desk'])
    assert.deepEqual(placements([app('pay', desk), app('shop'), told('space', 'desk', desk)], ['pay', 'shop']), ['common', 'private in desk'])
    assert.deepEqual(placements([app('pay', desk), app('shop'), refused('space', 'desk')], ['pay', 'shop']), ['common', 'private in desk'])
  })

  it('are told apart by what the apps themselves say', () => {
    const [vault, desk] = [space('vault', true), space('desk')]
    assert.deepEqual(placements([app('pay', vault), app('shop', desk)], ['pay', 'shop']), ['private in desk', 'shield in vault'])
    const silent = told('app', 'a-shop', {id: 'a-shop', name: 'shop', space: {id: 's-annex'}})
    assert.deepEqual(placements([app('pay', vault), silent], ['pay', 'shop']), ['shield in vault', 'unknown in s-annex'])
  })

  it('say of a gap which app it is about', () => {
    const {field} = stage([app('pay', space('desk')), told('addons', 'pay', [ledger]), told('addonAttachments', 'pay', uses('pay')), told('attachmentsOfAddon', 'ledger', uses('pay')), refused('space', 'desk')])
    const known = field('addon', 'ledger', 'placements')
    assert.equal('gap' in known && known.gap.detail, 'where pay runs is not known: forbidden')
  })

  it('count the app that pays, attached or not', () => {
    const desk = space('desk')
    assert.deepEqual(placements([app('pay'), app('shop', desk), told('space', 'desk', desk)], ['shop']), ['common', 'private in desk'])
  })

  it('are a gap where an app, its space, the list or the payer is not known', () => {
    const desk = space('desk')
    assert.equal(placements([app('pay'), refused('app', 'a-shop', 404)], ['pay', 'shop']), 'not-found?')
    assert.equal(placements([app('pay', desk), refused('space', 'desk')], ['pay']), 'forbidden?')
    assert.equal(placements([app('pay'), refused('attachmentsOfAddon', 'ledger')], ['pay']), 'forbidden?')
    assert.equal(placements([app('pay')], ['pay'], {...ledger, app: null}), 'no-statement?')
  })

  it('are none of a gap where those that are known differ', () => {
    const desk = space('desk')
    assert.deepEqual(placements([app('pay'), app('shop', desk), told('space', 'desk', desk), refused('app', 'a-web', 404)], ['pay', 'shop', 'web']), ['common', 'private in desk'])
  })
})

describe('addon', () => {
  it('tells whether it is attached, by the app in scope or by its own list', () => {
    const attached = (facts: readonly Fact[]) => seen(stage([app('pay'), told('addons', 'pay', [ledger]), ...facts]).field('addon', 'ledger', 'hasAttachment'))
    assert.equal(attached([told('addonAttachments', 'pay', uses('pay'))]), true)
    assert.equal(attached([told('addonAttachments', 'pay', []), told('attachmentsOfAddon', 'ledger', [])]), false)
    assert.equal(attached([told('addonAttachments', 'pay', []), told('attachmentsOfAddon', 'ledger', uses('shop'))]), true)
    assert.equal(attached([told('addonAttachments', 'pay', []), refused('attachmentsOfAddon', 'ledger')]), 'forbidden?')
  })

  it('that cannot be seen goes by its name, and has gaps for service and plan', () => {
    const {field} = stage([app('pay'), told('addons', 'pay', []), told('addonAttachments', 'pay', uses('pay')), refused('addon', 'ledger', 404)])
    assert.deepEqual([seen(field('addon', 'ledger', 'service')), seen(field('addon', 'ledger', 'plan'))], ['not-found?', 'not-found?'])
  })
})
