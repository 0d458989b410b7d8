import assert from 'node:assert/strict'
import {app, team, world} from './build.js'
import {respond} from './respond.js'
import type {ApiResponse} from './respond.js'
import type {Raw, World} from './types.js'

const many = world({
  apps: Array.from({length: 450}, (_, i) => app(`app-${String(i).padStart(3, '0')}`)),
  teams: [team('acme', {members: Array.from({length: 5}, (_, i) => `p${i}..x+${i}@example.com`)})],
})

function get(of: World, path: string, range?: string): ApiResponse {
  const headers = {accept: 'application/vnd.heroku+json; version=3.sdk', range}
  return respond(of, {method: 'GET', path, headers})
}

/** Follows `Next-Range` to the end. */
function all(path: string, range?: string): {items: Raw[]; pages: number} {
  const items: Raw[] = []
  let next = range
  let pages = 0
  do {
    const answer = get(many, path, next)
    items.push(...(answer.body as Raw[]))
    next = answer.headers['next-range']
    pages++
    assert.equal(answer.status, next === undefined ? 200 : 206)
  } while (next !== undefined)
  return {items, pages}
}

describe('world: pages', () => {
  it('gives 200 items and says how to go on', () => {
    const answer = get(many, '/apps')
    assert.equal((answer.body as Raw[]).length, 200)
    assert.match(answer.headers['next-range'] ?? '', /^id \][\da-f-]{36}\.\.; max=200$/)
    assert.equal(answer.headers['accept-ranges'], 'id, name, updated_at')
  })

  it('gives every item once, whatever the key and the size', () => {
    for (const [range, pages] of [
      [undefined, 3],
      ['id ..; max=1000;', 1],
      ['name ..; max=100', 5],
      ['name ..; max=50, order=desc', 9],
    ] as const) {
      const got = all('/apps', range)
      assert.equal(got.pages, pages, range)
      assert.equal(new Set(got.items.map(item => item.id)).size, 450, range)
    }
  })

  it('sorts by the key asked for, downwards too', () => {
    assert.equal(all('/apps', 'name ..; max=1000').items[0]?.name, 'app-000')
    assert.equal(all('/apps', 'name ..; order=desc,max=10').items[0]?.name, 'app-449')
  })

  it('keeps items of the same key on one page', () => {
    assert.equal(all('/apps', 'updated_at ..; max=100').items.length, 450)
  })

  it('takes addresses as keys', () => {
    assert.equal(all('/teams/acme/members', 'email ..; max=1').items.length, 5)
  })

  it('refuses a key that the list does not know', () => {
    for (const [path, range] of [
      ['/apps', 'version ..'],
      ['/teams/acme/members', 'id ..'],
      ['/apps', 'x'],
    ] as const) {
      const answer = get(many, path, range)
      assert.deepEqual([answer.status, (answer.body as Raw).id], [416, 'requested_range_not_satisfiable'])
    }
  })

  it('gives the newest releases first when asked', () => {
    const built = world({apps: [app('web', {builds: [9, 8, 7, 6]})]})
    const answer = get(built, '/apps/web/releases', 'version ..; max=2, order=desc')
    assert.deepEqual(
      (answer.body as Raw[]).map(r => r.version),
      [4, 3],
    )
    assert.equal(answer.status, 206)
  })
})
