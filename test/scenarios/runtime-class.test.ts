import assert from 'node:assert/strict'

import type {Raw, SpaceWorld, World} from '../fixtures/types.js'
import type {AssessedWorld} from './assess-world.js'

import {app, refuse, space, team, world} from '../fixtures/build.js'
import {assessWorld, verdict} from './assess-world.js'

const acme = team('acme')

/** One app in a space, its own word on the space changed as told. */
function inside(home: SpaceWorld, record: Raw = {}, more: Partial<World> = {}): World {
  return world({apps: [app('pay', {record, space: home, team: 'acme'})], spaces: [home], teams: [acme], ...more})
}

const says = (home: SpaceWorld, shield: unknown) => ({
  space: {id: home.record.id, name: home.record.name, ...(shield === undefined ? {} : {shield})},
})

/** Verdicts of private space, Shield space and Shield dynos on the app. */
function classChecks(seen: AssessedWorld, name = 'pay'): string[] {
  return ['apps-run-in-a-private-space', 'apps-run-in-a-shield-space', 'dynos-are-shield-dynos'].map(check =>
    verdict(seen, check, name),
  )
}

const shield = () => space('vault', {shield: true})
const plain = () => space('desk')
const notKnown = ['pass', 'unknown', 'unknown']

describe('runtime class', () => {
  for (const kind of ['all', 'app', 'space', 'team'] as const)
    describe(`with --${kind}`, () => {
      const scope = (home: SpaceWorld) =>
        kind === 'all' ? {kind} : {kind, name: {app: 'pay', space: home.record.name, team: 'acme'}[kind]}

      it('is Shield where the app and its space say so', async () => {
        assert.deepEqual(classChecks(await assessWorld(inside(shield()), {scope: scope(shield())})), [
          'pass',
          'pass',
          'pass',
        ])
      })

      it('is private where both say so', async () => {
        assert.deepEqual(classChecks(await assessWorld(inside(plain()), {scope: scope(plain())})), [
          'pass',
          'fail',
          'fail',
        ])
      })

      it('is not known where only the app claims Shield', async () => {
        assert.deepEqual(
          classChecks(await assessWorld(inside(plain(), says(plain(), true)), {scope: scope(plain())})),
          notKnown,
        )
      })

      it('is not known where only the space claims Shield', async () => {
        for (const own of [false, null, undefined]) {
          assert.deepEqual(
            classChecks(await assessWorld(inside(shield(), says(shield(), own)), {scope: scope(shield())})),
            notKnown,
            String(own),
          )
        }
      })

      it('is not known in a Fir space that claims Shield', async () => {
        const odd = space('odd', {generation: 'fir', shield: true})
        const seen = await assessWorld(inside(odd), {scope: scope(odd)})
        assert.deepEqual(classChecks(seen).slice(0, 2), notKnown.slice(0, 2))
        assert.notEqual(verdict(seen, 'dynos-are-shield-dynos', 'pay'), 'pass')
      })
    })

  it('is common where the app says that it is in no space, whatever else cannot be read', async () => {
    const seen = await assessWorld(world({apps: [app('site')], faults: [refuse(/formation/)]}), {
      scope: {kind: 'app', name: 'site'},
    })
    assert.deepEqual(classChecks(seen, 'site'), ['fail', 'fail', 'fail'])
  })

  it('is not known where the app does not say whether it is in a space', async () => {
    const seen = await assessWorld(
      world({apps: [app('site', {formation: {web: {size: 'Private-M'}}, record: {space: undefined}})]}),
      {scope: {kind: 'app', name: 'site'}},
    )
    assert.deepEqual(classChecks(seen, 'site'), ['unknown', 'unknown', 'unknown'])
  })

  for (const status of [402, 403, 404, 410, 500])
    it(`is not known, but at least private, in a space that responds with ${status}`, async () => {
      const faults = [refuse(/^\/spaces\/vault$/, status)]
      assert.deepEqual(
        classChecks(await assessWorld(inside(shield(), {}, {faults}), {scope: {kind: 'app', name: 'pay'}})),
        notKnown,
      )
    })

  it('is not known in a space whose response is malformed', async () => {
    const faults = [refuse(/^\/spaces\/vault$/, 200, {id: 1})]
    assert.deepEqual(
      classChecks(await assessWorld(inside(shield(), {}, {faults}), {scope: {kind: 'app', name: 'pay'}})),
      notKnown,
    )
  })

  it('is not Shield in a space that does not say so', async () => {
    const silent = space('vault', {record: {shield: undefined}})
    assert.deepEqual(
      classChecks(await assessWorld(inside(silent, says(silent, true)), {scope: {kind: 'app', name: 'pay'}})),
      notKnown,
    )
  })

  it('is not known in a Shield space of an unknown generation', async () => {
    for (const generation of ['birch', null, undefined]) {
      const odd = space('vault', {record: {generation}, shield: true})
      const seen = await assessWorld(inside(odd, {generation: 'cedar'}), {scope: {kind: 'app', name: 'pay'}})
      assert.deepEqual(classChecks(seen), notKnown, String(generation))
    }
  })

  it('is read from the space that an app of another team runs in', async () => {
    const home = space('vault', {shield: true, team: 'other'})
    const seen = await assessWorld(
      world({apps: [app('pay', {space: home, team: 'acme'})], spaces: [home], teams: [acme, team('other')]}),
      {scope: {kind: 'team', name: 'acme'}},
    )
    assert.deepEqual(classChecks(seen), ['pass', 'pass', 'pass'])
  })

  it('is determined for each space separately', async () => {
    const homes = [shield(), plain()]
    const apps = homes.map(home => app(`in-${home.record.name}`, {space: home, team: 'acme'}))
    const seen = await assessWorld(world({apps, spaces: homes, teams: [acme]}))
    assert.deepEqual(classChecks(seen, 'in-vault'), ['pass', 'pass', 'pass'])
    assert.deepEqual(classChecks(seen, 'in-desk'), ['pass', 'fail', 'fail'])
  })
})

describe('dynos-are-shield-dynos', () => {
  const dynos = async (formation: Parameters<typeof app>[1], more: Partial<World> = {}, home = shield()) =>
    verdict(
      await assessWorld(
        world({apps: [app('pay', {space: home, team: 'acme', ...formation})], spaces: [home], teams: [acme], ...more}),
        {scope: {kind: 'app', name: 'pay'}},
      ),
      'dynos-are-shield-dynos',
      'pay',
    )

  it('passes for private and Shield sizes in any case of letters', async () => {
    for (const size of ['Private-M', 'private-m', 'PRIVATE-L-RAM', 'Shield-S', 'shield-2xl']) {
      assert.equal(await dynos({formation: {web: {size}}}), 'pass', size)
    }
  })

  it('passes without any formation', async () => {
    assert.equal(await dynos({formation: {}}), 'pass')
  })

  it('fails for every other size, of any process and any quantity', async () => {
    for (const size of ['Standard-1X', 'Performance-L', 'Eco', 'dyno-2c-4gb', 'Privately', 'My-Private-M', 'Private']) {
      assert.equal(await dynos({formation: {web: {size: 'Private-M'}, worker: {quantity: 0, size}}}), 'fail', size)
    }
  })

  it('reads the size of the dyno where the old field is empty, and the old field where the new one is', async () => {
    const home = shield()
    const line = (fields: Raw) => {
      const appWorld = app('pay', {space: home, team: 'acme'})
      return verdictOf({...appWorld, formation: [{...appWorld.formation[0], ...fields}]})
    }
    const verdictOf = async (appWorld: ReturnType<typeof app>) =>
      verdict(
        await assessWorld(world({apps: [appWorld], spaces: [home], teams: [acme]}), {
          scope: {kind: 'app', name: 'pay'},
        }),
        'dynos-are-shield-dynos',
        'pay',
      )
    assert.equal(await line({dyno_size: {name: 'Private-M'}, size: null}), 'pass')
    assert.equal(await line({dyno_size: null, size: 'Private-M'}), 'pass')
    assert.equal(await line({dyno_size: null, size: 'Standard-1X'}), 'fail')
    for (const size of [null, undefined, '']) assert.equal(await line({dyno_size: null, size}), 'unknown', String(size))
    assert.equal(await line({dyno_size: {name: ''}, size: null}), 'unknown')
  })

  it('is unknown where the formation cannot be read', async () => {
    for (const status of [402, 403, 404, 500])
      assert.equal(await dynos({}, {faults: [refuse(/formation/, status)]}), 'unknown', String(status))
    assert.equal(await dynos({}, {faults: [refuse(/formation/, 200, {})]}), 'unknown')
  })

  it('fails outside Shield although the formation cannot be read', async () => {
    assert.equal(await dynos({}, {faults: [refuse(/formation/)]}, plain()), 'fail')
  })

  it('fails for a common size although the space cannot be read', async () => {
    assert.equal(
      await dynos({formation: {web: {size: 'Standard-2X'}}}, {faults: [refuse(/^\/spaces\/vault$/)]}),
      'fail',
    )
  })
})
