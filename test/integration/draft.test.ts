import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {DraftOptions} from '../../src/assess/policy-draft.js'
import type {Scope} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {UserError} from '../../src/foundation/user-error.js'
import {unsafeCharacters} from '../../src/foundation/text.js'
import {draftPolicy} from '../../src/assess/policy-draft.js'
import {surveyScope} from '../../src/assess/survey.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {readPolicy} from '../../src/policy/read-policy.js'
import {writeNew} from '../../src/files/write-atomic.js'
import {app, refuse, team, world} from '../fixtures/build.js'
import {fleet} from '../fixtures/fleet.js'
import {hostile} from '../fixtures/hostile.js'
import {sample} from '../fixtures/sample.js'
import {collectWorld} from '../../tools/sample.js'

const catalog = loadCatalog(['baseline', 'sparc'])
const instant = Date.parse('2026-11-20T12:00:00Z')

/** A draft for what a scope of an account holds. */
async function draft(world: World, scope: Scope = {kind: 'all'}, options: Partial<DraftOptions> = {}): Promise<string> {
  const names = options.frameworkNames ?? ['baseline', 'sparc']
  const snapshot = await collectWorld(world, scope)
  const facts = new Map(snapshot.facts.map(fact => [fact.path, fact]))
  const {apps} = surveyScope(facts, snapshot.scopes, catalog, emptyPolicy, instant)
  return draftPolicy(snapshot, loadCatalog(names).frameworks, {
    apps,
    areChosen: false,
    date: '2026-11-20',
    frameworkNames: names,
    ...options,
  })
}

/** A draft in which a part is taken out of its comment. */
function decided(text: string, part: string): string {
  const lines = text.split('\n')
  const start = lines.indexOf(part.includes(': ') ? `# ${part}` : `# ${part}:`)
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
      assert.ok(
        (await read(decided(text, 'limits: {admins: 3, buildAgeDays: 14, tokenDays: 90, certificateDays: 30}'))).limits,
      )
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
    assert.match(text, /^# {3}emailDomains: \[contractor\.example\.org, example\.com\] {2}# 1, 5 of 6 people$/m)
    assert.match(text, /^# {3}space quill-vault, virginia: .*citation-pay/m)
  })

  it('starts with its schema, fits a screen for one app, and a few for a team', async () => {
    const lines = (await draft(sample(), {kind: 'app', name: 'citation-pay'})).split('\n')
    assert.match(
      lines[0] ?? '',
      /^# yaml-language-server: \$schema=https:\/\/unpkg\.com\/heroku-compliance\/\S+policy\.schema\.json$/,
    )
    assert.ok(lines.length <= 27, String(lines.length))
    assert.ok(
      lines.slice(1).every(line => line.length <= 80),
      'long lines',
    )
    assert.ok((await draft(sample(), {kind: 'team', name: 'quillgate'})).split('\n').length <= 60)
  })

  it('has the parts in which a person decides, in their order', async () => {
    const text = await draft(sample())
    assert.deepEqual(
      [...text.matchAll(/^# (What the apps hold|What is allowed|Documents|Limits)/gm)].map(([, part]) => part),
      ['What the apps hold', 'What is allowed', 'Documents', 'Limits'],
    )
  })

  it('lists the apps of the scope, and no other that facts mention', async () => {
    const outside = app('outsider', {})
    const text = await draft(world({apps: [app('pay', {team: 'acme'}), outside], teams: [team('acme')]}), {
      kind: 'team',
      name: 'acme',
    })
    assert.match(text, /1 app\./)
    assert.doesNotMatch(text, /outsider/)
  })

  it('decides on frameworks that were chosen, and asks for their documents only', async () => {
    const frameworkNames = ['pci']
    const text = await draft(sample(), {kind: 'all'}, {areChosen: true, frameworkNames})
    assert.deepEqual((await read(text)).frameworks, ['pci'])
    const {documents = []} = await read(decided(text, 'documents').replaceAll('DATE', '2026-01-01'))
    assert.deepEqual(
      documents.map(({id}) => id),
      ['heroku-pci-aoc', 'heroku-pci-responsibility-matrix'],
    )
    const health = await draft(sample(), {kind: 'all'}, {frameworkNames: ['hipaa']})
    assert.ok((await read(decided(health, 'data'))).data?.health)
  })

  it('names a few of many documents, and the command that lists them', async () => {
    const text = await draft(sample())
    assert.match(text, /heroku compliance:controls sparc lists \d+\./)
    assert.equal((await read(decided(text, 'documents').replaceAll('DATE', '2026-01-01'))).documents?.length, 1)
  })

  it('lists a hundred apps, and says how many there are', async () => {
    const text = await draft(fleet(250))
    assert.match(text, /# What the apps hold: 2\d\d apps\./)
    assert.match(text, /^# {3}and 1\d\d more$/m)
  })

  it('lists what could not be read', async () => {
    const text = await draft(
      world({apps: [app('pay', {team: 'acme'})], faults: [refuse(/^\/teams\/acme\/members$/)], teams: [team('acme')]}),
    )
    assert.match(
      text,
      /^# What couldn't be read.*\n# {3}\/teams\/acme\/members: forbidden, needs the role admin\s+(?:# +)?in the team/m,
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
