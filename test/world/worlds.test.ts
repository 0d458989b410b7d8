import assert from 'node:assert/strict'
import {CANARY, NOW, daysAgo, uuid} from './ids.js'
import {fleet} from './fleet.js'
import {HOSTILE, hostile} from './hostile.js'
import {respond, routes} from './respond.js'
import {sample} from './sample.js'
import type {Raw, World} from './types.js'

/** Things of the sample that stand in for the blanks of each route. */
const BLANKS: Record<string, string[]> = {
  apps: ['citation-pay'],
  addons: ['citation-pay-db'],
  teams: ['quillgate', 'mara.ellison@example.com'],
  spaces: ['quill-vault'],
  pipelines: ['citations', 'test'],
  users: ['~'],
  'enterprise-accounts': ['quill-holdings', '2026', '10'],
  'addon-services': ['heroku-postgresql', 'heroku-postgresql:shield-2'],
  plans: ['heroku-postgresql:shield-2'],
  regions: ['virginia'],
  stacks: ['heroku-24'],
  generations: ['fir'],
}
const EXPECTED = new Set([200, 404, 416, 422])

function read(of: World, path: string, variant = '3.sdk') {
  return respond(of, {method: 'GET', path, headers: {accept: `application/vnd.heroku+json; version=${variant}`}})
}

/** Every path of the route table, its blanks filled, in a variant that knows it. */
function paths(): Array<{path: string; variant: string; pattern: string}> {
  return routes.map(([pattern, , options]) => {
    const fill = [...(BLANKS[pattern.split('/')[1] ?? ''] ?? [])]
    const path = pattern.replaceAll(/:/g, () => fill.shift() ?? 'unknown')
    return {path, pattern, variant: options?.versions?.[0] ?? '3.sdk'}
  })
}

describe('worlds', () => {
  it('answers every route of the sample without breaking', () => {
    const served = sample()
    const statuses = paths().map(({path, variant, pattern}) => ({pattern, status: read(served, path, variant).status}))
    assert.deepEqual(
      statuses.filter(({status}) => !EXPECTED.has(status)),
      [],
    )
    assert.ok(statuses.filter(({status}) => status === 200).length > 80)
    assert.equal(new Set(routes.map(([pattern]) => pattern)).size, routes.length)
  })

  it('makes the same worlds every time', () => {
    assert.deepEqual(sample(), sample())
    assert.deepEqual(fleet(40, 7), fleet(40, 7))
    assert.notDeepEqual(fleet(40, 7), fleet(40, 8))
    assert.equal(uuid('app', 'x'), uuid('app', 'x'))
    assert.match(uuid('app', 'x'), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    assert.equal(daysAgo(0), NOW)
  })

  it('gives each caller a sample of its own', () => {
    sample().apps.length = 0
    assert.equal(sample().apps.length > 8, true)
  })

  it('keeps the sample to example names', () => {
    const text = JSON.stringify(sample())
    const mails = text.match(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g) ?? []
    const odd = mails.filter(m => !/@(.*\.)?example\.(com|org|net)$|@herokumanager\.com$|@heroku\.com$/.test(m))
    assert.deepEqual(odd, [])
    assert.match(text, CANARY)
  })

  it('hides in the sample what cannot be read', () => {
    const served = sample()
    assert.equal(read(served, '/spaces/quill-annex/inbound-ruleset').status, 403)
    assert.equal(read(served, '/apps/court-feed').status, 404)
    const {apps} = read(served, '/spaces/quill-desk/topology').body as {apps: Raw[]}
    assert.ok(apps.some(({id}) => id === uuid('app', 'court-feed')))
  })

  it('serves a fleet of any size', () => {
    for (const n of [0, 1, 300]) {
      const served = fleet(n)
      assert.equal(served.apps.length, n)
      assert.equal(read(served, '/apps').status, n > 200 ? 206 : 200)
    }
  })

  it('serves hostile names under their ids and under themselves', () => {
    const served = hostile()
    assert.equal(served.apps.length, Object.keys(HOSTILE).length)
    for (const {record} of served.apps) {
      assert.equal(read(served, `/apps/${record.id}`).status, 200)
      if (!record.name.includes('\uD800')) {
        assert.equal((read(served, `/apps/${encodeURIComponent(record.name)}`).body as Raw).id, record.id)
      }
    }
    for (const {path, variant} of paths()) read(served, path, variant)
    const next =
      respond(served, {
        method: 'GET',
        path: `/teams/${served.teams[0]?.record.id ?? ''}/members`,
        headers: {
          accept: 'application/vnd.heroku+json; version=3.sdk',
          range: 'email ..; max=1',
        },
      }).headers['next-range'] ?? ''
    assert.doesNotMatch(next, /[^\u0020-\u007E]/)
  })
})
