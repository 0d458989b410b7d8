import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Fact, Scope, Snapshot} from '../../src/model/snapshot.js'

import {snapshotErrors} from '../../src/catalog/validate-snapshot.js'
import {UserError} from '../../src/foundation/user-error.js'
import {joinSnapshots, readSnapshot, snapshotText} from '../../src/snapshot/snapshot-file.js'

const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`
const fact = (name: string, hour: number, rest: Partial<Fact> = {}): Fact => ({
  at: at(hour),
  body: [],
  kind: 'domains',
  path: `/apps/${name}/domains`,
  ...rest,
})
const ofAccount = (id: string, hour = 0): Fact => ({
  at: at(hour),
  body: {email: `${id}@example.com`, id},
  kind: 'account',
  path: '/account',
})
/** Read by the account `a` unless another is among the facts. */
const snapshot = (
  facts: readonly Fact[],
  scopes: readonly Scope[] = [{kind: 'all'}],
  frameworks: readonly string[] = ['pci-dss-4.0.1'],
): Snapshot => bare(facts.some(({kind}) => kind === 'account') ? facts : [ofAccount('a'), ...facts], scopes, frameworks)
const bare = (
  facts: readonly Fact[],
  scopes: readonly Scope[] = [{kind: 'all'}],
  frameworks: readonly string[] = ['pci-dss-4.0.1'],
): Snapshot => ({facts, frameworks, scopes, snapshotVersion: 1, tool: {name: 'heroku-compliance', version: '1.0.0'}})

describe('joinSnapshots with clock skew', () => {
  const off = (clockSkew?: number): Snapshot => ({
    ...snapshot([fact('a', 1)]),
    ...(clockSkew === undefined ? {} : {clockSkew}),
  })

  it('keeps the widest skew', () => {
    assert.equal(joinSnapshots(off(), [off(400), off(-900), off()]).clockSkew, -900)
    assert.equal(joinSnapshots(off(400), [off()]).clockSkew, 400)
    assert.ok(!('clockSkew' in joinSnapshots(off(), [off()])))
  })

  it('writes and reads the skew', () => {
    assert.deepEqual(snapshotErrors(off(400)), [])
    assert.equal(snapshotErrors({...off(), clockSkew: 'a day'}).length, 1)
  })
})

describe('readSnapshot', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'snapshot-'))
  })
  after(() => rmSync(folder, {recursive: true}))

  function file(text: string | Uint8Array): string {
    const name = path.join(folder, 'a.json')
    writeFileSync(name, text)
    return name
  }

  function refusal(name: string, check = snapshotErrors): UserError {
    try {
      readSnapshot(name, check)
    } catch (error) {
      assert.ok(error instanceof UserError)
      return error
    }

    throw new assert.AssertionError({message: 'nothing was refused'})
  }

  it('reads what was written', () => {
    const only = snapshot([
      fact('a', 1),
      fact('b', 2, {status: 200}),
      {at: at(3), gap: {reason: 'forbidden'}, kind: 'apps', path: '/apps', status: 403},
    ])
    assert.deepEqual(readSnapshot(file(snapshotText(only)), snapshotErrors), only)
  })

  it('names a file that it cannot read', () => {
    const none = path.join(folder, 'none.json')
    assert.match(refusal(none).message, /none\.json cannot be read: there is no such file\.$/)
    assert.match(refusal(folder).message, /cannot be read: it is a folder\.$/)
  })

  it('refuses a file that is too large without reading it', () => {
    const large = file('')
    truncateSync(large, 600_000_000)
    assert.match(refusal(large).message, /a\.json is too large to read: it has 600 MB, and the limit is 536 MB\./)
  })

  it('names a file that is not valid JSON', () => {
    for (const text of ['', '{', 'not json', new Uint8Array([0xff, 0xfe, 0x00])]) {
      const {hint, message} = refusal(file(text))
      assert.match(message, /a\.json is not valid JSON: ./)
      assert.match(hint, /heroku compliance:collect/)
    }
  })

  it('says where a snapshot is invalid', () => {
    const {hint, message} = refusal(
      file(JSON.stringify(bare([fact('a', 1), {...fact('b', 1), kind: 'domain' as 'domains'}]))),
    )
    assert.equal(
      message,
      `${path.join(folder, 'a.json')} is not a valid snapshot:\n` +
        '  /facts/1/kind "domain" is not a kind of fact; did you mean "domains"?',
    )
    assert.match(hint, /heroku compliance:collect/)
  })

  it('reports five errors, and how many more', () => {
    const errors = Array.from({length: 7}, (_, index) => `error ${index + 1}`)
    const told = (count: number) =>
      refusal(file('{}'), () => errors.slice(0, count))
        .message.split('\n')
        .slice(1)
    assert.deepEqual(told(7), ['  error 1', '  error 2', '  error 3', '  error 4', '  error 5', '  and 2 more'])
    assert.deepEqual(told(5), ['  error 1', '  error 2', '  error 3', '  error 4', '  error 5'])
    assert.deepEqual(told(1), ['  error 1'])
  })
})

describe('joinSnapshots', () => {
  it('returns a single snapshot unchanged', () => {
    const only = snapshot([fact('b', 1), fact('a', 1)])
    assert.equal(joinSnapshots(only, []), only)
  })

  it('keeps every fact, sorted by path', () => {
    const joined = joinSnapshots(snapshot([fact('c', 1)]), [snapshot([fact('a', 2)]), snapshot([fact('b', 3)])])
    assert.deepEqual(
      joined.facts.map(({path: name}) => name),
      ['/account', '/apps/a/domains', '/apps/b/domains', '/apps/c/domains'],
    )
  })

  it('keeps the latest of several facts, in any order', () => {
    const older = fact('a', 1, {body: []})
    const newer = fact('a', 2, {body: [{hostname: 'x', id: '1'}]})
    for (const [first, second] of [
      [older, newer],
      [newer, older],
    ] as const)
      assert.deepEqual(joinSnapshots(snapshot([first]), [snapshot([second])]).facts, [ofAccount('a'), newer])
  })

  it('prefers a later gap to an earlier fact', () => {
    const gap: Fact = {at: at(2), gap: {reason: 'forbidden'}, kind: 'domains', path: '/apps/a/domains', status: 403}
    for (const [first, second] of [
      [fact('a', 1), gap],
      [gap, fact('a', 1)],
    ] as const)
      assert.deepEqual(joinSnapshots(snapshot([first]), [snapshot([second])]).facts, [ofAccount('a'), gap])
  })

  it('joins scopes and frameworks, each once', () => {
    const team: Scope = {kind: 'team', name: 'acme'}
    const space: Scope = {kind: 'space', name: 'acme'}
    const joined = joinSnapshots(snapshot([], [team], ['pci-dss-4.0.1']), [
      snapshot([], [space, team], ['cjis-6.0', 'pci-dss-4.0.1']),
      snapshot([], [{kind: 'all'}]),
    ])
    assert.deepEqual(joined.scopes, [team, space, {kind: 'all'}])
    assert.deepEqual(joined.frameworks, ['pci-dss-4.0.1', 'cjis-6.0'])
    assert.deepEqual(snapshotErrors(joined), [])
  })

  const refusal = (first: Snapshot, ...others: readonly Snapshot[]): string => {
    try {
      joinSnapshots(first, others)
    } catch (error) {
      assert.ok(error instanceof UserError)
      return error.message
    }

    return ''
  }

  it('refuses snapshots of several accounts, whatever the scopes', () => {
    const team = [{kind: 'team', name: 'acme'}] as const
    for (const scopes of [undefined, team]) {
      const [ann, bob] = [snapshot([ofAccount('ann')], scopes), snapshot([ofAccount('bob', 2)], team)]
      for (const all of [
        [ann, bob],
        [bob, ann],
      ] as const)
        assert.match(
          refusal(...all),
          /^Snapshots of several accounts can't be joined: ann@example\.com \(ann\), bob@example\.com \(bob\)\.$/,
        )
      assert.equal(refusal(ann, snapshot([ofAccount('ann', 3)], team)), '')
    }
  })

  it('distinguishes accounts by ID, not by email address', () => {
    const renamed = snapshot([{...ofAccount('a', 2), body: {email: 'new@example.com', id: 'a'}}])
    assert.equal(refusal(snapshot([]), renamed), '')
    assert.match(
      refusal(snapshot([]), snapshot([{...ofAccount('b', 2), body: {email: 'a@example.com', id: 'b'}}])),
      /\(a\).*\(b\)/,
    )
  })

  it('refuses snapshots of unknown accounts', () => {
    const unread: Fact = {at: at(1), gap: {reason: 'forbidden'}, kind: 'account', path: '/account', status: 403}
    for (const unreadable of [bare([]), bare([unread]), bare([{...ofAccount('a'), body: {email: 'a@example.com'}}])]) {
      assert.match(
        refusal(snapshot([]), unreadable),
        /^Whether the same account read all snapshots is unknown: a@example\.com \(a\), an account that could not be/,
      )
      assert.match(refusal(unreadable, bare([])), /^Whether the same account/)
    }

    assert.equal(refusal(bare([])), '')
  })

  it('does not modify its inputs', () => {
    const only = snapshot([fact('b', 1), fact('a', 1)])
    const before = structuredClone(only)
    joinSnapshots(only, [snapshot([fact('a', 2)])])
    assert.deepEqual(only, before)
  })
})
