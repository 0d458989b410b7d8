import assert from 'node:assert/strict'
import {copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {policyDocument} from '../../../src/cli/actions/print-policy.js'
import {guardFlags} from '../../../src/cli/guard/guard-collection.js'
import {guardLine, guardLineHere, guardStatus} from '../../../src/cli/guard/guard-status.js'
import {keptFile, keptFiles} from '../../../src/cli/guard/kept-snapshots.js'
import type {CheckFlags} from '../../../src/cli/flags.js'
import type {ComplianceCommand} from '../../../src/cli/io/base-command.js'
import {emptyPolicy} from '../../../src/model/policy.js'
import {readPolicy} from '../../../src/policy/read-policy.js'

const sampleFile = new URL('../../../src/catalog/sample.json', import.meta.url)
const readAt = '2026-11-20T12:00:00.000Z'
const hoursLater = (hours: number) => Date.parse(readAt) + hours * 3_600_000
const policy = {...emptyPolicy, defaults: {team: 'acme'}, guard: {level: 'hold'}} as const

describe('the state of a guard', () => {
  const workingFolder = process.cwd()
  let home: string
  let config: {readonly cacheDir: string; readonly home: string}
  beforeEach(() => {
    home = realpathSync(mkdtempSync(path.join(tmpdir(), 'guard-status-')))
    config = {cacheDir: path.join(home, 'cache'), home}
    mkdirSync(path.join(home, 'repository', '.git'), {recursive: true})
    process.chdir(path.join(home, 'repository'))
  })

  afterEach(() => {
    process.chdir(workingFolder)
    rmSync(home, {force: true, recursive: true})
  })

  const keep = (scope: Parameters<typeof keptFile>[1]) => {
    const file = keptFile(config.cacheDir, scope)
    copyFileSync(sampleFile, file)
    return file
  }

  it('is nothing where the policy has no guard', async () => {
    assert.equal(await guardStatus(config, emptyPolicy), undefined)
  })

  it('is its level, and how to read facts where none are kept', async () => {
    const status = await guardStatus(config, policy)
    assert.ok(status)
    assert.equal(guardLine(status, 0), 'Guard: hold, without facts: heroku compliance:collect --guard --team acme')
    const {collect} = (await guardStatus(config, {...emptyPolicy, guard: {}}, 'web')) ?? {}
    assert.equal(collect, 'heroku compliance:collect --guard --app web')
  })

  it('is the newest facts that can be read, and their age', async () => {
    utimesSync(keep({kind: 'team', name: 'acme'}), 2, 2)
    utimesSync(keep({kind: 'all'}), 1, 1)
    writeFileSync(keptFile(config.cacheDir, {kind: 'app', name: 'web'}), '{')
    const status = await guardStatus(config, policy)
    assert.deepEqual(status?.facts, [
      {scope: {kind: 'app', name: 'web'}},
      {oldestAt: readAt, scope: {kind: 'team', name: 'acme'}},
      {oldestAt: readAt, scope: {kind: 'all'}},
    ])
    assert.equal(guardLine(status, hoursLater(6)), 'Guard: hold, by facts on team acme from 6 hours ago.')
    assert.equal(
      guardLine(status, hoursLater(25)),
      'Guard: hold, by facts on team acme from 1 day ago, too old: heroku compliance:collect --guard --team acme',
    )
  })

  it('names the account where facts on all of it are kept', async () => {
    keep({kind: 'all'})
    const status = await guardStatus(config, policy)
    assert.equal(status && guardLine(status, hoursLater(1)), 'Guard: hold, by facts on the account from 1 hour ago.')
  })

  describe('in the working folder', () => {
    const write = (text: string) => writeFileSync('compliance.yml', text)

    it('is that of its policy', async () => {
      assert.equal(await guardLineHere(config, undefined), undefined)
      write('version: 1\n')
      assert.equal(await guardLineHere(config, undefined), undefined)
      write('version: 1\nguard: {level: refuse}\n')
      mkdirSync('below')
      process.chdir('below')
      assert.equal(
        await guardLineHere(config, 'web'),
        'Guard: refuse, without facts: heroku compliance:collect --guard --app web',
      )
    })

    it('is unknown where that cannot be read', async () => {
      const expected = "Guard: unknown, because compliance.yml can't be read."
      write('version: 1\nguard: {level: stop}\n')
      assert.equal(await guardLineHere(config, undefined), expected)
      rmSync('compliance.yml')
      mkdirSync('compliance.yml')
      assert.equal(await guardLineHere(config, undefined), expected)
    })

    it('stands below a policy that is printed, and in its document', async () => {
      write('version: 1\nguard: {level: hold}\n')
      const traced = await readPolicy('compliance.yml')
      const flags = (json: boolean) => ({json}) as CheckFlags
      assert.match(await policyDocument(traced, flags(false), config), /\n# Guard: hold, without facts: heroku .*\n$/)
      const {guard} = JSON.parse(await policyDocument(traced, flags(true), config)) as {guard: unknown}
      assert.deepEqual(guard, {
        collect: 'heroku compliance:collect --guard --team TEAM',
        facts: [],
        level: 'hold',
        maxAge: 86_400_000,
      })
      write('version: 1\n')
      const other = await readPolicy('compliance.yml')
      assert.doesNotMatch(await policyDocument(other, flags(false), config), /Guard/)
      assert.doesNotMatch(await policyDocument(other, flags(true), config), /guard/)
    })

    it('is refreshed in the scope of the policy, for its own frameworks too', async () => {
      write('version: 1\nguard: {}\ndefaults: {team: acme}\n')
      const said: string[] = []
      const command = {config, printMessage: (line: string) => said.push(line)} as unknown as ComplianceCommand
      const flags = await guardFlags(command, {guard: true, plan: false})
      assert.deepEqual([flags.team, flags.framework, flags.snapshot], ['acme', ['all'], undefined])
      assert.equal(flags.output, keptFile(config.cacheDir, {kind: 'team', name: 'acme'}))
      assert.deepEqual(said, ['From compliance.yml: --team acme.'])
      const chosen = await guardFlags(command, {app: 'web', framework: ['pci'], guard: true, plan: false})
      assert.deepEqual([chosen.team, chosen.app, chosen.framework], [undefined, 'web', ['pci']])
    })
  })

  it('is kept where nobody else can read it, also where that was open before', () => {
    const file = keep({kind: 'app', name: 'a/b'})
    assert.equal(path.basename(file), 'app-a%2Fb.json')
    const folder = path.dirname(file)
    assert.equal(statSync(folder).mode & 0o777, 0o700)
    writeFileSync(file, '', {mode: 0o644})
    keptFile(config.cacheDir, {kind: 'app', name: 'a/b'})
    assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  it('takes no other file for kept facts', () => {
    const file = keep({kind: 'app', name: 'a/b'})
    for (const name of ['app.json', 'all-x.json', 'other-x.json', 'app-x.json.partial'])
      writeFileSync(path.join(path.dirname(file), name), '')
    writeFileSync(path.join(path.dirname(file), 'app-%E0.json'), '')
    assert.deepEqual(
      keptFiles(config.cacheDir)
        .map(({scope}) => scope.name)
        .sort(),
      ['%E0', 'a/b'],
    )
  })
})
