import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {copyFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {GuardLevel} from '../../src/model/policy.js'
import type {CommandResult} from './run.js'
import type {Served} from '../fixtures/serve.js'

import {keptFile} from '../../src/cli/guard/kept-snapshots.js'
import {guardLevels} from '../../src/model/policy.js'
import {sample} from '../fixtures/sample.js'
import {serve} from '../fixtures/serve.js'
import {installed} from './install.js'
import {atNow, environmentFor, heroku, stderrText, temporaryFolder, withServer} from './run.js'

const sampleFile = new URL('../../src/catalog/sample.json', import.meta.url)
const worse = ['addons:attach', 'citation-pay-db', '--app', 'badge-demo']
const noWorse = ['addons:attach', 'citation-pay-db', '--app', 'citation-pay', '--as', 'SECOND']

/** A repository with a policy, and a cache folder of its own for the CLI. */
interface Place {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** Where the CLI keeps what it can do without. */
  readonly cacheDir: string
}

interface PlaceOptions {
  readonly guard?: string
  readonly isKept?: boolean
}

async function place(level: GuardLevel, {guard = '', isKept = true}: PlaceOptions = {}): Promise<Place> {
  const folder = await temporaryFolder('guarded')
  const cache = path.join(folder, 'cache')
  const cacheDir = path.join(cache, 'heroku')
  mkdirSync(cacheDir, {recursive: true})
  mkdirSync(path.join(folder, '.git'))
  writeFileSync(path.join(cacheDir, 'terms-of-service'), '')
  writeFileSync(
    path.join(folder, 'compliance.yml'),
    `version: 1\nframeworks: [pci]\nguard: {level: ${level}${guard}}\n`,
  )
  if (isKept) copyFileSync(sampleFile, keptFile(cacheDir, {kind: 'all'}))
  return {cacheDir, env: {HEROKU_SKIP_NEW_VERSION_CHECK: '1', XDG_CACHE_HOME: cache}, folder}
}

/** A command, and whether it came to change anything: the guard itself asks nobody. */
interface Attempt extends CommandResult {
  readonly hasRun: boolean
}

async function attempt(
  {env, folder}: Place,
  args: readonly string[],
  moreEnv: Readonly<Record<string, string>> = {},
): Promise<Attempt> {
  const server = await serve(sample(), {date: new Date(atNow.CLOCK).toUTCString()})
  try {
    const result = await heroku(args, {cwd: folder, env: {...environmentFor(server), ...atNow, ...env, ...moreEnv}})
    return {...result, hasRun: changes(server)}
  } finally {
    await server.close()
  }
}

const changes = ({requests}: Served) => requests.some(({method}) => method !== 'GET')

/** What each level does with a command: nothing but to let it run, to say something of it, or to stop it. */
async function answers(
  args: readonly string[],
  words: RegExp,
  options: PlaceOptions & {readonly prepare?: (at: Place) => void} = {},
): Promise<string> {
  const results = await Promise.all(
    guardLevels.map(async level => {
      const at = await place(level, options)
      options.prepare?.(at)
      return attempt(at, args)
    }),
  )
  return results
    .map(result => {
      const said = stderrText(result)
      const isSaid = words.test(said)
      if (!result.hasRun) {
        assert.deepEqual([result.code, result.stdout, isSaid], [1, '', true], said)
        return 'stopped'
      }

      assert.ok(isSaid || !said.includes('compliance'), said)
      return isSaid ? 'said' : 'silent'
    })
    .join(' ')
}

describe('the guard in the Heroku CLI', () => {
  it('stops what makes something worse, but at advise', async () => {
    assert.equal(await answers(worse, /badge-demo would cause 2 new failures .* Facts from/), 'said stopped stopped')
  })

  it('is silent where nothing gets worse', async () => {
    assert.equal(await answers(noWorse, /^$/), 'silent silent silent')
  })

  it('stops at refuse alone what it cannot tell', async () => {
    const unknown = ['addons:attach', 'citation-pay-db', '--app', 'no-such-app']
    assert.equal(await answers(unknown, /the kept facts don't have all that it is about/), 'said said stopped')
  })

  it('stops at refuse alone without kept facts', async () => {
    assert.equal(await answers(worse, /collect --guard --app badge-demo/, {isKept: false}), 'said said stopped')
  })

  it('stops at refuse alone by facts that are too old', async () => {
    const options = {guard: ', maxAge: 0s'}
    const prepare = (at: Place) => {
      const file = keptFile(at.cacheDir, {kind: 'all'})
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('2026-11-20T12:00', '2026-11-19T12:00'))
    }
    assert.equal(await answers(noWorse, /Facts from 1 day ago are too old/, {...options, prepare}), 'said said stopped')
  })

  it('stops at refuse alone where the policy is broken', async () => {
    assert.equal(await answers(worse, /compliance\.yml can't be read/, {guard: ', nonsense: 1'}), 'said said stopped')
  })

  it('stops at refuse alone where the kept facts are damaged', async () => {
    const prepare = (at: Place) => writeFileSync(keptFile(at.cacheDir, {kind: 'all'}), '{')
    assert.equal(await answers(worse, /the kept facts can't be read/, {prepare}), 'said said stopped')
  })

  it('stops at refuse alone where a part of it is not there', async () => {
    const {home} = await installed()
    const part = path.join(home, 'data/heroku/node_modules/heroku-compliance/dist/bundle/parts/guard/run-guard.js')
    renameSync(part, `${part}.away`)
    try {
      assert.equal(await answers(worse, /an error in heroku-compliance/), 'said said stopped')
    } finally {
      renameSync(`${part}.away`, part)
    }
  })

  it('leaves help and other commands alone, and asks for a reason that it logs', async () => {
    const at = await place('hold')
    const [help, info, held, overridden] = await Promise.all([
      attempt(at, ['addons:attach', '--help']),
      attempt(at, ['apps:info', '--app', 'badge-demo']),
      attempt(at, ['addons:attach', 'citation-pay-db'], {HEROKU_APP: 'badge-demo'}),
      attempt(at, worse, {HEROKU_COMPLIANCE_REASON: 'Incident 7'}),
    ])
    assert.deepEqual([help.code, help.stderr, info.stderr], [0, '', ''])
    assert.match(held.stderr, /^ › {3}HEROKU_COMPLIANCE_REASON="\.\.\." heroku addons:attach \.\.\.$/m)
    assert.equal(overridden.hasRun, true)
    const log = readFileSync(path.join(at.folder, 'compliance.decisions.jsonl'), 'utf8')
    assert.match(log, /"action":"override","what":\{"command":"addons:attach",.*"reason":"Incident 7"/)
    for (const line of held.stderr.split('\n')) assert.ok(line.length <= 80, line)
  })

  it('holds commands in the interactive prompt, and for programs that drive it', async () => {
    const {bin, env} = await installed()
    const at = await place('hold')
    const server = await serve(sample())
    const child = spawn(process.execPath, [bin, 'repl'], {
      cwd: at.folder,
      env: {...env, ...environmentFor(server), ...atNow, ...at.env, HEROKU_MCP_MODE: 'true'},
    })
    let said = ''
    try {
      await new Promise<void>((resolve, reject) => {
        const hear = (chunk: Buffer) => {
          said += chunk.toString('utf8')
          if (said.includes('<<<END RESULTS>>>')) resolve()
        }
        child.stdout.on('data', hear)
        child.stderr.on('data', hear)
        child.once('error', reject)
        child.once('close', () => reject(new Error(said)))
        child.stdin.write(`${worse.join(' ')}\n`)
      })
      assert.match(said, /<<<ERROR>>>\nHeld by compliance\.yml: heroku addons:attach/)
      assert.equal(changes(server), false)
    } finally {
      child.kill('SIGKILL')
      await server.close()
    }
  })

  it('judges by what compliance:collect --guard keeps, of the scope of the policy', () =>
    withServer(sample(), async run => {
      const at = await place('hold', {isKept: false})
      const policyFile = path.join(at.folder, 'compliance.yml')
      writeFileSync(policyFile, 'version: 1\nguard: {level: hold}\ndefaults: {team: quillgate}\n')
      const {code, stderr, stdout} = await run(['compliance:collect', '--guard'], {cwd: at.folder, env: at.env})
      assert.deepEqual([code, stdout], [0, ''], stderr)
      const file = keptFile(at.cacheDir, {kind: 'team', name: 'quillgate'})
      assert.deepEqual([statSync(file).mode & 0o777, statSync(path.dirname(file)).mode & 0o777], [0o600, 0o700])
      const scaled = await run(['ps:scale', 'web=1', '--app', 'citation-pay'], {cwd: at.folder, env: at.env})
      assert.match(stderrText(scaled), /Held by compliance\.yml: heroku ps:scale \.\.\. --app citation-pay would/)
    }))
})
