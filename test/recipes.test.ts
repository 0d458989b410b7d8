import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {parse} from 'yaml'

const at = (name: string) => fileURLToPath(new URL(`../../docs/recipes/${name}`, import.meta.url))
const textOf = (name: string) => readFileSync(at(name), 'utf8')

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly steps: readonly Step[]
  readonly permissions?: object
  readonly env?: Readonly<Record<string, string>>
}

const workflow = parse(textOf('github-actions.yml')) as {
  readonly jobs: Readonly<Record<string, Job>>
  readonly permissions: object
  readonly on: object
}
const jobs = Object.values(workflow.jobs)
const steps = jobs.flatMap(job => job.steps)

describe('the recipe for GitHub Actions', () => {
  it('pins every action by the SHA of a commit, and says which version that is', () => {
    const lines = textOf('github-actions.yml')
      .split('\n')
      .filter(line => line.includes('uses:'))
    assert.equal(lines.length, steps.filter(({uses}) => uses !== undefined).length)
    for (const line of lines) assert.match(line, /uses: [\w-]+(?:\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it('gives the token to the steps that ask Heroku, and to no other', () => {
    for (const {env = {}} of jobs) assert.doesNotMatch(JSON.stringify(env), /secrets\./)
    assert.deepEqual(
      steps.filter(({env}) => JSON.stringify(env ?? {}).includes('secrets.')).map(({name}) => name),
      ['check', 'push'],
    )
    for (const {run = '', with: inputs = {}} of steps) assert.doesNotMatch(run + JSON.stringify(inputs), /secrets\./)
    assert.doesNotMatch(JSON.stringify('env' in workflow ? workflow.env : {}), /secrets\./)
  })

  it('takes itself and the policy from the protected branch, and names its frameworks', () => {
    assert.deepEqual(Object.keys(workflow.on), ['pull_request_target', 'push'])
    const checkouts = steps.filter(({uses}) => uses?.startsWith('actions/checkout@'))
    assert.deepEqual(
      checkouts.map(({with: inputs}) => inputs),
      [
        {'persist-credentials': false, ref: 'main'},
        {'fetch-depth': 0, 'persist-credentials': false},
      ],
    )
    assert.match(
      steps.find(({name}) => name === 'check')?.run ?? '',
      / --framework baseline --framework sparc --policy compliance\.yml /,
    )
  })

  it('may do no more than it needs', () => {
    assert.deepEqual(workflow.permissions, {})
    assert.deepEqual(
      jobs.map(({permissions}) => permissions),
      [{contents: 'read', 'pull-requests': 'write', 'security-events': 'write'}, {contents: 'read'}],
    )
  })

  it('tells git the token when it asks, and in no argument', () => {
    const run = steps.find(({name}) => name === 'push')?.run ?? ''
    const helper =
      /-c (credential\.helper)='(?<helper>[^']+)' push https:\/\/git\.heroku\.com\//.exec(run)?.groups?.['helper'] ??
      assert.fail(run)
    const filled = execFileSync(
      'git',
      ['-c', 'credential.helper=', '-c', `credential.helper=${helper}`, 'credential', 'fill'],
      {
        encoding: 'utf8',
        env: {...process.env, HEROKU_API_KEY: 'HRKU-test'},
        input: 'protocol=https\nhost=git.heroku.com\n\n',
      },
    )
    assert.match(filled, /^username=heroku$/m)
    assert.match(filled, /^password=HRKU-test$/m)
    assert.doesNotMatch(run, /https:\/\/[^ ]*@/)
  })
})

describe('every recipe', () => {
  const scripts = readdirSync(at('')).filter(name => /heroku compliance:(?:check|evidence) /.test(textOf(name)))

  it('names its frameworks and its policy wherever it judges', () => {
    assert.deepEqual(scripts, ['gate.sh', 'github-actions.yml', 'nightly.sh', 'pre-push'])
    for (const name of scripts) {
      const commands = textOf(name)
        .split('\n')
        .filter(line => !/^\s*#/.test(line))
        .join('\n')
        .replaceAll('\\\n', ' ')
        .split('\n')
      const judging = commands.filter(line => /heroku compliance:(?:check|evidence) /.test(line))
      assert.equal(judging.length, 1, name)
      assert.match(judging[0] ?? '', / --framework baseline --framework sparc\s+--policy /, name)
    }
  })

  it('takes the policy of a working copy from the protected branch', () => {
    for (const name of ['nightly.sh', 'pre-push'])
      assert.match(textOf(name), /^git .*show origin\/main:compliance\.yml > .* \|\| exit 2$/m, name)
  })

  it('installs and fetches without the token', () => {
    assert.match(textOf('gate.sh'), /^\(unset HEROKU_API_KEY && heroku plugins:install /m)
    assert.match(textOf('nightly.sh'), /^\(unset HEROKU_API_KEY && git -C "\$repository" fetch /m)
    assert.match(textOf('app.json'), /\(unset HEROKU_API_KEY && npm test\)/)
  })
})
