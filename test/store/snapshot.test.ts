import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Fact, Scope, Snapshot} from '../../src/model/snapshot.js'

import {snapshotErrors} from '../../src/catalog/check-snapshot.js'
import {UserError} from '../../src/model/errors.js'
import {joinSnapshots, readSnapshot, snapshotText} from '../../src/store/snapshot.js'

const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`
const fact = (name: string, hour: number, rest: Partial<Fact> = {}): Fact => ({at: at(hour), body: [], kind: 'domains', path: `/apps/${name}/domains`, ...rest})
const snapshot = (facts: readonly Fact[], scopes: readonly Scope[] = [{kind: 'all'}], frameworks: readonly string[] = ['pci-dss-4.0.1']): Snapshot =>
  ({facts, frameworks, scopes, snapshotVersion: 1, tool: {name: 'heroku-compliance', version: '1.0.0'}})

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
    const one = snapshot([fact('a', 1), fact('b', 2, {status: 200}), {at: at(3), gap: {reason: 'forbidden'}, kind: 'apps', path: '/apps', status: 403}])
    assert.deepEqual(readSnapshot(file(snapshotText(one)), snapshotErrors), one)
  })

  it('says what it cannot read', () => {
    const none = path.join(folder, 'none.json')
    assert.match(refusal(none).message, /none\.json cannot be read: ENOENT/)
    assert.match(refusal(folder).message, /cannot be read: EISDIR/)
  })

  it('says what is too large to be read, without reading it', () => {
    const large = file('')
    truncateSync(large, 600_000_000)
    assert.match(refusal(large).message, /a\.json is too large to be read: it has 600 MB, and at most 536 MB can be\./)
  })

  it('says what is no JSON', () => {
    for (const text of ['', '{', 'not json', new Uint8Array([0xFF, 0xFE, 0x00])]) {
      const {hint, message} = refusal(file(text))
      assert.match(message, /a\.json is no JSON: ./)
      assert.match(hint ?? '', /heroku compliance:collect/)
    }
  })

  it('says where a snapshot is broken', () => {
    const {hint, message} = refusal(file(JSON.stringify(snapshot([fact('a', 1), {...fact('b', 1), kind: 'domain' as 'domains'}]))))
    assert.equal(message, `${path.join(folder, 'a.json')} is no snapshot that can be judged:\n  /facts/1/kind "domain" is no kind of fact; did you mean "domains"?`)
    assert.match(hint ?? '', /heroku compliance:collect/)
  })

  it('tells five errors, and how many more', () => {
    const errors = Array.from({length: 7}, (_, index) => `error ${index + 1}`)
    const told = (count: number) => refusal(file('{}'), () => errors.slice(0, count)).message.split('\n').slice(1)
    assert.deepEqual(told(7), ['  error 1', '  error 2', '  error 3', '  error 4', '  error 5', '  and 2 more'])
    assert.deepEqual(told(5), ['  error 1', '  error 2', '  error 3', '  error 4', '  error 5'])
    assert.deepEqual(told(1), ['  error 1'])
  })
})

describe('joinSnapshots', () => {
  it('is the one where there is only one', () => {
    const one = snapshot([fact('b', 1), fact('a', 1)])
    assert.equal(joinSnapshots(one, []), one)
  })

  it('keeps every fact, sorted by path', () => {
    const joined = joinSnapshots(snapshot([fact('c', 1)]), [snapshot([fact('a', 2)]), snapshot([fact('b', 3)])])
    assert.deepEqual(joined.facts.map(({path: name}) => name), ['/apps/a/domains', '/apps/b/domains', '/apps/c/domains'])
  })

  it('keeps of the same fact the one that was read last, in whatever order they come', () => {
    const older = fact('a', 1, {body: []})
    const newer = fact('a', 2, {body: [{hostname: 'x', id: '1'}]})
    for (const [first, second] of [[older, newer], [newer, older]] as const) assert.deepEqual(joinSnapshots(snapshot([first]), [snapshot([second])]).facts, [newer])
  })

  it('believes a later gap rather than an earlier answer', () => {
    const gap: Fact = {at: at(2), gap: {reason: 'forbidden'}, kind: 'domains', path: '/apps/a/domains', status: 403}
    for (const [first, second] of [[fact('a', 1), gap], [gap, fact('a', 1)]] as const) assert.deepEqual(joinSnapshots(snapshot([first]), [snapshot([second])]).facts, [gap])
  })

  it('joins scopes and frameworks, each once', () => {
    const team: Scope = {kind: 'team', name: 'acme'}
    const space: Scope = {kind: 'space', name: 'acme'}
    const joined = joinSnapshots(snapshot([], [team], ['pci-dss-4.0.1']), [snapshot([], [space, team], ['cjis-6.0', 'pci-dss-4.0.1']), snapshot([], [{kind: 'all'}])])
    assert.deepEqual(joined.scopes, [team, space, {kind: 'all'}])
    assert.deepEqual(joined.frameworks, ['pci-dss-4.0.1', 'cjis-6.0'])
    assert.deepEqual(snapshotErrors(joined), [])
  })

  it('refuses to join everything that one account sees with what another sees', () => {
    const of = (email: string, hour: number): Fact => ({at: at(hour), body: {email}, kind: 'account', path: '/account'})
    const all = snapshot([of('a@example.com', 1)])
    const team = snapshot([of('b@example.com', 2)], [{kind: 'team', name: 'acme'}])
    const space = snapshot([of('a@example.com', 3)], [{kind: 'space', name: 'vault'}])
    for (const [first, second] of [[all, team], [team, all]] as const) {
      assert.throws(() => joinSnapshots(first, [second]), (error: unknown) => error instanceof UserError && error.message.includes('(a@example.com, b@example.com)'))
    }

    assert.equal(joinSnapshots(all, [space]).scopes.length, 2)
    assert.equal(joinSnapshots(team, [space]).scopes.length, 2)
  })

  it('leaves what it joins as it was', () => {
    const one = snapshot([fact('b', 1), fact('a', 1)])
    const before = structuredClone(one)
    joinSnapshots(one, [snapshot([fact('a', 2)])])
    assert.deepEqual(one, before)
  })
})
