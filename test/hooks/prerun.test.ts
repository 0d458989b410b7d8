import assert from 'node:assert/strict'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {GuardLevel} from '../../src/model/policy.js'

import {recordedCommand} from '../../src/catalog/host-commands.js'
import {keptFile} from '../../src/cli/guard/kept-snapshots.js'
import {guardLevels} from '../../src/model/policy.js'
import {prerun} from '../../src/hooks/prerun.js'

const sampleFile = new URL('../../src/catalog/sample.json', import.meta.url)

interface Outcome {
  readonly stopped?: string
  readonly warned?: string
}

describe('the hook before a command', () => {
  const original = {...process.env}
  const workingFolder = process.cwd()
  let home: string
  let repository: string
  let cacheDir: string

  beforeEach(() => {
    home = realpathSync(mkdtempSync(path.join(tmpdir(), 'guard-')))
    repository = path.join(home, 'repository')
    cacheDir = path.join(home, 'cache')
    mkdirSync(path.join(repository, '.git'), {recursive: true})
    process.chdir(repository)
    const unset = ['HEROKU_APP', 'HEROKU_TEAM', 'HEROKU_ORGANIZATION', 'HEROKU_COMPLIANCE_REASON']
    process.env = Object.fromEntries(Object.entries(original).filter(([name]) => !unset.includes(name)))
  })

  afterEach(() => {
    process.chdir(workingFolder)
    process.env = {...original}
    rmSync(home, {force: true, recursive: true})
  })

  const write = (text: string, name = 'compliance.yml') => writeFileSync(path.join(repository, name), text)
  /** A policy by which the facts of the sample count as current for good. */
  const policy = (level: GuardLevel, more = '') =>
    write(`version: 1\nframeworks: [pci]\nguard: {level: ${level}, maxAge: 99999d${more}}\n`)
  const keepSample = () => copyFileSync(sampleFile, keptFile(cacheDir, {kind: 'all'}))

  /** Definitions as the host's manifest has them. */
  const findCommand = (id: string) => {
    const definition = recordedCommand(id)
    return (
      definition && {
        args: Object.fromEntries(definition.args.map(({name, ...arg}) => [name, arg])),
        flags: Object.fromEntries(
          definition.flags.map(({char, isRequired, name, takesValue}) => [
            name,
            {char, required: isRequired, type: takesValue ? 'option' : 'boolean'},
          ]),
        ),
        id: definition.id,
        strict: !definition.isOpenEnded,
      }
    )
  }

  async function run(id: string, ...argv: readonly string[]): Promise<Outcome> {
    let warned: string | undefined
    const context = {
      error(message: string, options: {readonly exit: number}): never {
        throw Object.assign(new Error(message), {oclif: options})
      },
      warn(message: string) {
        warned = message
      },
    }
    const Command = {flags: {app: {env: 'HEROKU_APP'}, team: {default: async () => 'a-team'}}, id}
    const config = {cacheDir, findCommand, home, version: '11.10.0'} as unknown as Parameters<
      typeof prerun
    >[0]['config']
    try {
      await prerun.call(context, {Command, argv, config})
      return warned === undefined ? {} : {warned}
    } catch (error) {
      assert.deepEqual((error as {oclif?: unknown}).oclif, {exit: 1}, String(error))
      return {stopped: (error as Error).message}
    }
  }

  const worse = () => run('addons:attach', 'citation-pay-db', '--app', 'badge-demo')
  const noWorse = () => run('addons:attach', 'citation-pay-db', '--app', 'citation-pay', '--as', 'SECOND')
  const kindOf = ({stopped, warned}: Outcome) => {
    if (stopped !== undefined) return 'stopped'
    return warned === undefined ? 'silent' : 'warned'
  }

  /** What each level does, and that all of them say the same words. */
  async function atEachLevel(
    use: () => Promise<Outcome>,
    expected: string,
    words: RegExp,
    more?: string,
  ): Promise<void> {
    const kinds: string[] = []
    for (const level of guardLevels) {
      policy(level, more)
      const outcome = await use()
      kinds.push(kindOf(outcome))
      const text = outcome.stopped ?? outcome.warned ?? ''
      if (text !== '') assert.match(text, words, level)
    }

    assert.equal(kinds.join(' '), expected)
  }

  it('is silent where there is no policy, or none with a guard', async () => {
    keepSample()
    assert.deepEqual(await worse(), {})
    write('version: 1\n')
    assert.deepEqual(await worse(), {})
    write('version: 1\nlimits: {admins: 3} # no guard\n')
    assert.deepEqual(await worse(), {})
  })

  it('is silent on a command that is not guarded, even where the policy is broken', async () => {
    write('version: 1\nguard: {level: refuse, nonsense: 1}\n')
    assert.deepEqual(await run('apps:info', '--app', 'badge-demo'), {})
    assert.deepEqual(await run('config:set', 'KEY=SECRET'), {})
    policy('refuse', ', commands: [apps:*]')
    assert.deepEqual(await worse(), {})
  })

  it('stops what makes something worse, but at advise', async () => {
    keepSample()
    await atEachLevel(worse, 'warned stopped stopped', /badge-demo would cause 2 new failures \(high: .*Facts from /)
  })

  it('is silent where nothing gets worse', async () => {
    keepSample()
    await atEachLevel(noWorse, 'silent silent silent', /^$/)
  })

  it('is in force in folders below, and through a policy that is extended', async () => {
    keepSample()
    policy('hold')
    mkdirSync(path.join(repository, 'a', 'b'), {recursive: true})
    process.chdir(path.join(repository, 'a', 'b'))
    assert.match((await worse()).stopped ?? '', /^Held by \.\.\/\.\.\/compliance\.yml: /)
    process.chdir(repository)
    write(readFileSync(path.join(repository, 'compliance.yml'), 'utf8'), 'base.yml')
    write('version: 1\nextends: [base.yml]\n')
    assert.equal(kindOf(await worse()), 'stopped')
  })

  it('stops at refuse alone where no facts are kept', async () => {
    await atEachLevel(
      worse,
      'warned warned stopped',
      /no facts are kept\. heroku compliance:collect --guard --app badge-demo/,
    )
  })

  it('stops at refuse alone where the facts do not have what the command is about', async () => {
    keepSample()
    const use = () => run('addons:attach', 'citation-pay-db', '--app', 'other')
    await atEachLevel(use, 'warned warned stopped', /the kept facts don't have all that it is about/)
  })

  it('stops at refuse alone where the kept facts are damaged', async () => {
    writeFileSync(keptFile(cacheDir, {kind: 'all'}), '{"snapshotVersion": 1')
    await atEachLevel(worse, 'warned warned stopped', /the kept facts can't be read/)
  })

  it('stops at refuse alone where nothing gets worse by facts that are too old', async () => {
    keepSample()
    const kinds: string[] = []
    for (const level of guardLevels) {
      write(`version: 1\nframeworks: [pci]\nguard: {level: ${level}, maxAge: 1h}\n`)
      const outcome = await noWorse()
      kinds.push(kindOf(outcome))
      assert.match(
        outcome.stopped ?? outcome.warned ?? '',
        /breaks nothing by old facts\. Facts from \d+ days ago are too old/,
      )
    }

    assert.equal(kinds.join(' '), 'warned warned stopped')
  })

  it('stops at refuse alone a command whose effect is not known', async () => {
    keepSample()
    const use = () => run('pg:psql', '--app', 'badge-demo')
    await atEachLevel(use, 'warned warned stopped', /what it does isn't modeled/, ', commands: [pg:psql]')
  })

  it('stops at refuse alone a command that is not understood, and repeats nothing of it', async () => {
    keepSample()
    const use = () => run('addons:attach', 'citation-pay-db', '--nonsense', 'CANARY', '--app', 'badge-demo')
    await atEachLevel(use, 'warned warned stopped', /^(?:(?!CANARY)[^])*aren't understood(?:(?!CANARY)[^])*$/)
  })

  it('stops at refuse alone where the policy is broken', async () => {
    keepSample()
    await atEachLevel(worse, 'warned warned stopped', /compliance\.yml can't be read/, ', nonsense: 1')
  })

  it('stops at refuse alone where a bug is inside, and repeats nothing of the command', async () => {
    keepSample()
    // Nothing expects a file where the folder of the snapshots should be.
    rmSync(path.join(cacheDir, 'heroku-compliance', 'guard'), {recursive: true})
    writeFileSync(path.join(cacheDir, 'heroku-compliance', 'guard'), '')
    await atEachLevel(worse, 'warned warned stopped', /an error in the guard/)
  })

  it('says that it cannot read a policy, of guarded commands alone', async () => {
    mkdirSync(path.join(repository, 'compliance.yml'))
    assert.match((await worse()).warned ?? '', /compliance\.yml can't be read/)
    assert.deepEqual(await run('apps:info'), {})
  })

  it('takes the newest facts', async () => {
    keepSample()
    policy('hold')
    const damaged = keptFile(cacheDir, {kind: 'app', name: 'badge-demo'})
    writeFileSync(damaged, '')
    utimesSync(damaged, 1, 1)
    assert.equal(kindOf(await noWorse()), 'silent')
  })

  it('takes the app of the environment, as the host does', async () => {
    keepSample()
    policy('hold')
    process.env['HEROKU_APP'] = 'badge-demo'
    assert.match((await run('addons:attach', 'citation-pay-db')).stopped ?? '', /--app badge-demo would/)
    delete process.env['HEROKU_APP']
    assert.match((await run('addons:attach', 'citation-pay-db')).warned ?? '', /aren't understood/)
  })

  describe('with a reason', () => {
    const log = () =>
      readFileSync(path.join(repository, 'compliance.decisions.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line) as Record<string, unknown>)

    it('lets a command run that it would hold, and logs who ran it and why', async () => {
      keepSample()
      policy('hold')
      process.env['HEROKU_COMPLIANCE_REASON'] = ' Incident 7\u001B[31m '
      assert.deepEqual(await worse(), {})
      assert.deepEqual(await worse(), {})
      const [entry, next] = log()
      assert.deepEqual(entry?.['what'], {
        app: 'badge-demo',
        command: 'addons:attach',
        controls: [],
        reason: 'Incident 7\uFFFD[31m',
      })
      assert.equal(entry['action'], 'override')
      assert.equal(typeof entry['by'], 'string')
      assert.notEqual(next?.['previous'], entry['previous'])
    })

    it('holds it where the reason is blank', async () => {
      keepSample()
      policy('hold')
      process.env['HEROKU_COMPLIANCE_REASON'] = ' \u200B '
      assert.equal(kindOf(await worse()), 'stopped')
    })

    it('refuses it, and logs nothing', async () => {
      keepSample()
      policy('refuse')
      process.env['HEROKU_COMPLIANCE_REASON'] = 'Incident 7'
      assert.equal(kindOf(await worse()), 'stopped')
      assert.throws(log)
    })

    it('holds it where the reason cannot be logged', async () => {
      keepSample()
      policy('hold')
      write('{"previous": "changed"}\n', 'compliance.decisions.jsonl')
      process.env['HEROKU_COMPLIANCE_REASON'] = 'Incident 7'
      assert.match((await worse()).stopped ?? '', /The reason can't be logged: .*does not follow/)
    })
  })
})
