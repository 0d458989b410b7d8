import assert from 'node:assert/strict'

import type {Fact, Snapshot} from '../../src/model/snapshot.js'
import type {SavedSnapshot} from '../../src/snapshot/join-shards.js'

import {snapshotErrors} from '../../src/catalog/validate-snapshot.js'
import {UserError} from '../../src/foundation/user-error.js'
import {joinShards} from '../../src/snapshot/join-shards.js'

const at = '2026-11-20T00:00:00.000Z'
const account = (email: string): Fact => ({at, body: {email, id: `id of ${email}`}, kind: 'account', path: '/account'})
const ours = account('a@example.com')
const domains = (app: string): Fact => ({at, body: [], kind: 'domains', path: `/apps/${app}/domains`})

function saved(file: string, rest: Partial<Snapshot> = {}): SavedSnapshot {
  return {
    file,
    snapshot: {
      snapshotVersion: 1,
      tool: {name: 'heroku-compliance', version: '1.0.0'},
      scopes: [{kind: 'team', name: 'acme'}],
      frameworks: ['pci-dss-4.0.1'],
      facts: [account('a@example.com')],
      ...rest,
    },
  }
}

const part = (index: number, of: number, rest: Partial<Snapshot> = {}): SavedSnapshot =>
  saved(`part-${index}.json`, {shard: {index, of}, ...rest})
const untrimmed = (joined: Snapshot) => joined

function refusal(saved: readonly SavedSnapshot[]): {readonly message: string; readonly hint: string} {
  try {
    joinShards(saved, untrimmed)
  } catch (error) {
    assert.ok(error instanceof UserError)
    return {hint: error.hint, message: error.message}
  }

  throw new assert.AssertionError({message: 'nothing was refused'})
}

describe('joinShards', () => {
  it('leaves whole snapshots unchanged', () => {
    const [first, second] = [saved('a.json'), saved('b.json')]
    assert.deepEqual(
      joinShards([first, second], () => assert.fail('trimmed')),
      [first.snapshot, second.snapshot],
    )
  })

  it('keeps the clock skew of a shard', () => {
    const [joined] = joinShards([part(1, 2), part(2, 2, {clockSkew: 400})], untrimmed)
    assert.equal(joined.clockSkew, 400)
  })

  it('joins all shards in any order to a snapshot without a shard', () => {
    const parts = [
      part(1, 3, {facts: [ours, domains('c')]}),
      part(2, 3, {facts: [ours, domains('a')]}),
      part(3, 3, {facts: [ours, domains('b')]}),
    ]
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
      [1, 2, 0],
    ]) {
      const [joined, ...others] = joinShards(
        order.flatMap(index => parts[index] ?? []),
        untrimmed,
      )
      assert.deepEqual(others, [])
      assert.deepEqual(
        joined.facts.map(fact => fact.path),
        ['/account', '/apps/a/domains', '/apps/b/domains', '/apps/c/domains'],
      )
      assert.deepEqual(Object.keys(joined), ['snapshotVersion', 'tool', 'scopes', 'frameworks', 'facts'])
      assert.deepEqual(snapshotErrors(joined), [])
    }
  })

  it('removes facts that the whole would not have needed', () => {
    const [joined] = joinShards(
      [part(1, 2, {facts: [ours, domains('a')]}), part(2, 2, {facts: [ours, domains('b')]})],
      whole => ({...whole, facts: whole.facts.slice(2)}),
    )
    assert.deepEqual(
      joined.facts.map(fact => fact.path),
      ['/apps/b/domains'],
    )
  })

  it('joins the shards of each scope separately, in the order of their first files', () => {
    const space = {scopes: [{kind: 'space', name: 'vault'}] as const}
    const joined = joinShards(
      [
        part(2, 2),
        saved('all.json', {scopes: [{kind: 'all'}]}),
        part(1, 3, space),
        part(1, 2),
        part(3, 3, space),
        part(2, 3, space),
      ],
      untrimmed,
    )
    assert.deepEqual(
      joined.map(({scopes}) => scopes[0]?.kind),
      ['team', 'all', 'space'],
    )
  })

  it('refuses missing shards, and says which and how to collect one', () => {
    assert.deepEqual(refusal([part(1, 2)]), {
      hint: 'Pass every shard with --snapshot. To collect a missing one, use --shard 2/2.',
      message: 'Of 2 shards of team acme, 2 is missing.',
    })
    assert.equal(refusal([part(4, 5), part(2, 5)]).message, 'Of 5 shards of team acme, 1, 3 and 5 are missing.')
    assert.equal(refusal([part(1, 2, {scopes: [{kind: 'all'}]})]).message, 'Of 2 shards of the account, 2 is missing.')
    assert.equal(
      refusal([part(1, 30)]).message,
      'Of 30 shards of team acme, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 19 more are missing.',
    )
    assert.match(refusal([part(1, 2), saved('whole.json')]).message, /2 is missing/)
  })

  it('refuses the same shard twice', () => {
    const {hint, message} = refusal([part(1, 2), part(2, 2), {...part(2, 2), file: 'again.json'}])
    assert.equal(message, 'part-2.json and again.json are the same shard, 2/2.')
    assert.equal(hint, 'Give each shard once.')
  })

  it('refuses shards of another scope', () => {
    assert.match(
      refusal([part(1, 2), part(2, 2, {scopes: [{kind: 'team', name: 'other'}]})]).message,
      /^Of 2 shards of team acme, 2 is missing/,
    )
  })

  it('refuses shards of different divisions, frameworks or accounts', () => {
    assert.equal(
      refusal([part(1, 2), part(2, 3)]).message,
      'part-1.json and part-2.json have different numbers of shards: 2; 3.',
    )
    assert.equal(
      refusal([part(1, 2), part(2, 2, {frameworks: ['cjis-6.0']})]).message,
      'part-1.json and part-2.json have different frameworks: cjis-6.0; pci-dss-4.0.1.',
    )
    assert.equal(
      refusal([part(1, 2), part(2, 2, {facts: [account('b@example.com')]})]).message,
      'part-1.json and part-2.json have different accounts: ' +
        'a@example.com (id of a@example.com); b@example.com (id of b@example.com).',
    )
    assert.match(
      refusal([part(1, 2), part(2, 2, {facts: []})]).message,
      /different accounts: a@example\.com .*; an account that could not be read/,
    )
    assert.match(refusal([part(1, 2), part(2, 3)]).hint, /same scope, frameworks, account and number of shards/)
  })

  it('refuses a shard that was stopped', () => {
    const {hint, message} = refusal([part(1, 2), part(2, 2, {partial: true})])
    assert.equal(message, 'The collection of part-2.json was stopped.')
    assert.match(hint, /--resume part-2\.json/)
  })
})
