import assert from 'node:assert/strict'
import {execFileSync, spawn} from 'node:child_process'
import {generateKeyPairSync} from 'node:crypto'
import {chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parse} from 'yaml'

import type {Ran} from './run.js'
import type {Served} from '../fixtures/serve.js'

import {sample} from '../fixtures/sample.js'
import {installed} from './install.js'
import {during, folder, online} from './run.js'

const recipe = (name: string) => fileURLToPath(new URL(`../../../docs/recipes/${name}`, import.meta.url))
const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')

interface Step {
  readonly name?: string
  readonly run?: string
  readonly if?: string
  readonly env?: Readonly<Record<string, string>>
}

interface Workflow {
  readonly jobs: Readonly<Record<string, {readonly steps: readonly Step[]; readonly needs?: string}>>
}

/** A shell in which `heroku` is the CLI with the plugin, and what would leave the machine only says that it was called. */
async function shell(
  served: Served,
  cwd: string,
): Promise<(args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>> {
  const {bin, env: own} = await installed()
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
  tool('gh', 'echo "gh $*"')
  tool('npm', 'echo "npm $*"')
  tool('date', 'echo "$TODAY"')
  return async (args, env = {}) => {
    const child = spawn('sh', args, {
      cwd,
      env: {...own, ...online(served), PATH: `${tools}:${own['PATH'] ?? ''}`, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [out, told]: [string[], string[]] = [[], []]
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => out.push(chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => told.push(chunk))
    const code = await new Promise<number | null>(resolve => child.once('close', resolve))
    return {code, stderr: told.join(''), stdout: out.join('')}
  }
}

/** Commits a policy, and a decision log beside it, and makes that the protected branch as it was last fetched. */
function publish(repository: string, policy: string, log?: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=ann', '-c', 'user.email=ann@example.com', ...args], {cwd: repository})
  writeFileSync(path.join(repository, 'compliance.yml'), policy)
  if (log !== undefined) writeFileSync(path.join(repository, 'compliance.decisions.jsonl'), log)
  git('add', '--all', '--', 'compliance.yml', ...(log === undefined ? [] : ['compliance.decisions.jsonl']))
  git('commit', '--quiet', '--message', 'Decide')
  git('update-ref', 'refs/remotes/origin/main', 'HEAD')
}

describe('the recipes', () => {
  it('are all in the README', () => {
    for (const name of readdirSync(recipe(''))) assert.ok(readme.includes(`docs/recipes/${name}`), name)
  })

  it('gate a deploy by GitHub Actions, and leave what the next steps need', async () => {
    const place = await folder('actions')
    writeFileSync(path.join(place, 'compliance.yml'), 'version: 1\n')
    const {
      jobs: {check, deploy},
    } = parse(readFileSync(recipe('github-actions.yml'), 'utf8')) as Workflow
    assert.equal(deploy?.needs, 'check')
    await during(sample(), async (_, served) => {
      const sh = await shell(served, place)
      const summary = path.join(place, 'summary')
      const seen: Record<string, Ran> = {}
      for (const {name = '', run} of check?.steps ?? [])
        if (run)
          seen[name] = await sh(['-e', '-c', run], {
            APP: 'citation-pay',
            GITHUB_REPOSITORY: 'acme/pay',
            GITHUB_STEP_SUMMARY: summary,
            NUMBER: '7',
          })
      assert.deepEqual(Object.fromEntries(Object.entries(seen).map(([name, {code}]) => [name, code])), {
        check: 1,
        comment: 0,
        install: 0,
        summary: 0,
      })
      assert.match(seen['check']?.stdout ?? '', /^::error /m)
      assert.match(seen['comment']?.stdout ?? '', /^gh pr comment 7 --repo acme\/pay .*--body-file report\.md$/m)
      assert.match(readFileSync(summary, 'utf8'), /citation-pay/)
      assert.ok(
        (JSON.parse(readFileSync(path.join(place, 'report.sarif'), 'utf8')) as {runs: Array<{results: unknown[]}>})
          .runs[0]?.results.length,
      )
      assert.match(readFileSync(path.join(place, 'report.html'), 'utf8'), /citation-pay/)
      // What follows the check is done although it fails.
      for (const step of (check?.steps ?? []).slice(3)) assert.match(step.if ?? '', /^always\(\)/)
    })
  })

  it('gate Heroku CI and a release', async () => {
    const place = await folder('gate')
    const {environments} = JSON.parse(readFileSync(recipe('app.json'), 'utf8')) as {
      environments: {test: {env: Record<string, string>; scripts: {test: string}}}
    }
    const release = /^release: (.*)$/m.exec(readFileSync(recipe('Procfile'), 'utf8'))?.[1] ?? assert.fail()
    mkdirSync(path.join(place, 'bin'))
    writeFileSync(path.join(place, 'bin', 'gate.sh'), readFileSync(recipe('gate.sh')))
    writeFileSync(path.join(place, 'compliance.yml'), 'version: 1\n')
    await during(sample(), async (_, served) => {
      const sh = await shell(served, place)
      const gone = await sh(['-c', release], {HEROKU_APP_NAME: 'citation-pay'})
      assert.equal(gone.code, 1)
      assert.match(gone.stderr, /installs heroku-compliance[\s\S]*Exit code 1/)
      const tested = await sh(['-c', environments.test.scripts.test], {
        ...environments.test.env,
        COMPLIANCE_APP: 'fee-tables',
      })
      assert.equal(tested.code, 1)
      assert.match(tested.stdout, /fee-tables/)
      assert.equal((await sh(['-c', release], {HEROKU_APP_NAME: 'nobody'})).code, 2)
      rmSync(path.join(place, 'compliance.yml'))
      assert.equal(
        (await sh(['-c', release], {HEROKU_APP_NAME: 'citation-pay'})).code,
        2,
        'no policy is another policy',
      )
    })
  })

  it('hold a push to Heroku back, and no other', async () => {
    const place = await folder('push')
    const git = (...args: string[]) => execFileSync('git', args, {cwd: place})
    await during(sample(), async (_, served) => {
      // The host takes the remotes of its own API's host for Heroku's.
      const url = `https://127.0.0.1:${served.port}/citation-pay.git`
      git('init', '--quiet')
      git('remote', 'add', 'heroku', url)
      publish(place, 'version: 1\n')
      // What the branch at hand says counts for nothing.
      writeFileSync(path.join(place, 'compliance.yml'), 'no policy at all')
      const sh = await shell(served, place)
      const held = await sh([recipe('pre-push'), 'heroku', url])
      assert.equal(held.code, 1, held.stderr)
      assert.match(held.stdout, /citation-pay/)
      const asked = served.requests.length
      assert.equal((await sh([recipe('pre-push'), 'origin', 'https://github.com/acme/pay.git'])).code, 0)
      assert.equal(served.requests.length, asked)
      git('update-ref', '-d', 'refs/remotes/origin/main')
      assert.equal(
        (await sh([recipe('pre-push'), 'heroku', url])).code,
        2,
        'without a policy of the protected branch nothing is pushed',
      )
    })
  })

  it('keep the evidence of every night, each following the last', async () => {
    const place = await folder('nights')
    const {privateKey, publicKey} = generateKeyPairSync('ed25519')
    const [key, pub] = [path.join(place, 'key.pem'), path.join(place, 'public.pem')]
    writeFileSync(key, privateKey.export({format: 'pem', type: 'pkcs8'}))
    writeFileSync(pub, publicKey.export({format: 'pem', type: 'spki'}))
    const [kept, origin, repository] = [
      path.join(place, 'kept'),
      path.join(place, 'origin'),
      path.join(place, 'repository'),
    ]
    mkdirSync(kept)
    mkdirSync(origin)
    execFileSync('git', ['init', '--quiet', '--initial-branch', 'main'], {cwd: origin})
    publish(origin, 'version: 1\n')
    execFileSync('git', ['clone', '--quiet', origin, repository])
    await during(sample(), async (_, served) => {
      const sh = await shell(served, place)
      const night = async (today: string) =>
        sh([recipe('nightly.sh'), 'quillgate', key, pub, kept, repository], {TODAY: today})
      for (const today of ['2026-11-20', '2026-11-21']) {
        if (today === '2026-11-21')
          publish(origin, 'version: 1\nlimits: {admins: 3}\n', `${JSON.stringify({previous: '0'.repeat(64)})}\n`)
        const {code, stderr, stdout} = await night(today)
        assert.equal(code, 0, stderr + stdout)
      }

      const asked = served.requests.length
      assert.equal((await night('2026-11-21')).code, 0)
      assert.equal(served.requests.length, asked, 'one a night is enough')
      assert.deepEqual(readdirSync(kept), [
        'compliance.decisions.jsonl',
        'compliance.yml',
        'evidence-2026-11-20.zip',
        'evidence-2026-11-21.zip',
      ])
      assert.match(readFileSync(path.join(kept, 'compliance.yml'), 'utf8'), /admins: 3/)
      writeFileSync(path.join(kept, 'evidence-2026-11-21.zip'), 'x')
      assert.equal((await night('2026-11-22')).code, 2, 'a broken chain goes no further')
    })
  })
})
