import assert from 'node:assert/strict'

import type {Addon, App, Space} from '../../../src/model/facts.js'
import type {ResourceRef} from '../../../src/model/resource-ref.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const space = (name: string, shield = false): Space => ({generation: 'cedar', id: `s-${name}`, name, shield})
const app = (name: string, home: null | Space = null): Fact => {
  const body: App = {id: `a-${name}`, name, space: home && {id: home.id, name: home.name, shield: home.shield ?? null}}
  return factOf('app', name === 'pay' ? name : body.id, body)
}
const ledger: Addon = {
  addon_service: {name: 'heroku-postgresql'},
  app: {id: 'a-pay', name: 'pay'},
  id: 'x1',
  name: 'ledger',
  plan: {name: 'heroku-postgresql:shield-0'},
}
const uses = (...names: string[]) =>
  names.map(name => ({
    addon: {app: ledger.app ?? null, id: 'x1', name: 'ledger'},
    app: {id: `a-${name}`, name},
    id: `at-${name}`,
    name: 'DATABASE',
  }))

function placements(facts: readonly Fact[], users: readonly string[], addon: Addon = ledger): unknown {
  const all = uses(...users)
  const lists = [
    factOf('addons', 'pay', [addon]),
    factOf(
      'addonAttachments',
      'pay',
      all.filter(attachment => attachment.app.name === 'pay'),
    ),
  ]
  const has = facts.some(({kind}) => kind === 'attachmentsOfAddon')
  return valueOrGap(
    fixture([...lists, ...(has ? [] : [factOf('attachmentsOfAddon', 'ledger', all)]), ...facts]).field(
      'addon',
      'ledger',
      'placements',
    ),
  )
}

describe('addon: placements', () => {
  it('are listed once each', () => {
    assert.deepEqual(placements([app('pay'), app('shop')], ['pay', 'shop']), ['common'])
    const vault = space('vault', true)
    assert.deepEqual(
      placements([app('pay', vault), app('shop', vault), factOf('space', 'vault', vault)], ['pay', 'shop']),
      ['shield in vault'],
    )
  })

  it('differ by class and by space', () => {
    const [desk, annex] = [space('desk'), space('annex')]
    assert.deepEqual(
      placements(
        [app('pay', desk), app('shop', annex), factOf('space', 'desk', desk), factOf('space', 'annex', annex)],
        ['pay', 'shop'],
      ),
      ['private in annex', 'private in desk'],
    )
    assert.deepEqual(placements([app('pay', desk), app('shop'), factOf('space', 'desk', desk)], ['pay', 'shop']), [
      'common',
      'private in desk',
    ])
    assert.deepEqual(placements([app('pay', desk), app('shop'), refusedFact('space', 'desk')], ['pay', 'shop']), [
      'common',
      'private in desk',
    ])
  })

  it('are distinguished by the records of the apps alone', () => {
    const [vault, desk] = [space('vault', true), space('desk')]
    assert.deepEqual(placements([app('pay', vault), app('shop', desk)], ['pay', 'shop']), [
      'private in desk',
      'shield in vault',
    ])
    const unstated = factOf('app', 'a-shop', {id: 'a-shop', name: 'shop', space: {id: 's-annex'}})
    assert.deepEqual(placements([app('pay', vault), unstated], ['pay', 'shop']), [
      'shield in vault',
      'unknown in s-annex',
    ])
  })

  it('name the app in the detail of a gap', () => {
    const listed = factOf(
      'attachmentsOfAddon',
      'ledger',
      uses('pay').map(item => ({...item, app: {id: item.app.id}})),
    )
    const {field} = fixture([
      app('pay', space('desk')),
      factOf('addons', 'pay', [{...ledger, app: {id: 'a-pay'}}]),
      factOf('addonAttachments', 'pay', uses('pay')),
      listed,
      refusedFact('space', 'desk'),
    ])
    const known = field('addon', 'ledger', 'placements')
    assert.equal('gap' in known && known.gap.detail, 'where pay runs is unknown: forbidden')
  })

  it('include the app that pays, attached or not', () => {
    const desk = space('desk')
    assert.deepEqual(placements([app('pay'), app('shop', desk), factOf('space', 'desk', desk)], ['shop']), [
      'common',
      'private in desk',
    ])
  })

  it('are a gap when an app, its space, the list or the payer is unknown', () => {
    const desk = space('desk')
    assert.equal(placements([app('pay'), refusedFact('app', 'a-shop', 404)], ['pay', 'shop']), 'not-found?')
    assert.equal(placements([app('pay', desk), refusedFact('space', 'desk')], ['pay']), 'forbidden?')
    const {field, reader} = fixture([
      app('pay'),
      factOf('addons', 'pay', [ledger]),
      factOf('addonAttachments', 'pay', uses('pay')),
      refusedFact('attachmentsOfAddon', 'ledger'),
    ])
    assert.deepEqual([valueOrGap(field('addon', 'ledger', 'placements')), reader.wantedFacts()], ['forbidden?', []])
    const unpaid = fixture([
      app('pay'),
      factOf('addons', 'pay', [{...ledger, app: null}]),
      factOf('addonAttachments', 'pay', uses('pay')),
      factOf('attachmentsOfAddon', 'ledger', uses('pay')),
    ]).field('addon', 'ledger', 'placements')
    assert.deepEqual('gap' in unpaid && [unpaid.gap.reason, unpaid.gap.detail], [
      'no-statement',
      "the API doesn't say which app pays for the add-on",
    ])
  })

  it('differ by the space that a hidden app is known to run in', () => {
    const vault = space('vault', true)
    const account = [
      factOf('teams', [], []),
      factOf('spaces', [], [vault]),
      factOf('apps', [], [{id: 'a-pay', name: 'pay', space: null}]),
      factOf('topology', 'vault', {apps: [{id: 'a-ghost'}]}),
      refusedFact('app', 'a-ghost', 404),
      factOf('accountAddons', [], [ledger]),
      factOf('accountAttachments', [], uses('pay')),
      factOf('attachmentsOfAddon', 'ledger', uses('pay', 'ghost')),
    ]
    assert.deepEqual(valueOrGap(fixture(account, {kind: 'all'}).field('addon', 'ledger', 'placements')), [
      'common',
      'unknown in vault',
    ])
  })

  it('differ by spaces known by name only, and by apps outside any space', () => {
    const [desk, annex] = [space('desk'), space('annex')]
    const appInSpace = (name: string, home: App['space']) =>
      factOf('app', name === 'pay' ? name : `a-${name}`, {id: `a-${name}`, name, space: home as null})
    assert.deepEqual(
      placements(
        [
          appInSpace('pay', {name: 'desk'}),
          appInSpace('shop', {name: 'annex'}),
          factOf('space', 'desk', desk),
          factOf('space', 'annex', annex),
        ],
        ['pay', 'shop'],
      ),
      ['unknown in annex', 'unknown in desk'],
    )
    assert.deepEqual(
      placements(
        [appInSpace('pay', {name: 'desk', shield: false}), app('shop', desk), factOf('space', 'desk', desk)],
        ['pay', 'shop'],
      ),
      ['private in desk'],
    )
    assert.deepEqual(placements([app('pay'), appInSpace('shop', {})], ['pay', 'shop']), [
      'common',
      'unknown in a space',
    ])
  })

  it("read the add-on's own list only when all known apps run in one place", () => {
    const requestedKinds = (home: null | Space) => {
      const facts = [
        app('pay'),
        app('shop', home),
        factOf('addons', 'pay', [{...ledger, app: {id: 'a-shop', name: 'shop'}}]),
        factOf('addonAttachments', 'pay', uses('pay')),
      ]
      const {field, reader} = fixture(facts)
      return [valueOrGap(field('addon', 'ledger', 'placements')), reader.wantedFacts().map(({kind}) => kind)]
    }

    assert.deepEqual(requestedKinds(space('desk')), [['common', 'private in desk'], []])
    assert.deepEqual(requestedKinds(null), ['not-collected?', ['attachmentsOfAddon']])
  })

  it('find an app by name when it has no ID, and are a gap when it has neither', () => {
    const placementsWith = (body: ResourceRef, ...more: Fact[]) => {
      const facts = [
        app('pay'),
        factOf('addons', 'pay', [ledger]),
        factOf('addonAttachments', 'pay', uses('pay')),
        factOf('attachmentsOfAddon', 'ledger', [
          ...uses('pay'),
          {...uses('pay')[0], app: body, id: 'at2', name: 'B'} as never,
        ]),
        ...more,
      ]
      const {field, reader} = fixture(facts)
      const known = field('addon', 'ledger', 'placements')
      return [valueOrGap(known), 'gap' in known ? known.gap.detail : '', reader.wantedFacts()]
    }

    assert.deepEqual(placementsWith({name: 'pay'}), [['common'], '', []])
    assert.deepEqual(placementsWith({name: 'shop'}, refusedFact('app', 'shop', 404)), [
      'not-found?',
      'where shop runs is unknown: not-found',
      [],
    ])
    assert.deepEqual(placementsWith({id: 'a-shop', name: 'shop'}, refusedFact('app', 'a-shop', 404)), [
      'not-found?',
      'where shop runs is unknown: not-found',
      [],
    ])
    assert.deepEqual(placementsWith({id: 'a-shop'}, refusedFact('app', 'a-shop', 404)), [
      'not-found?',
      'where a-shop runs is unknown: not-found',
      [],
    ])
    assert.deepEqual(placementsWith({}), [
      'no-statement?',
      "where an app runs is unknown: the API doesn't say which app it is",
      [],
    ])
  })

  it('are known despite a gap when the known ones already differ', () => {
    const desk = space('desk')
    assert.deepEqual(
      placements(
        [app('pay'), app('shop', desk), factOf('space', 'desk', desk), refusedFact('app', 'a-web', 404)],
        ['pay', 'shop', 'web'],
      ),
      ['common', 'private in desk'],
    )
  })
})

describe('addon', () => {
  it('is attached if an app in scope or its own list says so', () => {
    const hasAttachment = (facts: readonly Fact[]) =>
      valueOrGap(
        fixture([app('pay'), factOf('addons', 'pay', [ledger]), ...facts]).field('addon', 'ledger', 'hasAttachment'),
      )
    assert.equal(hasAttachment([factOf('addonAttachments', 'pay', uses('pay'))]), true)
    assert.equal(
      hasAttachment([factOf('addonAttachments', 'pay', []), factOf('attachmentsOfAddon', 'ledger', [])]),
      false,
    )
    assert.equal(
      hasAttachment([factOf('addonAttachments', 'pay', []), factOf('attachmentsOfAddon', 'ledger', uses('shop'))]),
      true,
    )
    assert.equal(
      hasAttachment([factOf('addonAttachments', 'pay', []), refusedFact('attachmentsOfAddon', 'ledger')]),
      'forbidden?',
    )
  })

  it('lists the apps that pay for it and use it', () => {
    const apps = (addon: Addon | undefined, ...users: string[]) => {
      const facts = [
        app('pay'),
        factOf('addons', 'pay', addon ? [addon] : []),
        factOf('addonAttachments', 'pay', uses(...users)),
        ...(addon ? [] : [refusedFact('addon', 'ledger')]),
      ]
      return fixture(facts)
        .subjectsOf('addon')
        .map(({app: payer, apps, id, kind, name}) => [payer, apps, id, kind, name])
    }

    assert.deepEqual(apps(ledger), [['pay', ['pay'], 'x1', 'addon', 'ledger']])
    assert.deepEqual(apps({...ledger, app: {id: 'a-shop', name: 'shop'}}, 'pay'), [
      ['shop', ['pay', 'shop'], 'x1', 'addon', 'ledger'],
    ])
    assert.deepEqual(apps({...ledger, app: null}, 'pay'), [[undefined, ['pay'], 'x1', 'addon', 'ledger']])
    assert.deepEqual(apps({...ledger, app: null}), [[undefined, [], 'x1', 'addon', 'ledger']])
    assert.deepEqual(apps(undefined, 'pay'), [[undefined, ['pay'], 'x1', 'addon', 'ledger']])
  })

  it("reports plan and service, or that the API doesn't state them", () => {
    const fieldsOf = (addon: Addon) =>
      ['plan', 'service'].map(name =>
        valueOrGap(
          fixture([app('pay'), factOf('addons', 'pay', [addon]), factOf('addonAttachments', 'pay', [])]).field(
            'addon',
            'ledger',
            name,
          ),
        ),
      )
    assert.deepEqual(fieldsOf(ledger), ['heroku-postgresql:shield-0', 'heroku-postgresql'])
    assert.deepEqual(fieldsOf({...ledger, addon_service: null, plan: null}), ['no-statement?', 'no-statement?'])
  })

  it("goes by its name and has gaps for service and plan when it can't be read", () => {
    const {field} = fixture([
      app('pay'),
      factOf('addons', 'pay', []),
      factOf('addonAttachments', 'pay', uses('pay')),
      refusedFact('addon', 'ledger', 404),
    ])
    assert.deepEqual(
      [valueOrGap(field('addon', 'ledger', 'service')), valueOrGap(field('addon', 'ledger', 'plan'))],
      ['not-found?', 'not-found?'],
    )
  })
})
