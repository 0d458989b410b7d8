import assert from 'node:assert/strict'

import type {Scope} from '../../../src/model/snapshot.js'

import {attestablePlaces, serviceUsages} from '../../../src/subjects/scope/attestable-places.js'
import {refusedFact, fixture, factOf} from '../support.js'

const vault = {id: 'v', name: 'vault', team: {id: 't', name: 'acme'}}
const acme = {id: 't', name: 'acme'}
const pay = {id: 'p', name: 'pay', region: {name: 'virginia'}, space: {id: 'v', name: 'vault'}, team: acme}
const shop = {id: 's', name: 'shop', space: null, team: null}

const placesIn = (facts: Parameters<typeof fixture>[0], scope: Scope = {kind: 'all'}) =>
  attestablePlaces(fixture(facts, scope).inventory)

describe('attestable-places: attestablePlaces', () => {
  it('contains every app, space and team, whether or not they have apps', () => {
    const facts = [
      factOf('teams', [], [acme, {id: 'l', name: 'labs'}]),
      factOf('spaces', [], [vault, {id: 'w', name: 'pay', team: acme}]),
      factOf('apps', [], [pay, shop]),
      factOf('teamApps', 'acme', [pay]),
      factOf('teamApps', 'labs', []),
      factOf('topology', 'vault', {apps: [{id: 'p'}]}),
      factOf('topology', 'pay', {apps: []}),
    ]
    assert.deepEqual(placesIn(facts), [
      {app: 'pay', name: 'pay', space: 'vault', team: 'acme'},
      {app: 'shop', name: 'shop'},
      {holdsApps: true, name: 'space vault', space: 'vault', team: 'acme'},
      {holdsApps: false, name: 'space pay', space: 'pay', team: 'acme'},
      {holdsApps: true, name: 'team acme', team: 'acme'},
      {holdsApps: false, name: 'team labs', team: 'labs'},
    ])
  })

  it("contains a placeholder for apps that can't be seen", () => {
    const facts = [
      factOf('teams', [], [acme]),
      factOf('spaces', [], []),
      factOf('apps', [], []),
      refusedFact('teamApps', 'acme'),
    ]
    assert.deepEqual(placesIn(facts), [{name: 'acme/*'}, {holdsApps: false, name: 'team acme', team: 'acme'}])
    const absent = [
      factOf('pipeline', 'flow', {id: 'f', name: 'flow'}),
      factOf('pipelineCouplings', 'f', [{app: {id: 'ghost'}, stage: 'production'}]),
      refusedFact('app', 'ghost', 404),
    ]
    assert.deepEqual(placesIn(absent, {kind: 'pipeline', name: 'flow'}), [{name: 'ghost'}])
  })

  it('contains the app and its space but no team when the scope is one app', () => {
    assert.deepEqual(
      placesIn([factOf('app', 'pay', pay), factOf('space', 'vault', vault)], {kind: 'app', name: 'pay'}),
      [
        {app: 'pay', name: 'pay', space: 'vault', team: 'acme'},
        {holdsApps: true, name: 'space vault', space: 'vault', team: 'acme'},
      ],
    )
    assert.deepEqual(
      placesIn([refusedFact('app', 'pay')], {kind: 'app', name: 'pay'}),
      [{name: 'pay'}, {name: 'account/*'}].slice(0, 1),
    )
    assert.deepEqual(
      placesIn([factOf('app', 'pay', pay), factOf('space', 'vault', {...vault, team: null})], {
        kind: 'app',
        name: 'pay',
      })[1],
      {holdsApps: true, name: 'space vault', space: 'vault'},
    )
    assert.deepEqual(
      placesIn([factOf('app', 'pay', pay), refusedFact('space', 'vault')], {kind: 'app', name: 'pay'})[1],
      {
        holdsApps: true,
        name: 'space vault',
        space: 'vault',
      },
    )
  })
})

describe('attestable-places: serviceUsages', () => {
  const usageOf = (facts: Parameters<typeof fixture>[0]) => {
    const {context, inventory} = fixture(facts)
    return serviceUsages(context, inventory)
  }

  const addon = (service: string) => ({
    addon_service: {name: service},
    app: {id: 'p', name: 'pay'},
    id: `id-${service}`,
    name: service,
    plan: {name: `${service}:x`},
  })
  const app = factOf('app', 'pay', {...pay, space: null})

  it('lists data services, borrowed ones included, once each, and the region', () => {
    const borrowed = {...addon('heroku-redis'), app: {id: 'o', name: 'other'}}
    const facts = [
      app,
      factOf('addons', 'pay', [
        addon('heroku-postgresql'),
        {...addon('heroku-postgresql'), id: '2', name: 'second'},
        addon('papertrail'),
      ]),
      factOf('addonAttachments', 'pay', [
        {
          addon: {app: {id: 'o', name: 'other'}, id: borrowed.id, name: borrowed.name},
          app: {id: 'p', name: 'pay'},
          id: 'r',
          name: 'R',
        },
      ]),
      factOf('addon', 'heroku-redis', borrowed),
    ]
    assert.deepEqual(usageOf(facts), [
      {app: 'pay', regions: ['virginia'], services: ['heroku-postgresql', 'heroku-redis']},
    ])
  })

  it("has a gap when something couldn't be read", () => {
    const [addons, attached] = [factOf('addons', 'pay', []), factOf('addonAttachments', 'pay', [])]
    assert.deepEqual(usageOf([app, addons, attached]), [{app: 'pay', regions: ['virginia'], services: []}])
    for (const facts of [
      [app, refusedFact('addons', 'pay'), attached],
      [app, addons, refusedFact('addonAttachments', 'pay')],
      [refusedFact('app', 'pay'), addons, attached],
    ])
      assert.equal(usageOf(facts)[0]?.gap?.reason, 'forbidden')
    const regionless = usageOf([factOf('app', 'pay', {...pay, region: null, space: null}), addons, attached])[0]
    assert.deepEqual([regionless?.regions, regionless?.gap?.reason], [[], 'no-statement'])
    const nameless = usageOf([
      app,
      factOf('addons', 'pay', [addon('heroku-redis'), {...addon('x'), addon_service: null}]),
      attached,
    ])[0]
    assert.deepEqual([nameless?.services, nameless?.gap?.reason], [['heroku-redis'], 'no-statement'])
    const unfamiliar = [
      app,
      addons,
      factOf('addonAttachments', 'pay', [
        {addon: {app: {id: 'o', name: 'other'}, id: 'x', name: 'x'}, app: {id: 'p', name: 'pay'}, id: 'y', name: 'X'},
      ]),
      refusedFact('addon', 'x'),
    ]
    assert.deepEqual(usageOf(unfamiliar), [
      {app: 'pay', gap: {path: '/addons/x', reason: 'forbidden', status: 403}, regions: ['virginia'], services: []},
    ])
  })
})
