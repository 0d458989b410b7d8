import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parse} from 'yaml'

import type {Served} from '../fixtures/serve.js'
import type {ActionOptions, ActionRun} from './composite-action.js'
import type {Issue} from './github.js'

import {sample} from '../fixtures/sample.js'
import {actionFolder, runAction} from './composite-action.js'
import {GitHub} from './github.js'
import {installed, npmSettings} from './install.js'
import {atNow, environmentFor, temporaryFolder, withServer} from './run.js'

type Inputs = ActionOptions['inputs']

const marker = '<!-- heroku-compliance: app-citation-pay-baseline-sparc -->'
const push = {repository: {default_branch: 'main'}}
const pullRequest = (head = 'acme/pay') => ({...push, pull_request: {head: {repo: {full_name: head}}, number: 7}})

/** The inputs in a file of the documentation, of which the scope is one that the sample has. */
function documented(file: string, scope: Readonly<Record<string, string>>): Inputs {
  const text = readFileSync(path.join(actionFolder, file), 'utf8')
  const block = /^( *)- uses: OWNER\/heroku-compliance@v1\n(?:\1 .*\n)*/m.exec(text)?.[0] ?? assert.fail(file)
  const [{with: inputs = {}} = {}] = parse(block) as Array<{with?: Inputs}>
  assert.equal(inputs['api-key'], '${{ secrets.HEROKU_API_KEY }}')
  return {...inputs, ...scope, 'api-key': 'HRKU-test'}
}

/** An environment without a token and without folders for the Heroku CLI. */
const withoutOwn = (env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'HEROKU_API_KEY' && !name.startsWith('XDG_')))

/** A repository on a simulated GitHub, what a runner has, and a loopback Heroku. */
class Runner {
  private constructor(
    private readonly env: Readonly<Record<string, string>>,
    private readonly folder: string,
    private readonly plugin: string,
    readonly github: GitHub,
    readonly workspace: string,
    readonly home: string,
  ) {}

  /** The token is only where it is given: in the input. */
  static async for(server: Served): Promise<Runner> {
    const folder = await temporaryFolder('action')
    const {bin, env, home} = await installed()
    const [tools, emptyHome, repository, workspace] = ['tools', 'home', 'repository', 'workspace'].map(name => {
      mkdirSync(path.join(folder, name))
      return path.join(folder, name)
    }) as [string, string, string, string]
    const script = (name: string, text: string) => {
      writeFileSync(path.join(tools, name), `#!/bin/sh\n${text}\n`)
      chmodSync(path.join(tools, name), 0o755)
    }
    script('gh', `exec '${process.execPath}' '${fileURLToPath(new URL('gh.js', import.meta.url))}' "$@"`)
    // Has the CLI already that it is told to install.
    script(
      'npm',
      [
        '[ -z "$NPM_FAILS" ] || { echo "$NPM_FAILS"; exit 1; }',
        `{ echo "$*"; env | grep -E 'KEY|TOKEN'; } >> '${folder}/npm.log'`,
        `ln -s '${path.join(path.dirname(bin), '..', '..')}' "$3/node_modules"`,
      ].join('\n'),
    )
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=ann', '-c', 'user.email=ann@example.com', ...args], {cwd: repository})
    git('init', '--quiet', '--initial-branch', 'main')
    writeFileSync(path.join(repository, 'compliance.yml'), 'version: 1\n')
    git('add', '--all')
    git('commit', '--quiet', '--message', 'Decide')
    return new Runner(
      {
        ...withoutOwn({...(await npmSettings()), ...env, ...environmentFor(server)}),
        ...atNow,
        GH_STATE: path.join(folder, 'github.json'),
        GITHUB_ACTOR: 'ann',
        GITHUB_REPOSITORY: 'acme/pay',
        GITHUB_RUN_ID: '12',
        GITHUB_SERVER_URL: 'https://github.com',
        HOME: emptyHome,
        PATH: `${tools}:${process.env['PATH'] ?? ''}`,
      },
      folder,
      `file:${path.join(home, readdirSync(home).find(name => name.endsWith('.tgz')) ?? assert.fail())}`,
      new GitHub(path.join(folder, 'github.json'), repository),
      workspace,
      emptyHome,
    )
  }

  /** Runs the action as a job of its own. */
  async run(inputs: Inputs, event: object, {env = {}, ...options}: Partial<ActionOptions> = {}): Promise<ActionRun> {
    return runAction({
      cache: path.join(this.folder, 'cache'),
      env: {...this.env, ...env},
      event,
      inputs: {version: this.plugin, ...inputs},
      temporary: path.join(mkdtempSync(path.join(this.folder, 'job-')), 'temp'),
      workspace: this.workspace,
      ...options,
    })
  }

  get npmLog(): string {
    const file = path.join(this.folder, 'npm.log')
    return existsSync(file) ? readFileSync(file, 'utf8') : ''
  }

  get comments() {
    return this.github.state.pullRequests[7] ?? assert.fail()
  }
}

const withRunner = async (use: (runner: Runner, server: Served) => Promise<void>) =>
  withServer(sample(), async (_, server) => use(await Runner.for(server), server))

const usesOf = ({used}: ActionRun) => used.map(({uses}) => uses.replace(/@.*/, ''))

describe('the GitHub Action', () => {
  it('assesses with five lines of YAML, from an empty home, and leaves reports for people and programs', () =>
    withRunner(async runner => {
      const inputs = documented('docs/ci.md', {app: 'citation-pay'})
      const first = await runner.run(inputs, push, {failing: 'github/codeql-action/'})
      assert.equal(first.code, 1, first.log)
      assert.match(first.outputs['verdict'] ?? '', /^Not ready: \d+ failures/)
      assert.equal(first.outputs['exit-code'], '1')
      assert.ok(first.summary.startsWith(`## ${first.outputs['verdict']}\n`), first.summary)
      assert.match(first.log, /^::error title=critical/m)
      assert.match(first.log, /^\| Exit code 1: /m)
      for (const name of ['html', 'json', 'sarif', 'markdown']) assert.ok(existsSync(first.outputs[name] ?? ''), name)
      assert.deepEqual(usesOf(first), [
        'actions/cache/restore',
        'actions/cache/save',
        'github/codeql-action/upload-sarif',
        'actions/upload-artifact',
      ])
      assert.match(first.log, /::notice title=Code scanning took no results::.*security-events: write/)
      assert.deepEqual(readdirSync(runner.home), [])
      // npm and GitHub's client never saw the token.
      assert.match(runner.npmLog, /^install --prefix \S+ --no-audit --no-fund heroku@11\.\d+\.\d+\n$/)
      assert.deepEqual(
        runner.github.state.calls.map(({args, secrets}) => [args.join(' '), secrets]),
        [['api repos/acme/pay/tarball/main', ['GH_TOKEN']]],
      )
      assert.ok(!first.log.includes('HRKU-test'))

      // The next job has it all from the cache. It cannot run, and says why, and nothing fails for a missing file.
      const second = await runner.run({...inputs, app: 'nobody'}, push)
      assert.equal(second.code, 2, second.log)
      assert.equal(runner.npmLog.split('\n').length, 2)
      assert.deepEqual(usesOf(second), ['actions/cache/restore', 'actions/upload-artifact'])
      assert.equal(second.used[1]?.with['if-no-files-found'], 'ignore')
      assert.match(second.outputs['verdict'] ?? '', /^Could not be assessed: app nobody$/)
      assert.match(second.summary, /Exit code 2: this is neither a pass nor a failure[^]*^ {4}.*nobody/m)
      assert.deepEqual(
        ['exit-code', 'html', 'sarif'].map(name => second.outputs[name]),
        ['2', '', ''],
      )
    }))

  it('keeps one comment on a pull request, whose own rules count for nothing', () =>
    withRunner(async runner => {
      const foreign = {author: 'mallory', body: `${marker}\n## Ready`, id: 1}
      const other = {author: 'github-actions[bot]', body: 'Deployed.', id: 2}
      runner.github.change({pullRequests: {7: [foreign, other]}})
      // The pull request's policy lets everything pass, and it brings a file that npm would read.
      writeFileSync(path.join(runner.workspace, 'compliance.yml'), 'version: 1\ndefaults: {failOn: never}\n')
      writeFileSync(path.join(runner.workspace, '.npmrc'), 'registry=https://registry.example.com/\n')
      const inputs = documented('docs/recipes/github-actions.yml', {app: 'citation-pay'})
      const first = await runner.run(inputs, pullRequest())
      assert.equal(first.code, 1, first.log)
      assert.deepEqual(usesOf(first), ['actions/cache/restore', 'actions/cache/save', 'actions/upload-artifact'])
      assert.deepEqual(runner.comments.slice(0, 2), [foreign, other])
      const {author, body, id} = runner.comments[2] ?? assert.fail(first.log)
      assert.equal(author, 'github-actions[bot]')
      assert.ok(body.startsWith(`${marker}\n## Not ready: `), body)
      assert.ok(body.length <= 65_536)
      assert.match(body, /https:\/\/github\.com\/acme\/pay\/actions\/runs\/12/)

      const second = await runner.run({...inputs, 'api-key': ''}, pullRequest())
      assert.equal(second.code, 2)
      assert.deepEqual(
        runner.comments.map(comment => comment.id),
        [1, 2, id],
      )
      assert.match(runner.comments.at(-1)?.body ?? '', /Could not be assessed[^]*secret HEROKU_API_KEY/)
    }))

  it('assesses no pull request that gets no secrets, and calls that neither a pass nor a failure', () =>
    withRunner(async (runner, server) => {
      runner.github.change({isReadOnly: true})
      const inputs = {app: 'citation-pay'}
      for (const [event, env] of [
        [pullRequest('mallory/pay'), {}],
        [pullRequest(), {GITHUB_ACTOR: 'dependabot[bot]'}],
      ] as const) {
        const run = await runner.run(inputs, event, {env})
        assert.equal(run.code, 0, run.log)
        assert.deepEqual([run.outputs['exit-code'], run.outputs['html']], ['', ''])
        assert.equal(run.outputs['verdict'], 'Not assessed: app citation-pay')
        assert.match(run.log, /^::notice title=Not assessed::.*gives such a run no secrets/m)
        assert.match(run.log, /^::notice title=No comment on the pull request::.*HTTP 403/m)
        assert.match(run.summary, /neither a pass nor a failure/)
      }

      assert.equal(server.requests.length, 0)
      assert.equal(runner.npmLog, '')
    }))

  it('ends with 2, and says why, where it is misused or GitHub or npm refuses', () =>
    withRunner(async (runner, server) => {
      const inputs = {'api-key': 'HRKU-test', app: 'citation-pay'}
      const reasonOf = async (given: Inputs, env: Readonly<Record<string, string>> = {}) => {
        const run = await runner.run(given, push, {env})
        assert.equal(run.code, 2, run.log)
        assert.match(run.log, /^::error title=Exit code 2/m)
        return run.summary
      }
      assert.match(await reasonOf({...inputs, team: 'quillgate'}), /exactly one of the inputs.*2 were given/)
      assert.match(await reasonOf({'api-key': 'HRKU-test'}), /0 were given/)
      assert.match(
        await reasonOf({...inputs, policy: '../pay/compliance.yml'}),
        /path in the repository, not \.\.\/pay/,
      )
      assert.match(await reasonOf({...inputs, frameworks: 'pci, /tmp/own.yml'}), /file in the input frameworks must be/)
      assert.match(await reasonOf({...inputs, app: '$(id); `id`'}), /There is no app|cannot|isn't/)
      runner.github.change({isUnreadable: true})
      assert.match(await reasonOf(inputs), /default branch main; the job needs the permission contents: read[^]*404/)
      assert.match(
        await reasonOf({...inputs, version: ''}, {NPM_FAILS: 'E404 Not Found'}),
        /heroku@11\.\d+\.\d+ and heroku-compliance@\d+\.\d+\.\d+ could not be installed[^]*E404/,
      )
      assert.deepEqual(
        server.requests.filter(({path: requested}) => requested.includes('citation-pay')),
        [],
      )
    }))

  it('keeps one issue open while something is, and closes it', () =>
    withRunner(async runner => {
      const inputs = documented('docs/recipes/github-scheduled.yml', {team: 'quillgate'})
      const opened = await runner.run(inputs, push)
      assert.equal(opened.code, 1, opened.log)
      assert.equal(runner.github.state.issues.length, 1)
      const [{labels, title, body}] = runner.github.state.issues as [Issue]
      assert.deepEqual([labels, title], [['heroku-compliance'], 'Compliance of team quillgate'])
      assert.match(body, /^<!-- heroku-compliance: team-quillgate-baseline-sparc -->\n## Not ready/)

      await runner.run({...inputs, 'api-key': ''}, push)
      assert.equal(runner.github.state.issues.length, 1)
      assert.match(runner.github.state.issues[0]?.body ?? '', /Could not be assessed/)

      const closed = await runner.run({...inputs, 'fail-on': 'never'}, push)
      assert.equal(closed.code, 0, closed.log)
      const [{comments, state}] = runner.github.state.issues as [Issue]
      assert.equal(state, 'closed')
      assert.equal(comments.length, 1)
      assert.match(comments[0]?.body ?? '', /Exit code 0: failures do not count/)
      assert.equal((await runner.run({...inputs, 'fail-on': 'never'}, push)).code, 0)
      assert.equal(runner.github.state.issues.length, 1)
    }))
})
