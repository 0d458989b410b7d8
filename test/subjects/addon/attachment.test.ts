import assert from 'node:assert/strict'

import type {Addon, AddonAttachment} from '../../../src/model/facts.js'
import type {ResourceRef} from '../../../src/model/resource-ref.js'
import type {Policy} from '../../../src/model/policy.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const pay = factOf('app', 'pay', {id: 'a1', name: 'pay', space: null})
const item: AddonAttachment = {
  addon: {app: {id: 'a1', name: 'pay'}, id: 'x1', name: 'ledger'},
  app: {id: 'a1', name: 'pay'},
  id: 'at1',
  name: 'DATABASE',
}
const plan = (name: string, more: Partial<Addon> = {}): Addon => ({
  addon_service: {name: name.split(':')[0] ?? ''},
  app: {id: 'a1', name: 'pay'},
  id: 'x1',
  name: 'ledger',
  plan: {compliance: [], name},
  ...more,
})

function field(
  name: string,
  addon: Addon | readonly Fact[],
  allow: Policy['allow'] = {},
  documents: Policy['documents'] = [],
): unknown {
  const facts = Array.isArray(addon) ? (addon as readonly Fact[]) : [factOf('addons', 'pay', [addon as Addon])]
  return valueOrGap(
    fixture([pay, factOf('addonAttachments', 'pay', [item]), ...facts], undefined, allow, undefined, documents).field(
      'attachment',
      'pay/DATABASE',
      name,
    ),
  )
}

describe('attachment', () => {
  it('reports add-on, app, plan and service', () => {
    const shield = plan('heroku-postgresql:shield-0')
    assert.deepEqual(
      ['addon', 'app', 'billedApp', 'plan', 'service', 'planClass'].map(name => field(name, shield)),
      ['ledger', 'pay', 'pay', 'heroku-postgresql:shield-0', 'heroku-postgresql', 'shield'],
    )
  })

  it('reports its credential, and the default one when it names none', () => {
    const namespace = (more: Partial<AddonAttachment>) =>
      valueOrGap(
        fixture([pay, factOf('addons', 'pay', []), factOf('addonAttachments', 'pay', [{...item, ...more}])]).field(
          'attachment',
          'pay/DATABASE',
          'namespace',
        ),
      )
    assert.deepEqual(
      [namespace({namespace: null}), namespace({namespace: 'reader'}), namespace({})],
      ['default', 'reader', 'no-statement?'],
    )
  })

  it('is borrowed when another app pays, compared by IDs or else by names', () => {
    const isBorrowed = (app: ResourceRef, payer: null | ResourceRef, billed?: null | ResourceRef) => {
      const record =
        billed === undefined
          ? refusedFact('addon', 'ledger')
          : factOf('addon', 'ledger', plan('heroku-redis:mini', {app: billed}))
      const facts = [
        pay,
        factOf('addons', 'pay', []),
        factOf('addonAttachments', 'pay', [{...item, addon: {app: payer, id: 'x1', name: 'ledger'}, app}]),
        record,
      ]
      return valueOrGap(fixture(facts).field('attachment', 'pay/DATABASE', 'isBorrowed'))
    }

    const own = {id: 'a1', name: 'pay'}
    assert.deepEqual(
      [isBorrowed(own, own), isBorrowed(own, {id: 'a1', name: 'renamed'}), isBorrowed(own, {id: 'a2', name: 'pay'})],
      [false, false, true],
    )
    assert.deepEqual(
      [
        isBorrowed(own, {name: 'pay'}),
        isBorrowed(own, {name: 'shop'}),
        isBorrowed({name: 'pay'}, own),
        isBorrowed({name: 'pay'}, {id: 'a2', name: 'shop'}),
      ],
      [false, true, false, true],
    )
    assert.deepEqual(
      [
        isBorrowed(own, null, own),
        isBorrowed(own, null, {id: 'a2', name: 'shop'}),
        isBorrowed(own, own, {id: 'a2', name: 'shop'}),
      ],
      [false, true, false],
    )
    assert.deepEqual(
      [
        isBorrowed(own, null, null),
        isBorrowed({name: 'pay'}, {id: 'a2'}, null),
        isBorrowed({id: 'a1'}, {name: 'shop'}, null),
      ],
      ['no-statement?', 'no-statement?', 'no-statement?'],
    )
    assert.deepEqual([isBorrowed(own, null), isBorrowed({name: 'pay'}, {id: 'a2'})], ['forbidden?', 'forbidden?'])
  })

  it('reports whether a database is on an Essential plan', () => {
    assert.deepEqual(
      [
        field('isEssential', plan('heroku-postgresql:essential-0')),
        field('isEssential', plan('heroku-postgresql:standard-0')),
        field('isEssential', plan('papertrail:x')),
      ],
      [true, false, 'unsupported?'],
    )
  })

  it("can be checked against the policy's list, or else as one of Heroku's services", () => {
    assert.deepEqual(
      [field('isHerokuOrListed', plan('scheduler:standard')), field('isHerokuOrListed', plan('papertrail:x'))],
      [true, false],
    )
    assert.equal(field('isHerokuOrListed', plan('papertrail:x'), {addonServices: []}), true)
    assert.equal(field('isHerokuOrListed', plan('x', {addon_service: null})), 'no-statement?')
  })

  it("has gaps when service, plan or payer isn't stated", () => {
    const blank = plan('x', {addon_service: null, plan: null})
    for (const name of [
      'attestation',
      'isInIsmapList',
      'plan',
      'planClass',
      'planCompliance',
      'service',
      'vendorIsAllowed',
    ])
      assert.equal(field(name, blank), 'no-statement?', name)
    const unpaid = [
      pay,
      factOf('addons', 'pay', [blank]),
      factOf('addonAttachments', 'pay', [{...item, addon: {app: null, id: 'x1', name: 'ledger'}}]),
    ]
    assert.equal(valueOrGap(fixture(unpaid).field('attachment', 'pay/DATABASE', 'billedApp')), 'no-statement?')
  })

  it('reports whether the attestation names the service, and a gap when only a document can tell', () => {
    const attestationOf = (name: string) => field('attestation', plan(name))
    assert.equal(attestationOf('heroku-postgresql:shield-0'), 'named')
    assert.equal(attestationOf('heroku-postgresql:private-0'), 'not named')
    assert.equal(attestationOf('heroku-redis:shield-7'), 'no-statement?')
    assert.deepEqual(attestationOf('heroku-postgresql:advanced-shield'), ['no-statement?', 'named', 'not named'])
    assert.deepEqual(attestationOf('heroku-postgresql:ultra'), ['unknown-value?', 'named', 'not named'])
    assert.equal(attestationOf('heroku-applink:demo'), 'not named')
    assert.equal(field('attestation', plan('x', {addon_service: null})), 'no-statement?')
  })

  it('is named when a current attestation on file in the assessed version names it', () => {
    const paper = {
      id: 'heroku-pci-aoc',
      issued: '2026-10-01',
      issuer: 'i',
      services: ['heroku-postgresql', 'Heroku Key-Value Store'],
      version: '4.0.1',
    }
    const attestationOf = (name: string, more: Partial<typeof paper> = {}) =>
      field('attestation', plan(name), {}, [{...paper, ...more}])
    assert.equal(attestationOf('heroku-redis:shield-7'), 'named')
    assert.equal(attestationOf('heroku-redis:private-7'), 'not named', 'whatever it says of the service')
    assert.equal(attestationOf('heroku-kafka:shield-standard-0'), 'no-statement?')
    for (const flaw of [
      {version: '3.2.1'},
      {issued: '2025-11-01'},
      {issued: '2026-12-01'},
      {services: ['*']},
      {id: 'heroku-soc2'},
    ])
      assert.equal(attestationOf('heroku-redis:shield-7', flaw), 'no-statement?', JSON.stringify(flaw))
  })

  it('reports whether the ISMAP list names the service', () => {
    assert.equal(field('isInIsmapList', plan('heroku-kafka:basic-0')), true)
    assert.equal(field('isInIsmapList', plan('papertrail:x')), false)
    for (const tier of ['advanced', 'advanced-private'])
      assert.equal(field('isInIsmapList', plan(`heroku-postgresql:${tier}`)), 'no-statement?', tier)
    assert.equal(field('isInIsmapList', plan('heroku-redis:mini', {plan: null})), 'no-statement?')
  })

  it('reports the compliance claims of the plan: null is none, absence is a gap', () => {
    const claims = (compliance: null | readonly string[] | undefined) =>
      field('planCompliance', plan('x:y', {plan: {name: 'x:y', ...(compliance === undefined ? {} : {compliance})}}))
    assert.deepEqual(claims(['HIPAA', 'PCI']), ['HIPAA', 'PCI'])
    assert.deepEqual(claims(null), [])
    assert.equal(claims(undefined), 'no-statement?')
  })

  it("allows Heroku's services and allowed vendors", () => {
    const allow = (expires?: string) => ({addonServices: [{name: 'papertrail', ...(expires ? {expires} : {})}]})
    for (const own of [
      'scheduler',
      'heroku-applink',
      'heroku-inference',
      'heroku-events',
      'heroku-postgresql',
      'heroku-redis',
      'heroku-kafka',
      'herokuconnect',
    ])
      assert.equal(field('vendorIsAllowed', plan(`${own}:x`)), true, own)
    assert.equal(field('vendorIsAllowed', plan('papertrail:x')), false)
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), allow()), true)
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), allow('2026-11-19')), false)
    const twice = {addonServices: [{expires: '2026-11-19', name: 'papertrail'}, {name: 'papertrail'}]}
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), twice), true)
    const papered = {addonServices: [{document: 'contract', name: 'papertrail'}]}
    const paper = {id: 'contract', issued: '2026-01-01', issuer: 'i', services: ['*']}
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), papered), false)
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), papered, [paper]), true)
    assert.equal(field('vendorIsAllowed', plan('papertrail:x'), papered, [{...paper, expires: '2026-11-19'}]), false)
  })

  it("is allowed or not regardless of the date when the policy doesn't mention the vendor", () => {
    const vendorIsAllowed = (name: string) =>
      valueOrGap(
        fixture(
          [pay, factOf('addonAttachments', 'pay', [item]), factOf('addons', 'pay', [plan('papertrail:x')])],
          undefined,
          {addonServices: [{name}]},
          {gap: {reason: 'disagree'}},
        ).field('attachment', 'pay/DATABASE', 'vendorIsAllowed'),
      )
    assert.deepEqual([vendorIsAllowed('other'), vendorIsAllowed('papertrail')], [false, 'disagree?'])
  })

  it("has only gaps when its add-on can't be read", () => {
    const facts = [refusedFact('addons', 'pay'), refusedFact('addon', 'ledger', 404)]
    for (const name of [
      'attestation',
      'isInIsmapList',
      'plan',
      'planClass',
      'planCompliance',
      'service',
      'vendorIsAllowed',
    ])
      assert.equal(field(name, facts), 'not-found?', name)
  })
})
