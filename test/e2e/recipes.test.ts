import assert from 'node:assert/strict'
import {execFileSync, spawn} from 'node:child_process'
import {generateKeyPairSync} from 'node:crypto'
import {chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parse} from 'yaml'

import type {CommandResult} from './run.js'
import type {Served} from '../fixtures/serve.js'

import {sample} from '../fixtures/sample.js'
import {installed} from './install.js'
import {withServer, temporaryFolder, environmentFor} from './run.js'

const recipeFile = (name: string) => fileURLToPath(new URL(`../../../docs/recipes/${name}`, import.meta.url))
const ciPage = readFileSync(new URL('../../../docs/ci.md', import.meta.url), 'utf8')

/**
 * A shell in which `heroku` is the CLI with the plugin, and commands that would leave the machine only print their
 * call.
 */
async function recipeShell(
  server: Served,
  cwd: string,
): Promise<(args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<CommandResult>> {
  const {bin, env: ownEnvironment} = await installed()
  const tools = path.join(cwd, 'tools')
  mkdirSync(tools)
  const tool = (name: string, lines: string) => {
    writeFileSync(path.join(tools, name), `#!/bin/sh\n${lines}\n`)
    chmodSync(path.join(tools, name), 0o755)
  }
  tool(
    'heroku',
    `case $1 in plugins:install) echo "installs $2" >&2;; *) exec '${process.execPath}' '${bin}' "$@";; esac`,
  )
  tool('npm', 'echo "npm $*"')
  tool('date', 'echo "$TODAY"')
  return async (args, env = {}) => {
    const child = spawn('sh', args, {
      cwd,
      env: {...ownEnvironment, ...environmentFor(server), PATH: `${tools}:${ownEnvironment['PATH'] ?? ''}`, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [stdoutChunks, stderrChunks]: [string[], string[]] = [[], []]
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => stdoutChunks.push(chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => stderrChunks.push(chunk))
    const code = await new Promise<number | null>(resolve => child.once('close', resolve))
    return {code, stderr: stderrChunks.join(''), stdout: stdoutChunks.join('')}
  }
}

/** Commits a policy, and a decision log beside it, and makes that the protected branch as it was last fetched. */
function commitPolicy(repository: string, policy: string, log?: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=ann', '-c', 'user.email=ann@example.com', ...args], {cwd: repository})
  writeFileSync(path.join(repository, 'compliance.yml'), policy)
  if (log !== undefined) writeFileSync(path.join(repository, 'compliance.decisions.jsonl'), log)
  git('add', '--all', '--', 'compliance.yml', ...(log === undefined ? [] : ['compliance.decisions.jsonl']))
  git('commit', '--quiet', '--message', 'Decide')
  git('update-ref', 'refs/remotes/origin/main', 'HEAD')
}

describe('CI recipes', () => {
  it('are all linked from the documentation', () => {
    for (const name of readdirSync(recipeFile(''))) assert.ok(ciPage.includes(`(recipes/${name})`), name)
  })

  it('gate a deploy in GitLab, by the newest policy of the default branch, and leave a page and tests', async () => {
    const directory = await temporaryFolder('gitlab')
    const [origin, checkout] = [path.join(directory, 'origin'), path.join(directory, 'checkout')]
    mkdirSync(origin)
    execFileSync('git', ['init', '--quiet', '--initial-branch', 'main'], {cwd: origin})
    commitPolicy(origin, 'version: 1\ndefaults: {failOn: never}\n')
    execFileSync('git', ['clone', '--quiet', origin, checkout])
    commitPolicy(origin, 'version: 1\n')
    const {compliance = assert.fail()} = parse(readFileSync(recipeFile('gitlab-ci.yml'), 'utf8')) as Readonly<
      Record<string, {before_script: readonly string[]; script: readonly string[]}>
    >
    await withServer(sample(), async (_, server) => {
      const runShell = await recipeShell(server, checkout)
      // npm is told to install the CLI where the script looks for it.
      mkdirSync(path.join(checkout, '.heroku', 'node_modules', '.bin'), {recursive: true})
      symlinkSync(
        path.join(checkout, 'tools', 'heroku'),
        path.join(checkout, '.heroku', 'node_modules', '.bin', 'heroku'),
      )
      const runJob = async (app: string) =>
        runShell(['-e', '-c', [...compliance.before_script, ...compliance.script].join('\n')], {
          APP: app,
          CI_DEFAULT_BRANCH: 'main',
        })
      const jobRun = await runJob('citation-pay')
      assert.equal(jobRun.code, 1, jobRun.stderr)
      assert.match(jobRun.stdout, /^npm install --prefix \.heroku .* heroku@11\.\d+\.\d+$/m)
      assert.match(jobRun.stderr, /^installs heroku-compliance@/m)
      assert.match(readFileSync(path.join(checkout, 'compliance.junit.xml'), 'utf8'), /<failure /)
      assert.match(readFileSync(path.join(checkout, 'compliance.html'), 'utf8'), /citation-pay/)
      const secondRun = await runJob('nobody')
      assert.equal(secondRun.code, 2)
      assert.doesNotMatch(secondRun.stdout, /npm install/, 'the cache has it')
    })
  })

  it('gate Heroku CI and a release', async () => {
    const directory = await temporaryFolder('gate')
    const {environments} = JSON.parse(readFileSync(recipeFile('app.json'), 'utf8')) as {
      environments: {test: {env: Record<string, string>; scripts: {test: string}}}
    }
    const release = /^release: (.*)$/m.exec(readFileSync(recipeFile('Procfile'), 'utf8'))?.[1] ?? assert.fail()
    mkdirSync(path.join(directory, 'bin'))
    writeFileSync(path.join(directory, 'bin', 'gate.sh'), readFileSync(recipeFile('gate.sh')))
    writeFileSync(path.join(directory, 'compliance.yml'), 'version: 1\n')
    await withServer(sample(), async (_, server) => {
      const runShell = await recipeShell(server, directory)
      const releaseRun = await runShell(['-c', release], {HEROKU_APP_NAME: 'citation-pay'})
      assert.equal(releaseRun.code, 1)
      assert.match(releaseRun.stderr, /installs heroku-compliance[\s\S]*Exit code 1/)
      const testRun = await runShell(['-c', environments.test.scripts.test], {
        ...environments.test.env,
        COMPLIANCE_APP: 'fee-tables',
      })
      assert.equal(testRun.code, 1)
      assert.match(testRun.stdout, /fee-tables/)
      assert.equal((await runShell(['-c', release], {HEROKU_APP_NAME: 'nobody'})).code, 2)
      rmSync(path.join(directory, 'compliance.yml'))
      assert.equal(
        (await runShell(['-c', release], {HEROKU_APP_NAME: 'citation-pay'})).code,
        2,
        'no policy is another policy',
      )
    })
  })

  it('hold back a push to Heroku and no other', async () => {
    const directory = await temporaryFolder('push')
    const git = (...args: string[]) => execFileSync('git', args, {cwd: directory})
    await withServer(sample(), async (_, server) => {
      // The host takes the remotes of its own API's host for Heroku's.
      const url = `https://127.0.0.1:${server.port}/citation-pay.git`
      git('init', '--quiet')
      git('remote', 'add', 'heroku', url)
      commitPolicy(directory, 'version: 1\n')
      // What the branch at hand says counts for nothing.
      writeFileSync(path.join(directory, 'compliance.yml'), 'no policy at all')
      const runShell = await recipeShell(server, directory)
      const pushRun = await runShell([recipeFile('pre-push'), 'heroku', url])
      assert.equal(pushRun.code, 1, pushRun.stderr)
      assert.match(pushRun.stdout, /citation-pay/)
      assert.ok(pushRun.stdout.split('\n').length <= 40, 'one screen')
      const requestCount = server.requests.length
      assert.equal((await runShell([recipeFile('pre-push'), 'origin', 'https://github.com/acme/pay.git'])).code, 0)
      assert.equal(server.requests.length, requestCount)
      git('update-ref', '-d', 'refs/remotes/origin/main')
      assert.equal(
        (await runShell([recipeFile('pre-push'), 'heroku', url])).code,
        2,
        'without a policy of the protected branch nothing is pushed',
      )
    })
  })

  it('keep nightly evidence, each bundle following the last', async () => {
    const directory = await temporaryFolder('nights')
    const {privateKey, publicKey} = generateKeyPairSync('ed25519')
    const [privateKeyFile, publicKeyFile] = [path.join(directory, 'key.pem'), path.join(directory, 'public.pem')]
    writeFileSync(privateKeyFile, privateKey.export({format: 'pem', type: 'pkcs8'}))
    writeFileSync(publicKeyFile, publicKey.export({format: 'pem', type: 'spki'}))
    const [evidenceFolder, origin, repository] = [
      path.join(directory, 'kept'),
      path.join(directory, 'origin'),
      path.join(directory, 'repository'),
    ]
    mkdirSync(evidenceFolder)
    mkdirSync(origin)
    execFileSync('git', ['init', '--quiet', '--initial-branch', 'main'], {cwd: origin})
    commitPolicy(origin, 'version: 1\n')
    execFileSync('git', ['clone', '--quiet', origin, repository])
    await withServer(sample(), async (_, server) => {
      const runShell = await recipeShell(server, directory)
      const runNight = async (today: string) =>
        runShell([recipeFile('nightly.sh'), 'quillgate', privateKeyFile, publicKeyFile, evidenceFolder, repository], {
          TODAY: today,
        })
      for (const today of ['2026-11-20', '2026-11-21']) {
        if (today === '2026-11-21')
          commitPolicy(origin, 'version: 1\nlimits: {admins: 3}\n', `${JSON.stringify({previous: '0'.repeat(64)})}\n`)
        const {code, stderr, stdout} = await runNight(today)
        assert.equal(code, 0, stderr + stdout)
      }

      const requestCount = server.requests.length
      assert.equal((await runNight('2026-11-21')).code, 0)
      assert.equal(server.requests.length, requestCount, 'one a night is enough')
      assert.deepEqual(readdirSync(evidenceFolder), [
        'compliance.decisions.jsonl',
        'compliance.yml',
        'evidence-2026-11-20.zip',
        'evidence-2026-11-21.zip',
      ])
      assert.match(readFileSync(path.join(evidenceFolder, 'compliance.yml'), 'utf8'), /admins: 3/)
      writeFileSync(path.join(evidenceFolder, 'evidence-2026-11-21.zip'), 'x')
      assert.equal((await runNight('2026-11-22')).code, 2, 'a broken chain goes no further')
    })
  })
})
