import assert from 'node:assert/strict'

import type {Addon, AddonAttachment} from '../../src/model/facts.js'
import type {Policy} from '../../src/model/policy.js'
import type {Fact} from '../../src/model/snapshot.js'

import {refused, seen, stage, told} from './telling.js'

const pay = told('app', 'pay', {id: 'a1', name: 'pay', space: null})
const row: AddonAttachment = {addon: {app: {id: 'a1', name: 'pay'}, id: 'x1', name: 'ledger'}, app: {id: 'a1', name: 'pay'}, id: 'at1', name: 'DATABASE'}
const plan = (name: string, more: Partial<Addon> = {}): Addon => ({addon_service: {name: name.split(':')[0] ?? ''}, app: {id: 'a1', name: 'pay'}, id: 'x1', name: 'ledger', plan: {compliance: [], name}, ...more})

function field(name: string, addon: Addon | readonly Fact[], allow: Policy['allow'] = {}, documents: Policy['documents'] = []): unknown {
  const facts = Array.isArray(addon) ? addon as readonly Fact[] : [told('addons', 'pay', [addon as Addon])]
  return seen(stage([pay, told('addonAttachments', 'pay', [row]), ...facts], undefined, allow, undefined, documents).field('attachment', 'pay/DATABASE', name))
}

describe('attachment', () => {
  it('tells what it is of', () => {
    const shield = plan('heroku-postgresql:shield-0')
    assert.deepEqual(['addon', 'app', 'billedApp', 'plan', 'service', 'planClass'].map(name => field(name, shield)), ['ledger', 'pay', 'pay', 'heroku-postgresql:shield-0', 'heroku-postgresql', 'shield'])
  })

  it('tells whether the attestation names it, and leaves it open where only a document can', () => {
    const attested = (name: string) => field('attestation', plan(name))
    assert.equal(attested('heroku-postgresql:shield-0'), 'named')
    assert.equal(attested('heroku-postgresql:private-0'), 'not named')
    assert.equal(attested('heroku-redis:shield-7'), 'no-statement?')
    assert.deepEqual(attested('heroku-postgresql:advanced-shield'), ['no-statement?', 'named', 'not named'])
    assert.deepEqual(attested('heroku-postgresql:ultra'), ['unknown-value?', 'named', 'not named'])
    assert.equal(attested('heroku-applink:demo'), 'not named')
    assert.equal(field('attestation', plan('x', {addon_service: null})), 'no-statement?')
  })

  it('is named where the attestation on file names it, is of today and of the version that is judged', () => {
    const paper = {id: 'heroku-pci-aoc', issued: '2026-10-01', issuer: 'i', services: ['heroku-postgresql', 'Heroku Key-Value Store'], version: '4.0.1'}
    const attested = (name: string, more: Partial<typeof paper> = {}) => field('attestation', plan(name), {}, [{...paper, ...more}])
    assert.equal(attested('heroku-redis:shield-7'), 'named')
    assert.equal(attested('heroku-redis:private-7'), 'not named', 'whatever it says of the service')
    assert.equal(attested('heroku-kafka:shield-standard-0'), 'no-statement?')
    for (const flaw of [{version: '3.2.1'}, {issued: '2025-11-01'}, {issued: '2026-12-01'}, {services: ['*']}, {id: 'heroku-soc2'}]) assert.equal(attested('heroku-redis:shield-7', flaw), 'no-statement?', JSON.stringify(flaw))
  })

  it('tells whether the ISMAP list names it', () => {
    assert.equal(field('isInIsmapList', plan('heroku-kafka:basic-0')), true)
    assert.equal(field('isInIsmapList', plan('papertrail:x')), false)
    assert.equal(field('isInIsmapList', plan('heroku-postgresql:advanced')), 'no-statement?')
    assert.equal(field('isInIsmapList', plan('heroku-redis:mini', {plan: null})), 'no-statement?')
  })

  it('tells what the plan claims; null claims nothing, and absence says nothing', () => {
    const claims = (compliance: null | readonly string[] | undefined) => field('planCompliance', plan('x:y', {plan: {name: 'x:y', ...(compliance === undefined ? {} : {compliance})}}))
    assert.deepEqual(claims(['HIPAA', 'PCI']), ['HIPAA', 'PCI'])
    assert.deepEqual(claims(null), [])
    assert.equal(claims(undefined), 'no-statement?')
  })

  it('knows Heroku\'s own and allowed vendors', () => {
    const allow = (expires?: string) => ({addonServices: [{name: 'papertrail', ...(expires ? {expires} : {})}]})
    assert.equal(field('vendorIsAllowed', plan('scheduler:standard')), true)
    assert.equal(field('vendorIsAllowed', plan('papertrail:x')), false)
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), allow()), true)
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), allow('2026-11-19')), false)
    const papered = {addonServices: [{document: 'contract', name: 'papertrail'}]}
    const paper = {id: 'contract', issued: '2026-01-01', issuer: 'i', services: ['*']}
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), papered), false)
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), papered, [paper]), true)
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), papered, [{...paper, expires: '2026-11-19'}]), false)
  })

  it('is nothing but gaps where its add-on cannot be seen', () => {
    const facts = [refused('addons', 'pay'), refused('addon', 'ledger', 404)]
    for (const name of ['attestation', 'isInIsmapList', 'plan', 'planClass', 'planCompliance', 'service', 'vendorIsAllowed']) assert.equal(field(name, facts), 'not-found?', name)
  })
})
