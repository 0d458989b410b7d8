import assert from 'node:assert/strict'

import type {Scope} from '../../../src/model/snapshot.js'

import {spokenOf, usedBy} from '../../../src/subjects/scope/attestable-places.js'
import {refused, stage, told} from '../support.js'

const vault = {id: 'v', name: 'vault', team: {id: 't', name: 'acme'}}
const acme = {id: 't', name: 'acme'}
const pay = {id: 'p', name: 'pay', region: {name: 'virginia'}, space: {id: 'v', name: 'vault'}, team: acme}
const shop = {id: 's', name: 'shop', space: null, team: null}

const spoken = (facts: Parameters<typeof stage>[0], scope: Scope = {kind: 'all'}) =>
  spokenOf(stage(facts, scope).roster)

describe('what people can speak of', () => {
  it('is each app, each space and each team, whether or not they have apps', () => {
    const facts = [
      told('teams', [], [acme, {id: 'l', name: 'labs'}]),
      told('spaces', [], [vault, {id: 'w', name: 'pay', team: acme}]),
      told('apps', [], [pay, shop]),
      told('teamApps', 'acme', [pay]),
      told('teamApps', 'labs', []),
      told('topology', 'vault', {apps: [{id: 'p'}]}),
      told('topology', 'pay', {apps: []}),
    ]
    assert.deepEqual(spoken(facts), [
      {app: 'pay', name: 'pay', space: 'vault', team: 'acme'},
      {app: 'shop', name: 'shop'},
      {holdsApps: true, name: 'space vault', space: 'vault', team: 'acme'},
      {holdsApps: false, name: 'space pay', space: 'pay', team: 'acme'},
      {holdsApps: true, name: 'team acme', team: 'acme'},
      {holdsApps: false, name: 'team labs', team: 'labs'},
    ])
  })

  it('is what stands for apps that cannot be seen', () => {
    const facts = [told('teams', [], [acme]), told('spaces', [], []), told('apps', [], []), refused('teamApps', 'acme')]
    assert.deepEqual(spoken(facts), [{name: 'acme/*'}, {holdsApps: false, name: 'team acme', team: 'acme'}])
    const gone = [
      told('pipeline', 'flow', {id: 'f', name: 'flow'}),
      told('pipelineCouplings', 'f', [{app: {id: 'ghost'}, stage: 'production'}]),
      refused('app', 'ghost', 404),
    ]
    assert.deepEqual(spoken(gone, {kind: 'pipeline', name: 'flow'}), [{name: 'ghost'}])
  })

  it('is an app and the space that it runs in, and no team, where only the app is judged', () => {
    assert.deepEqual(spoken([told('app', 'pay', pay), told('space', 'vault', vault)], {kind: 'app', name: 'pay'}), [
      {app: 'pay', name: 'pay', space: 'vault', team: 'acme'},
      {holdsApps: true, name: 'space vault', space: 'vault', team: 'acme'},
    ])
    assert.deepEqual(
      spoken([refused('app', 'pay')], {kind: 'app', name: 'pay'}),
      [{name: 'pay'}, {name: 'account/*'}].slice(0, 1),
    )
    assert.deepEqual(
      spoken([told('app', 'pay', pay), told('space', 'vault', {...vault, team: null})], {kind: 'app', name: 'pay'})[1],
      {holdsApps: true, name: 'space vault', space: 'vault'},
    )
    assert.deepEqual(spoken([told('app', 'pay', pay), refused('space', 'vault')], {kind: 'app', name: 'pay'})[1], {
      holdsApps: true,
      name: 'space vault',
      space: 'vault',
    })
  })
})

describe('what an app uses of Heroku', () => {
  const used = (facts: Parameters<typeof stage>[0]) => {
    const {context, roster} = stage(facts)
    return usedBy(context, roster)
  }

  const addon = (service: string) => ({
    addon_service: {name: service},
    app: {id: 'p', name: 'pay'},
    id: `id-${service}`,
    name: service,
    plan: {name: `${service}:x`},
  })
  const app = told('app', 'pay', {...pay, space: null})

  it('is its data services, borrowed ones too, each once, and its region', () => {
    const borrowed = {...addon('heroku-redis'), app: {id: 'o', name: 'other'}}
    const facts = [
      app,
      told('addons', 'pay', [
        addon('heroku-postgresql'),
        {...addon('heroku-postgresql'), id: '2', name: 'second'},
        addon('papertrail'),
      ]),
      told('addonAttachments', 'pay', [
        {
          addon: {app: {id: 'o', name: 'other'}, id: borrowed.id, name: borrowed.name},
          app: {id: 'p', name: 'pay'},
          id: 'r',
          name: 'R',
        },
      ]),
      told('addon', 'heroku-redis', borrowed),
    ]
    assert.deepEqual(used(facts), [
      {app: 'pay', regions: ['virginia'], services: ['heroku-postgresql', 'heroku-redis']},
    ])
  })

  it('may be more where something could not be read', () => {
    const [addons, attached] = [told('addons', 'pay', []), told('addonAttachments', 'pay', [])]
    assert.deepEqual(used([app, addons, attached]), [{app: 'pay', regions: ['virginia'], services: []}])
    for (const facts of [
      [app, refused('addons', 'pay'), attached],
      [app, addons, refused('addonAttachments', 'pay')],
      [refused('app', 'pay'), addons, attached],
    ])
      assert.equal(used(facts)[0]?.gap?.reason, 'forbidden')
    const regionless = used([told('app', 'pay', {...pay, region: null, space: null}), addons, attached])[0]
    assert.deepEqual([regionless?.regions, regionless?.gap?.reason], [[], 'no-statement'])
    const nameless = used([
      app,
      told('addons', 'pay', [addon('heroku-redis'), {...addon('x'), addon_service: null}]),
      attached,
    ])[0]
    assert.deepEqual([nameless?.services, nameless?.gap?.reason], [['heroku-redis'], 'no-statement'])
    const strange = [
      app,
      addons,
      told('addonAttachments', 'pay', [
        {addon: {app: {id: 'o', name: 'other'}, id: 'x', name: 'x'}, app: {id: 'p', name: 'pay'}, id: 'y', name: 'X'},
      ]),
      refused('addon', 'x'),
    ]
    assert.deepEqual(used(strange), [
      {app: 'pay', gap: {path: '/addons/x', reason: 'forbidden', status: 403}, regions: ['virginia'], services: []},
    ])
  })
})
