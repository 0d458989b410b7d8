import assert from 'node:assert/strict'
import {execFileSync, spawnSync} from 'node:child_process'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parse} from 'yaml'

const root = fileURLToPath(new URL('../../', import.meta.url))
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
  readonly if?: string
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
  it('gives the token to the steps that ask Heroku, and to no other', () => {
    for (const {env = {}} of jobs) assert.doesNotMatch(JSON.stringify(env), /secrets\./)
    assert.deepEqual(
      steps.filter(step => JSON.stringify(step).includes('secrets.')).map(({name, uses}) => name ?? uses),
      ['OWNER/heroku-compliance@v1', 'push'],
    )
    for (const {run = ''} of steps) assert.doesNotMatch(run, /secrets\./)
    assert.doesNotMatch(JSON.stringify('env' in workflow ? workflow.env : {}), /secrets\./)
  })

  it('takes itself from the protected branch, checks out no pull request, and names its frameworks', () => {
    assert.deepEqual(Object.keys(workflow.on), ['pull_request_target', 'push'])
    const checkouts = steps.filter(({uses}) => uses?.startsWith('actions/checkout@'))
    assert.deepEqual(
      checkouts.map(({with: inputs}) => inputs),
      [{'fetch-depth': 0, 'persist-credentials': false}],
    )
    assert.deepEqual(
      Object.values(workflow.jobs)
        .filter(({steps: own}) => own.some(({uses}) => uses?.startsWith('actions/checkout@')))
        .map(job => job.if),
      ["github.event_name == 'push'"],
    )
    assert.equal(steps[0]?.with?.['frameworks'], 'baseline, sparc')
  })

  it('may do no more than it needs', () => {
    assert.deepEqual(workflow.permissions, {})
    assert.deepEqual(
      jobs.map(({permissions}) => permissions),
      [{actions: 'read', contents: 'read', 'pull-requests': 'write', 'security-events': 'write'}, {contents: 'read'}],
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

describe('the recipe for plans', () => {
  const plan = parse(textOf('github-plan.yml')) as typeof workflow
  const [job] = Object.values(plan.jobs)
  const {steps: planSteps = []} = job ?? {}

  it('gives the token of Heroku only to the step that asks Heroku', () => {
    assert.deepEqual(
      planSteps.filter(step => JSON.stringify(step).includes('secrets.')).map(({name}) => name),
      ['what-if'],
    )
    assert.deepEqual(plan.permissions, {})
    assert.deepEqual(job?.permissions, {contents: 'read', 'pull-requests': 'write'})
  })

  it('runs nothing of the pull request, and lets it choose neither scope nor policy', () => {
    const checkouts = planSteps.filter(({uses}) => uses !== undefined)
    assert.deepEqual(
      checkouts.map(({with: inputs}) => inputs),
      [{'persist-credentials': false}],
    )
    for (const {run = ''} of planSteps) assert.doesNotMatch(run, /\$\{\{/)
    const {run = ''} = planSteps.find(({name}) => name === 'what-if') ?? {}
    assert.match(run, /--from "\$RUNNER_TEMP\/plan\.sh" --team my-team .*--policy compliance\.yml/s)
  })

  it('fails where what would change is not known, and not where it would get worse', () => {
    const {run = ''} = planSteps.find(({name}) => name === 'what-if') ?? {}
    const ends = (code: number) =>
      spawnSync('bash', ['-e', '-c', `heroku() { return ${code}; }\nRUNNER_TEMP=$(mktemp -d)\n${run}`]).status
    assert.deepEqual([0, 1, 2].map(ends), [0, 0, 1])
  })
})

describe('every recipe', () => {
  const scripts = readdirSync(at('')).filter(name => /heroku compliance:(?:check|evidence) /.test(textOf(name)))

  it('names its frameworks and its policy wherever it judges', () => {
    assert.deepEqual(scripts, ['gate.sh', 'gitlab-ci.yml', 'nightly.sh', 'pre-push'])
    for (const name of ['github-actions.yml', 'github-scheduled.yml'])
      assert.match(textOf(name), /frameworks: baseline, sparc$/m, name)
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
    assert.match(textOf('gitlab-ci.yml'), /- git checkout --quiet FETCH_HEAD -- compliance\.yml \|\| exit 2$/m)
  })

  it('installs and fetches without the token', () => {
    assert.match(textOf('gate.sh'), /^\(unset HEROKU_API_KEY && heroku plugins:install /m)
    assert.match(textOf('nightly.sh'), /^\(unset HEROKU_API_KEY && git -C "\$repository" fetch /m)
    assert.match(textOf('app.json'), /\(unset HEROKU_API_KEY && npm test\)/)
    assert.match(textOf('gitlab-ci.yml'), /\(\n +unset HEROKU_API_KEY\n +npm install /)
    assert.match(textOf('gitlab-ci.yml'), /\(unset HEROKU_API_KEY && git fetch /)
  })

  it('installs the version that it was published with', () => {
    const {version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {version: string}
    for (const name of ['gate.sh', 'github-plan.yml', 'gitlab-ci.yml']) {
      const installed = [...textOf(name).matchAll(/plugins:install (\S+)/g)].map(match => match[1])
      assert.deepEqual(installed, [`heroku-compliance@${version}`], name)
    }
  })

  it('keeps reports in GitLab whatever the exit code, and runs on the default branch alone', () => {
    const {compliance, deploy} = parse(textOf('gitlab-ci.yml')) as Readonly<
      Record<string, {rules: unknown; needs?: unknown; artifacts?: unknown}>
    >
    const rules = [{if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH'}]
    assert.deepEqual([compliance?.rules, deploy?.rules, deploy?.needs], [rules, rules, ['compliance']])
    assert.deepEqual(compliance?.artifacts, {
      expose_as: 'compliance',
      paths: ['compliance.html', 'compliance.json'],
      reports: {junit: 'compliance.junit.xml'},
      when: 'always',
    })
  })
})

describe('the GitHub Action', () => {
  const text = readFileSync(path.join(root, 'action.yml'), 'utf8')
  const action = parse(text) as {
    readonly inputs: Readonly<Record<string, object>>
    readonly runs: {readonly steps: readonly Step[]}
  }

  it('and every workflow pin each action by the SHA of a commit, and say which version that is', () => {
    const workflows = path.join(root, '.github', 'workflows')
    const texts = [
      text,
      textOf('github-actions.yml'),
      textOf('github-scheduled.yml'),
      ...readdirSync(workflows).map(name => readFileSync(path.join(workflows, name), 'utf8')),
      ...['ci.md', 'scale.md'].map(name => readFileSync(path.join(root, 'docs', name), 'utf8')),
    ]
    const lines = texts.flatMap(each => each.split('\n')).filter(line => /^[ -]*uses:/.test(line))
    const [own, others] = [true, false].map(isOwn => lines.filter(line => line.includes('OWNER/') === isOwn))
    assert.deepEqual(new Set(own?.map(line => line.trim())), new Set(['- uses: OWNER/heroku-compliance@v1']))
    assert.ok((others?.length ?? 0) > 8)
    const versions = new Map<string, string>()
    for (const line of others ?? []) {
      const [, name = '', sha = ''] =
        /uses: ([\w-]+\/[\w-]+)(?:\/[\w-]+)*@([0-9a-f]{40}) # v\d+\.\d+\.\d+$/.exec(line) ?? assert.fail(line)
      assert.equal(versions.get(name) ?? sha, sha, `${name} has one version everywhere`)
      versions.set(name, sha)
    }
  })

  it('interpolates nothing into a script', () => {
    for (const {run} of action.runs.steps) assert.doesNotMatch(run ?? '', /\$\{\{/)
  })

  it('gives the token to the one step that asks Heroku', () => {
    const given = action.runs.steps.filter(step => JSON.stringify(step).includes('inputs.api-key }}'))
    assert.deepEqual(
      given.map(({env = {}}) => Object.keys(env).filter(name => env[name]?.includes('inputs.api-key'))),
      [['HEROKU_API_KEY']],
    )
  })

  it('has each input on the page about it', () => {
    const page = readFileSync(path.join(root, 'docs', 'ci.md'), 'utf8')
    for (const name of Object.keys(action.inputs)) assert.ok(page.includes(`\`${name}\``), name)
  })
})
