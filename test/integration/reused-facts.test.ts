import assert from 'node:assert/strict'

import type {Get} from '../../src/api/http.js'
import type {Fact, Scope, Snapshot} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {splitByAge} from '../../src/cli/actions/collection-task.js'
import {UserError} from '../../src/foundation/user-error.js'
import {ownerOf, establishesIdentity} from '../../src/model/owners.js'
import {collectSnapshot} from '../../src/snapshot/collect-snapshot.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {joinSnapshots} from '../../src/snapshot/snapshot-file.js'
import {chance} from '../helpers/chance.js'
import {account, addon, app, postgres, space, team, world} from '../fixtures/build.js'
import {rich} from './rich.js'
import {clock, collectWith, narrow, rememberOutcomes} from './run.js'

const catalog = loadCatalog(['all'])
const everything: Scope = {kind: 'all'}
const judging = {allowUnknown: false, failOn: 'high', scopeKind: 'snapshot', version: '0.0.0'} as const
const ports = (get: Get) => ({
  clock: clock(),
  get,
  narrow,
  onBudget() {},
  onProgress() {},
  onRateLimit() {},
  rateFloor: 0,
})

/** Goes on with what an earlier collection read; what `isStale` says is older than --max-age. */
const goingOn = (
  get: Get,
  scope: Scope,
  {facts}: Pick<Snapshot, 'facts'>,
  isStale: (fact: Fact) => boolean = () => false,
) =>
  collectSnapshot(scope, catalog, ports(get), '0.0.0', {
    reusable: facts.filter(fact => !isStale(fact)),
    stale: facts.filter(isStale),
  })

const verdicts = (snapshot: Snapshot, check: string) =>
  Object.fromEntries(
    assessSnapshot(snapshot, catalog, judging)
      .observations.filter(observation => observation.check === check)
      .map(({subject, verdict}) => [subject.name, verdict]),
  )

const refusal = async (running: Promise<unknown>): Promise<string> => {
  try {
    await running
  } catch (error) {
    assert.ok(error instanceof UserError)
    return error.message
  }

  return ''
}

/** The same world with two names exchanged: the things keep their ids. */
function exchanged(from: World, text: string, other: string): World {
  const swap = (value: unknown): unknown => {
    if (value === text || value === other) return value === text ? other : text
    if (Array.isArray(value)) return value.map(swap)
    return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [String(swap(key)), swap(item)]))
      : value
  }
  return swap(from) as World
}

describe('a resumed collection with changed names', () => {
  const blue = () =>
    world({
      apps: [
        app('web', {logDrains: ['https://logs.example.com']}),
        app('web-next', {logDrains: ['http://logs.example.com']}),
      ],
    })
  const green = () => exchanged(blue(), 'web', 'web-next')
  const check = 'log-drains-are-encrypted'

  it('never judges an app by facts of another that had its name', async () => {
    const scope: Scope = {kind: 'app', name: 'web'}
    const old = await collectWith(rememberOutcomes(blue()), scope, catalog, {})
    assert.deepEqual(Object.values(verdicts(old, check)), ['pass'])
    const again = await goingOn(rememberOutcomes(green()), scope, old, ({path}) => path === '/apps/web')
    assert.deepEqual(Object.values(verdicts(again, check)), ['fail'])
    // Young enough or not, who has which name is read again.
    assert.deepEqual(Object.values(verdicts(await goingOn(rememberOutcomes(green()), scope, old), check)), ['fail'])
  })

  it('requests nothing again where no name changed', async () => {
    const old = await collectWith(rememberOutcomes(blue()), everything, catalog, {})
    const requested: string[] = []
    const get = rememberOutcomes(blue())
    await goingOn(
      async question => {
        requested.push(question.path)
        return get(question)
      },
      everything,
      old,
    )
    assert.deepEqual(
      requested.sort(),
      old.facts.filter(establishesIdentity).map(({path}) => path),
    )
  })

  it('does so for apps, spaces, teams and add-ons, whatever is stale', async () => {
    const before: World = {...rich(), teams: [...rich().teams, team('labs')]}
    const old = await collectWith(rememberOutcomes(before), everything, catalog, {})
    const names = [before.apps, before.spaces, before.teams, before.addons].map(all =>
      all.map(({record}): string => record.name),
    )
    assert.ok(names.every(({length}) => length > 1))
    const {below, pick} = chance(3)
    let moved = 0
    for (let round = 0; round < 12; round++) {
      const kind: readonly string[] = names[round % names.length] ?? []
      const [text, other] = [pick(kind), pick(kind)]
      if (text === other) continue
      const now = rememberOutcomes(exchanged(before, text, other))
      const fresh = new Map((await collectWith(now, everything, catalog, {})).facts.map(fact => [fact.path, fact]))
      const stale = new Set(old.facts.filter(() => below(3) === 0).map(({path}) => path))
      const isOfMoved = ({path}: Fact) => [text, other].some(name => ownerOf(path)?.endsWith(`/${name}`))
      for (const snapshot of [
        await goingOn(now, everything, old, ({path}) => stale.has(path)),
        joinSnapshots(old, [
          {
            ...(await collectWith(now, everything, catalog, {})),
            facts: [...fresh.values()]
              .filter(fact => establishesIdentity(fact) || stale.has(fact.path))
              .map(fact => ({...fact, at: '2026-11-21T00:00:00.000Z'})),
          },
        ]),
      ]) {
        for (const {body, path, status} of snapshot.facts.filter(isOfMoved)) {
          assert.deepEqual({body, path, status}, {body: fresh.get(path)?.body, path, status: fresh.get(path)?.status})
          moved++
        }
      }
    }

    assert.ok(moved > 50, `${moved}`)
  })
})

describe('a resumed collection with another login', () => {
  const scope: Scope = {kind: 'space', name: 'vault'}
  const vault = () => space('vault', {logDrain: 'https://logs.example.com', shield: true, team: 'acme'})
  const seenBy = (email: string) => world({account: account(email), spaces: [vault()], teams: [team('acme')]})

  it('is refused, and the message names both', async () => {
    const old = await collectWith(rememberOutcomes(seenBy('ann@example.com')), scope, catalog, {})
    const said = await refusal(goingOn(rememberOutcomes(seenBy('bob@example.com')), scope, old))
    assert.match(
      said,
      new RegExp(
        String.raw`^The file was read by ann@example\.com \([\da-f-]{36}\), but you are bob@example\.com ` +
          String.raw`\([\da-f-]{36}\)\. Facts of two accounts can't be combined\.$`,
      ),
    )
    assert.equal(await refusal(goingOn(rememberOutcomes(seenBy('ann@example.com')), scope, old)), '')
  })

  it('is refused where either login is unknown', async () => {
    const old = await collectWith(rememberOutcomes(seenBy('ann@example.com')), scope, catalog, {})
    const hidden = {...seenBy('ann@example.com'), faults: [{fault: {status: 403}, path: '/account'}]}
    assert.match(
      await refusal(goingOn(rememberOutcomes(hidden), scope, old)),
      /^The file was read by ann@example\.com .*\. Whether that's your account is unknown, because it can't be read\.$/,
    )
    assert.match(
      await refusal(
        goingOn(
          rememberOutcomes(seenBy('ann@example.com')),
          scope,
          await collectWith(rememberOutcomes(hidden), scope, catalog, {}),
        ),
      ),
      /^The file doesn't say which account read it/,
    )
    assert.match(
      await refusal(
        goingOn(rememberOutcomes(seenBy('ann@example.com')), scope, {
          facts: old.facts.filter(({kind}) => kind !== 'account'),
        }),
      ),
      /^The file doesn't say which account read it/,
    )
  })

  it('leaves nothing behind for the next login, whenever it is stopped', async () => {
    const old = await collectWith(rememberOutcomes(seenBy('ann@example.com')), scope, catalog, {})
    for (const after of [1, 2, 3, 5]) {
      const controller = new AbortController()
      let kept = 0
      const running = collectSnapshot(
        scope,
        catalog,
        {
          ...ports(rememberOutcomes(seenBy('bob@example.com'))),
          saveCheckpoint: partial =>
            (kept = Math.max(kept, partial().facts.filter(fact => old.facts.includes(fact)).length)),
          onProgress({done}) {
            if (done >= after) controller.abort()
          },
          signal: controller.signal,
        },
        '0.0.0',
        {reusable: old.facts, stale: []},
      ).catch((error: unknown) => error)
      const ended = await running
      assert.ok(
        ended instanceof UserError || (ended as Snapshot).facts.every(fact => !old.facts.includes(fact)),
        `${after}`,
      )
      assert.equal(kept, 0)
    }
  })
})

describe('a 404 with an owner from an earlier collection', () => {
  const web = app('web')
  const withDatabase = () =>
    world({
      addons: [addon('db', {app: 'web', plan: 'heroku-postgresql:private-0'})],
      apps: [web],
      data: postgres('db', {plan: 'private-0'}),
    })
  const scope: Scope = {kind: 'app', name: 'web'}
  const door = ({kind}: Fact) => kind === 'postgresTlsEndpoint'

  it('requests the owner again', async () => {
    const get = rememberOutcomes(withDatabase())
    const old = await collectWith(get, scope, catalog, {})
    assert.equal(old.facts.find(door)?.status, 404)
    const requested: string[] = []
    await goingOn(
      async question => {
        requested.push(question.path)
        return get(question)
      },
      scope,
      old,
      door,
    )
    assert.ok(
      requested.some(path => path.startsWith('/client/v11/databases/')),
      requested.join(' '),
    )
  })

  it('requests it again if its owner could not be read', async () => {
    const get = rememberOutcomes(withDatabase())
    const old = await collectWith(get, scope, catalog, {})
    const blind = old.facts.map(fact =>
      fact.kind === 'postgres'
        ? {at: fact.at, gap: {reason: 'forbidden' as const}, kind: fact.kind, path: fact.path, status: 403}
        : fact,
    )
    const requested: string[] = []
    await goingOn(
      async question => {
        requested.push(question.path)
        return get(question)
      },
      scope,
      {facts: blind},
      ({kind}) => kind === 'postgres',
    )
    assert.ok(
      old.facts.filter(door).every(({path}) => requested.includes(path)),
      requested.join(' '),
    )
  })
})

describe('earlierOf', () => {
  const now = Date.parse('2026-11-20T12:00:00.000Z')
  const at = (ms: number, rest: Partial<Fact> = {}): Fact => ({
    at: new Date(now + ms).toISOString(),
    body: [],
    kind: 'stacks',
    path: `/${ms}`,
    ...rest,
  })
  const stale = (facts: readonly Fact[], oldest?: number) =>
    splitByAge({facts}, now, oldest).stale.map(({path}) => path)

  it('reads expired facts again', () => {
    assert.deepEqual(stale([at(-1001), at(-1000), at(-999)], now - 1000), ['/-1001'])
    assert.deepEqual(stale([at(-1e12)]), [])
  })

  it('reads everything again where the clock was off', () => {
    assert.equal(splitByAge({clockSkew: -301, facts: [at(-1)]}, now, undefined).stale.length, 1)
  })

  it('reads facts again that are dated further ahead than clocks may differ', () => {
    const facts = [at(0), at(1), at(300_000), at(300_001), at(1e12)]
    for (const oldest of [undefined, now - 1000]) assert.deepEqual(stale(facts, oldest), ['/300001', '/1000000000000'])
  })

  it('reads again what a retry may fix, but no refusal', () => {
    const gap = (reason: 'forbidden' | 'server-error') =>
      at(-1, {body: undefined as never, gap: {reason}, path: `/${reason}`})
    assert.deepEqual(stale([gap('forbidden'), gap('server-error')]), ['/server-error'])
  })
})
