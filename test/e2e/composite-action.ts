import {spawn} from 'node:child_process'
import {cpSync, existsSync, mkdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parse} from 'yaml'

/** The folder of the action, as a runner has it. */
export const actionFolder = fileURLToPath(new URL('../../../', import.meta.url))

export interface Step {
  readonly id?: string
  readonly if?: string
  readonly run?: string
  readonly uses?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, unknown>>
  readonly 'continue-on-error'?: boolean
}

interface Action {
  readonly inputs: Readonly<Record<string, {readonly default: string}>>
  readonly outputs: Readonly<Record<string, {readonly value: string}>>
  readonly runs: {readonly steps: readonly Step[]}
}

export interface ActionRun {
  readonly code: number
  readonly log: string
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
  /** The actions that were used, with what they were given. */
  readonly used: ReadonlyArray<{readonly uses: string; readonly with: Readonly<Record<string, string>>}>
}

export interface ActionOptions {
  readonly inputs: Readonly<Record<string, string | boolean>>
  readonly event: object
  readonly env: Readonly<Record<string, string>>
  /** What is checked out. */
  readonly workspace: string
  /** What the runner gives the job, which is empty when the job begins. */
  readonly temporary: string
  /** Where the cache is between jobs. */
  readonly cache: string
  /** The action that fails, by the beginning of its name. */
  readonly failing?: string
}

/** The parsed `action.yml`. */
export const readAction = (): Action => parse(readFileSync(path.join(actionFolder, 'action.yml'), 'utf8')) as Action

interface Context {
  readonly inputs: Readonly<Record<string, string>>
  readonly github: object
  readonly steps: Record<string, {readonly outcome: string; readonly outputs: Readonly<Record<string, string>>}>
}

/** The value of an expression: a path or a text in quotes, or two of them that are compared. */
function evaluate(expression: string, context: Context): string {
  const value = (operand: string): string => {
    const quoted = /^'(.*)'$/.exec(operand)?.[1]
    if (quoted !== undefined) return quoted
    if (!/^[\w.-]+$/.test(operand)) throw new Error(`cannot be evaluated here: ${expression}`)
    let found: unknown = context
    for (const name of operand.split('.')) found = (found as Record<string, unknown> | undefined | null)?.[name]
    return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
  }
  const [left = '', operator, right = ''] = expression.trim().split(/ (==|!=) /)
  if (operator === undefined) return value(left)
  return String((value(left) === value(right)) === (operator === '=='))
}

const expand = (text: unknown, context: Context): string =>
  String(text).replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => evaluate(expression, context))

/** The outputs in a file that steps append lines to. */
function outputsIn(file: string): Record<string, string> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  return Object.fromEntries(lines.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
}

async function runScript(script: string, env: Readonly<Record<string, string>>, cwd: string) {
  const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  const code = await new Promise<number | null>(resolve => child.once('close', resolve))
  return {code: code ?? 2, log: chunks.join('')}
}

/** Does what an action of somebody else does, as far as the steps after it depend on that. */
function useAction(name: string, given: Readonly<Record<string, string>>, cache: string): void {
  const [tools = '', kept] = [given['path'], path.join(cache, given['key'] ?? '')]
  if (name.startsWith('actions/cache/save@')) cpSync(tools, kept, {recursive: true, verbatimSymlinks: true})
  if (name.startsWith('actions/cache/restore@') && existsSync(kept))
    cpSync(kept, tools, {recursive: true, verbatimSymlinks: true})
}

/** What a job has done so far. */
interface Job {
  readonly options: ActionOptions
  readonly context: Context
  readonly used: Array<ActionRun['used'][number]>
  readonly logs: string[]
}

/** Runs a step, and returns its exit code. */
async function runStep(step: Step, outputFile: string, {options, context, used, logs}: Job): Promise<number> {
  const expanded = (values: Readonly<Record<string, unknown>> = {}) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, expand(value, context)]))
  if (step.uses !== undefined) {
    const given = expanded(step.with)
    used.push({uses: step.uses, with: given})
    if (options.failing !== undefined && step.uses.startsWith(options.failing)) return 1
    useAction(step.uses, given, options.cache)
    return 0
  }

  const env = {
    ...options.env,
    ...expanded(step.env),
    GITHUB_ACTION_PATH: actionFolder,
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: path.join(options.temporary, 'summary'),
    RUNNER_ARCH: 'X64',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: options.temporary,
  }
  const {code, log} = await runScript(step.run ?? '', env, options.workspace)
  logs.push(log)
  return code
}

function inputsOf(declared: Action['inputs'], given: ActionOptions['inputs']): Record<string, string> {
  const unknown = Object.keys(given).filter(name => !(name in declared))
  if (unknown.length > 0) throw new Error(`no such input: ${unknown.join(', ')}`)
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => [name, String(given[name] ?? input.default)]),
  )
}

/** Runs the steps of `action.yml` one after the other, as a runner does, with an environment of their own. */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const {inputs: declared, outputs, runs} = readAction()
  const context: Context = {
    github: {event: options.event, token: 'ghs-test'},
    inputs: inputsOf(declared, options.inputs),
    steps: {},
  }
  const job: Job = {context, logs: [], options, used: []}
  mkdirSync(options.temporary, {recursive: true})
  let code = 0
  for (const [index, step] of runs.steps.entries()) {
    if (step.if !== undefined && evaluate(step.if, context) !== 'true') continue
    const outputFile = path.join(options.temporary, `output-${index}`)
    code = await runStep(step, outputFile, job)
    if (step.id !== undefined)
      context.steps[step.id] = {outcome: code === 0 ? 'success' : 'failure', outputs: outputsIn(outputFile)}
    if (code !== 0 && step['continue-on-error'] !== true) break
  }

  return {
    code,
    log: job.logs.join(''),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, {value}]) => [name, expand(value, context)])),
    summary: readFileSync(path.join(options.temporary, 'summary'), 'utf8'),
    used: job.used,
  }
}
