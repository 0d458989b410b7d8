import assert from 'node:assert/strict'

import type {FactKind} from '../../src/model/facts.js'
import type {Fact} from '../../src/model/snapshot.js'

import {joinFacts} from '../../src/snapshot/join-facts.js'
import {chance} from '../helpers/chance.js'

const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`

function fact(kind: FactKind, path: string, hour: number, body: unknown): Fact {
  return typeof body === 'number'
    ? {
        at: at(hour),
        gap: {
          detail: `the API answered ${body}`,
          needs: 'view permission',
          reason: body === 404 ? 'not-found' : 'forbidden',
        },
        kind,
        path,
        status: body,
      }
    : {at: at(hour), body: body as never, kind, path, status: 200}
}

const app = (id: string, hour: number, name = 'web') => fact('app', `/apps/${name}`, hour, {id, name})
const space = (id: string, hour: number) => fact('space', '/spaces/vault', hour, {id, name: 'vault'})
const drains = (hour: number, body: unknown = [{id: `read at ${hour}`}]) =>
  fact('logDrains', '/apps/web/log-drains', hour, body)
const drain = (hour: number, body: unknown = 404) => fact('spaceLogDrain', '/spaces/vault/log-drain', hour, body)
const pathsOf = (facts: readonly Fact[]) => facts.map(({path}) => path).sort()

describe('joinFacts', () => {
  it('leaves out facts under a name that another resource has now', () => {
    assert.deepEqual(pathsOf(joinFacts([[app('1', 1), drains(1)], [app('2', 2)]])), ['/apps/web'])
    assert.deepEqual(pathsOf(joinFacts([[app('2', 2)], [app('1', 1), drains(1)]])), ['/apps/web'])
    assert.deepEqual(pathsOf(joinFacts([[app('1', 1), drains(1)], [app('1', 2)]])), [
      '/apps/web',
      '/apps/web/log-drains',
    ])
  })

  it('takes the fact of the resource that has the name now, even if it is older', () => {
    const [, kept] = joinFacts([
      [app('1', 1), drains(1)],
      [app('2', 3), drains(2)],
    ]).sort((a, b) => (a.path < b.path ? -1 : 1))
    assert.deepEqual(kept?.body, [{id: 'read at 2'}])
  })

  it('leaves out facts under a name that two lists give to two resources', () => {
    const listed = fact('apps', '/apps', 1, [{id: '1', name: 'web'}])
    const ofTeam = fact('teamApps', '/teams/acme/apps', 2, [{id: '2', name: 'web'}])
    assert.deepEqual(
      pathsOf(
        joinFacts([
          [listed, drains(1)],
          [fact('team', '/teams/acme', 2, {id: '9', name: 'acme'}), ofTeam],
        ]),
      ),
      ['/apps', '/teams/acme', '/teams/acme/apps'],
    )
  })

  it('leaves out resources that a list no longer names', () => {
    assert.deepEqual(
      pathsOf(
        joinFacts([[fact('apps', '/apps', 1, [{id: '1', name: 'web'}]), drains(1)], [fact('apps', '/apps', 2, [])]]),
      ),
      ['/apps'],
    )
  })

  it('leaves out facts of the add-ons of an app that was replaced', () => {
    const addons = fact('addons', '/apps/web/addons', 1, [{id: '7', name: 'db'}])
    const plan = fact('addon', '/addons/db', 1, {id: '7', name: 'db'})
    const info = fact('keyValueStore', '/redis/v0/databases/db', 1, {})
    assert.deepEqual(pathsOf(joinFacts([[app('1', 1), addons, info], [app('2', 2)]])), ['/apps/web'])
    assert.deepEqual(pathsOf(joinFacts([[app('1', 1), addons, info], [app('1', 2)]])), [
      '/apps/web',
      '/apps/web/addons',
      '/redis/v0/databases/db',
    ])
    // The add-on was seen on its own: it is still the same.
    assert.deepEqual(pathsOf(joinFacts([[app('1', 1), addons, plan, info], [app('2', 2)]])), [
      '/addons/db',
      '/apps/web',
      '/redis/v0/databases/db',
    ])
  })

  it('keeps facts of resources whose ID neither collection knows', () => {
    assert.deepEqual(pathsOf(joinFacts([[drains(1)], [fact('stacks', '/stacks', 2, [])]])), [
      '/apps/web/log-drains',
      '/stacks',
    ])
  })

  it('leaves out a fact of an unknown owner if the other collection knows the owner', () => {
    assert.deepEqual(pathsOf(joinFacts([[drains(3)], [app('1', 2)]])), ['/apps/web'])
    const [, kept] = joinFacts([[drains(3, 403)], [app('1', 2)]]).sort((a, b) => (a.path < b.path ? -1 : 1))
    assert.equal(kept?.gap?.reason, 'forbidden')
  })

  it('does not combine a 404 of one collection with the owner of another', () => {
    for (const readings of [
      [[space('1', 1)], [drain(2)]],
      [[drain(2)], [space('1', 3)]],
    ]) {
      const joined = joinFacts(readings)
      assert.equal(joined.length, 1, 'a 404 of an unknown owner')
    }

    const [none] = joinFacts([[space('1', 1), drain(1)], [fact('stacks', '/stacks', 2, [])]]).filter(
      ({path}) => path === '/spaces/vault/log-drain',
    )
    assert.deepEqual(none, drain(1))
  })

  it('turns a 404 of a database that only the other collection read into a gap', () => {
    const addon = (hour: number) => fact('addon', '/addons/db', hour, {id: '7', name: 'db'})
    const info = fact('postgres', '/client/v11/databases/7', 1, {info: []})
    const door = (hour: number) => fact('privateLink', '/private-link/v0/databases/db', hour, 404)
    const joined = joinFacts([
      [addon(1), info],
      [addon(2), door(2)],
    ])
    const said = joined.find(({kind}) => kind === 'privateLink')
    assert.deepEqual(said, {
      at: at(2),
      gap: {
        detail: "the API answered 404 to a collection that didn't read what it belongs to",
        needs: 'view permission',
        reason: 'not-found',
      },
      kind: 'privateLink',
      path: '/private-link/v0/databases/db',
    })
    assert.deepEqual(
      joinFacts([[addon(1), info, door(1)], [addon(2)]]).find(({kind}) => kind === 'privateLink'),
      door(1),
    )
  })

  it('keeps the 404 of a fact that says what its name means', () => {
    const gone = fact('app', '/apps/web', 2, 404)
    assert.deepEqual(joinFacts([[app('1', 1)], [gone]]), [gone])
  })

  it('never mixes up resources or counts a 404 without its owner, whatever was collected', () => {
    const {below, pick} = chance(7)
    let [dropped, kept, doubted] = [0, 0, 0]
    for (let round = 0; round < 2000; round++) {
      // Whatever was read under a name says in its body of which id it was read.
      const readings = [1, 2, 3].map(() => {
        const id = `${below(2)}`
        const hour = () => below(20)
        const isSeen = below(3) > 0
        const status = () => pick([200, 200, 403, 404])
        const answer = (code: number, body: unknown) => (code === 200 ? body : code)
        return {
          id,
          facts: [
            ...(isSeen ? [pick([space(id, hour()), fact('spaces', '/spaces', hour(), [{id, name: 'vault'}])])] : []),
            fact('spaceLogDrain', '/spaces/vault/log-drain', hour(), answer(status(), {id})),
            fact('topology', '/spaces/vault/topology', hour(), answer(status(), {apps: [{id}]})),
          ],
          isSeen,
        }
      })
      const joined = joinFacts(readings.map(({facts}) => facts))
      const ids = new Set(
        joined.flatMap(({body, kind}) => {
          if (kind === 'space') return [(body as {id: string}).id]
          return kind === 'spaces' ? [(body as [{id: string}])[0].id] : []
        }),
      )
      for (const fact of joined) {
        if (fact.kind === 'space' || fact.kind === 'spaces') continue
        const from = readings.filter(({facts}) =>
          facts.some(
            ({at: when, path, status}) =>
              path === fact.path && when === fact.at && (status === fact.status || fact.status === undefined),
          ),
        )
        const isAnswer = fact.body !== undefined || fact.status === 404
        if (isAnswer && ids.size > 0) {
          assert.equal(ids.size, 1)
          assert.ok(
            from.some(({id, isSeen}) => isSeen && ids.has(id)),
            JSON.stringify({joined, readings}),
          )
          kept++
        } else doubted++
      }

      dropped += 2 + ids.size - joined.length
    }

    assert.ok(kept > 500 && doubted > 500 && dropped > 500, `${kept} ${doubted} ${dropped}`)
  })
})
