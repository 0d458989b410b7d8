import assert from 'node:assert/strict'

import type {Addon} from '../../src/model/facts.js'
import type {World} from '../fixtures/types.js'

import {addon, app, attach, refuse, space, team, world} from '../fixtures/build.js'
import {checksOf, assessWorld, subjects, verdict, verdicts, verdictsOn} from './assess-world.js'

const check = 'addons-stay-inside-one-boundary'
const vault = () => space('vault', {shield: true})
const desk = () => space('desk')
const annex = () => space('annex')
const teams = () => [team('acme')]

/** A database that `pay` pays for, attached to the apps of `users` beside it. */
function ledger(
  apps: World['apps'],
  users: readonly string[],
  more: Partial<World> = {},
  plan = 'heroku-postgresql:shield-0',
): World {
  return world({
    addons: [addon('ledger', {app: 'pay', plan})],
    apps,
    attachments: users.map(user => attach(user, 'LEDGER', 'ledger')),
    spaces: [vault(), desk(), annex()],
    teams: teams(),
    ...more,
  })
}

const at = (name: string, home?: ReturnType<typeof space>) => app(name, {space: home ?? null, team: 'acme'})
const app1 = {kind: 'app', name: 'pay'} as const
const borrower = {kind: 'app', name: 'shop'} as const

describe(check, () => {
  it('passes if all apps are in the same space or all in none', async () => {
    for (const home of [vault(), desk(), undefined]) {
      assert.equal(
        verdict(
          await assessWorld(ledger([at('pay', home), at('shop', home)], ['shop']), {scope: app1}),
          check,
          'ledger',
        ),
        'pass',
      )
    }
  })

  it('fails across classes and across spaces, from either side', async () => {
    for (const [item, other] of [
      [vault(), desk()],
      [desk(), annex()],
      [desk(), undefined],
      [undefined, vault()],
    ]) {
      for (const scope of [app1, borrower, {kind: 'all'}] as const) {
        assert.equal(
          verdict(await assessWorld(ledger([at('pay', item), at('shop', other)], ['shop']), {scope}), check, 'ledger'),
          'fail',
        )
      }
    }
  })

  it('counts the app that pays although it is not attached', async () => {
    const parts = ledger([at('pay'), at('shop', desk())], ['shop'], {
      addons: [addon('ledger', {app: 'pay', as: null, plan: 'heroku-redis:mini'})],
    })
    assert.equal(verdict(await assessWorld(parts, {scope: borrower}), check, 'ledger'), 'fail')
    assert.equal(verdict(await assessWorld(parts, {scope: app1}), check, 'ledger'), 'fail')
  })

  it('does not apply without an attachment, and to services of others', async () => {
    const alone = ledger([at('pay')], [], {
      addons: [addon('ledger', {app: 'pay', as: null, plan: 'heroku-kafka:basic-0'})],
    })
    assert.equal(verdict(await assessWorld(alone, {scope: app1}), check, 'ledger'), 'not-applicable')
    for (const plan of ['papertrail:choklad', 'heroku-applink:demo', 'scheduler:standard']) {
      assert.equal(
        verdict(
          await assessWorld(ledger([at('pay'), at('shop', desk())], ['shop'], {}, plan), {scope: app1}),
          check,
          'ledger',
        ),
        'not-applicable',
        plan,
      )
    }
  })

  it('applies to each of the data services', async () => {
    for (const plan of ['heroku-postgresql:mini', 'heroku-redis:mini', 'heroku-kafka:basic-0', 'herokuconnect:demo']) {
      assert.equal(
        verdict(
          await assessWorld(ledger([at('pay'), at('shop', desk())], ['shop'], {}, plan), {scope: app1}),
          check,
          'ledger',
        ),
        'fail',
        plan,
      )
    }
  })

  it('is unknown where an app that uses it cannot be seen', async () => {
    for (const invisible of [403, 404] as const) {
      const apps = [at('pay', desk()), app('shop', {invisible, space: desk(), team: 'acme'})]
      assert.equal(verdict(await assessWorld(ledger(apps, ['shop']), {scope: app1}), check, 'ledger'), 'unknown')
    }
  })

  it('fails if the visible apps differ already', async () => {
    const apps = [at('pay', desk()), at('web'), app('shop', {invisible: 404, team: 'acme'})]
    assert.equal(verdict(await assessWorld(ledger(apps, ['shop', 'web']), {scope: app1}), check, 'ledger'), 'fail')
  })

  it('fails where an app that cannot be seen is known to run in another space', async () => {
    const parts = (home: ReturnType<typeof space>) =>
      ledger([at('pay', home), app('shop', {invisible: 404, space: desk(), team: 'acme'})], ['shop'])
    const seen = async (home: ReturnType<typeof space>) =>
      verdict(await assessWorld(parts(home), {scope: {kind: 'all'}}), check, 'ledger')
    assert.equal(await seen(annex()), 'fail')
    assert.equal(await seen(vault()), 'fail')
    assert.equal(await seen(desk()), 'unknown')
    assert.equal(
      verdict(
        await assessWorld(ledger([at('pay'), app('shop', {invisible: 404, space: desk(), team: 'acme'})], ['shop'])),
        check,
        'ledger',
      ),
      'fail',
    )
  })

  it('fails if an app is in no space and another in a space that cannot be read', async () => {
    const parts = ledger([at('pay', desk()), at('shop')], ['shop'], {faults: [refuse(/^\/spaces\/desk$/)]})
    assert.equal(verdict(await assessWorld(parts, {scope: app1}), check, 'ledger'), 'fail')
  })

  it('is unknown if all are in a space that cannot be read', async () => {
    const parts = ledger([at('pay', desk()), at('shop', desk())], ['shop'], {faults: [refuse(/^\/spaces\/desk$/)]})
    assert.equal(verdict(await assessWorld(parts, {scope: app1}), check, 'ledger'), 'unknown')
  })

  it('is unknown where the list of its apps cannot be read', async () => {
    for (const status of [403, 404, 500]) {
      const parts = ledger([at('pay', desk()), at('shop', desk())], ['shop'], {
        faults: [refuse(/^\/addons\/ledger\/addon-attachments/, status)],
      })
      assert.equal(verdict(await assessWorld(parts, {scope: app1}), check, 'ledger'), 'unknown')
    }
  })

  it('is unknown where the API does not say who pays', async () => {
    const parts = ledger([at('pay', desk()), at('shop', desk())], ['shop'])
    const seen = await assessWorld(parts, {
      edit(facts) {
        const fact = facts.get('/addons/ledger')
        assert.ok(fact?.body)
        facts.set('/addons/ledger', {...fact, body: {...(fact.body as Addon), app: null}})
      },
      scope: borrower,
    })
    assert.equal(verdict(seen, check, 'ledger'), 'unknown')
  })
})

describe('add-ons', () => {
  it('are subjects where they are paid for and where they are borrowed', async () => {
    const parts = () => ledger([at('pay', desk()), at('shop', desk())], ['shop'])
    for (const scope of [app1, borrower])
      assert.deepEqual(subjects(await assessWorld(parts(), {scope}), 'addon'), ['ledger'])
    assert.deepEqual(subjects(await assessWorld(parts()), 'addon'), ['ledger'])
  })

  it('are subjects of the paying app only if unattached', async () => {
    const parts = () =>
      ledger([at('pay'), at('shop')], [], {
        addons: [addon('ledger', {app: 'pay', as: null, plan: 'heroku-redis:mini'})],
      })
    assert.deepEqual(subjects(await assessWorld(parts(), {scope: app1}), 'addon'), ['ledger'])
    assert.deepEqual(subjects(await assessWorld(parts(), {scope: borrower}), 'addon'), [])
  })

  it('are a single unknown subject if their app cannot be seen', async () => {
    const apps = [app('pay', {invisible: 404, space: desk(), team: 'acme'}), at('shop', desk()), at('web', desk())]
    for (const scope of [borrower, {kind: 'all'}] as const) {
      const seen = await assessWorld(ledger(apps, ['shop', 'web']), {scope})
      assert.deepEqual(
        verdictsOn(seen, 'addon', 'ledger'),
        Object.fromEntries(checksOf('addon').map(id => [id, 'unknown'])),
      )
    }
  })

  it('are judged once if the API lists them although others pay', async () => {
    const seen = await assessWorld({
      ...ledger([at('pay', desk()), at('shop')], ['shop']),
      quirks: {foreignAddons: true},
    })
    assert.deepEqual(verdicts(seen, check), {ledger: 'fail'})
  })
})
