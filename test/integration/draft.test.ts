import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Scope} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog, readFrameworks} from '../../src/catalog/catalog.js'
import {UserError} from '../../src/foundation/user-error.js'
import {unsafeCharacters} from '../../src/foundation/text.js'
import {draftPolicy} from '../../src/assess/policy-draft.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {readPolicy} from '../../src/policy/read-policy.js'
import {writeNew} from '../../src/files/write-atomic.js'
import {app, refuse, team, world} from '../fixtures/build.js'
import {fleet} from '../fixtures/fleet.js'
import {hostile} from '../fixtures/hostile.js'
import {sample} from '../fixtures/sample.js'
import {collectWorld} from '../../tools/sample.js'

const frameworks = readFrameworks()
const draft = async (world: World, scope: Scope = {kind: 'all'}) =>
  draftPolicy(await collectWorld(world, scope), frameworks, '2026-11-20')

/** A draft in which a part is taken out of its comment. */
function decided(text: string, part: string): string {
  const lines = text.split('\n')
  const start = lines.indexOf(`# ${part}:`)
  assert.ok(start > 0, part)
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('#   '))
  return ['version: 1', ...lines.slice(start, end).map(line => line.slice(2))].join('\n')
}

describe('a draft policy', () => {
  let folder: string

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'draft-'))
  })

  after(() => rmSync(folder, {recursive: true}))

  async function read(text: string) {
    const file = path.join(folder, 'draft.yml')
    writeFileSync(file, text)
    return (await readPolicy(file)).policy
  }

  for (const [name, make] of [
    ['the sample', sample],
    ['a hostile account', hostile],
    ['a generated account', () => fleet(60)],
    ['an empty account', () => world({})],
  ] as const)
    it(`decides nothing, and can be completed, for ${name}`, async () => {
      const text = await draft(make())
      assert.deepEqual(await read(text), {allow: {}})
      for (const name of text.split('\n')) {
        assert.ok(name === '' || name === 'version: 1' || name.startsWith('#'), name)
        assert.doesNotMatch(name, unsafeCharacters)
      }

      assert.ok((await read(decided(text, 'data'))).data?.cardholder)
      if (text.includes('#   emailDomains:')) assert.ok((await read(decided(text, 'allow'))).allow.emailDomains?.length)
    })

  it('proposes what was found', async () => {
    const text = await draft(sample())
    const {allow} = await read(decided(text, 'allow'))
    assert.deepEqual(allow.emailDomains, ['contractor.example.org', 'example.com'])
    assert.deepEqual(allow.logHosts, ['collector.quillgate.example.com', 'logs.quillgate.example.com'])
    assert.deepEqual(allow.webhookHosts, ['builds.quillgate.example.com', 'hooks.quillgate.example.com'])
    assert.deepEqual(allow.peerings, ['444455556666'])
    assert.deepEqual(allow.vpns, ['198.51.100.7'])
    assert.deepEqual(allow.addonServices, [{name: 'logtarn', reason: 'why'}])
    assert.deepEqual(allow.buildpacks, ['https://github.com/tarnlight/heroku-buildpack-wkhtml'])
    assert.ok(allow.publicApps?.includes('citation-pay'))
    assert.ok(!allow.publicApps?.includes('evidence-locker'), 'it is internal')
    assert.ok(!allow.publicApps?.includes('settlement-worker'), 'it runs no web dyno')
    assert.match(text, /^#\s+- contractor\.example\.org {2}# 1 of 6 people$/m)
    assert.match(text, /^# {3}citation-pay: space quill-vault, region virginia, team quillgate$/m)
    assert.match(text, /^# {3}- id: heroku-pci-aoc {2}# /m)
  })

  it('names the document that explains a policy', async () => {
    const [document = ''] = /docs\/[\w-]+\.md/.exec(await draft(sample())) ?? []
    assert.ok(document !== '' && existsSync(document), document)
  })

  it('lists what could not be read', async () => {
    const text = await draft(
      world({apps: [app('pay', {team: 'acme'})], faults: [refuse(/^\/teams\/acme\/members$/)], teams: [team('acme')]}),
    )
    assert.match(
      text,
      /^# What couldn't be read.*\n# {3}\/teams\/acme\/members: forbidden, needs the role admin in the team/m,
    )
  })

  it('changes no verdict', async () => {
    const snapshot = await collectWorld(sample(), {kind: 'all'})
    const judge = (policy?: Awaited<ReturnType<typeof readPolicy>>) =>
      assessSnapshot(snapshot, loadCatalog(['all']), {
        allowUnknown: false,
        failOn: 'high',
        scopeKind: 'all',
        version: '0',
        ...(policy ? {policy} : {}),
      })
    const file = path.join(folder, 'own.yml')
    writeFileSync(file, await draft(sample()))
    const drafted = judge(await readPolicy(file))
    assert.ok(drafted.policy)
    assert.deepEqual({...drafted, policy: undefined}, {...judge(), policy: undefined})
  })

  it('never overwrites another file', () => {
    const file = path.join(folder, 'new.yml')
    writeNew(file, 'one')
    assert.throws(
      () => writeNew(file, 'two'),
      (error: unknown) => error instanceof UserError && error.message.includes('already exists'),
    )
    assert.equal(readFileSync(file, 'utf8'), 'one')
    assert.throws(() => writeNew(path.join(folder, 'no', 'where.yml'), 'x'), UserError)
  })
})
