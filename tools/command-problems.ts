import {fileURLToPath} from 'node:url'

import type {Remediation} from '../src/model/remediation.js'
import type {HostCommands, Usages} from './host-commands.js'

import {readChecks, readFrameworks} from '../src/catalog/catalog.js'
import {shellWords} from '../src/parsing/shell-script.js'
import {readOwnCommands, recordedHostCommands} from './host-commands.js'

interface Flag {
  readonly isRequired: boolean
  readonly name: string
  readonly takesValue: boolean
  readonly values: readonly string[]
}

interface Usage {
  readonly flags: ReadonlyMap<string, Flag>
  readonly isOpenEnded: boolean
  readonly maximum: number
  readonly minimum: number
}

/** What a command of the remediations is called with. */
interface Call {
  readonly id: string
  /** The words after the command. */
  readonly words: readonly string[]
}

/** Values that commands check only when they run, or leave to the API. Capitals and placeholders may stand for them. */
const checkedLater: Readonly<Record<string, readonly string[]>> = {
  'access:add --permissions': ['deploy', 'manage', 'operate', 'view'],
  'access:update --permissions': ['deploy', 'manage', 'operate', 'view'],
  'logs --source': ['app', 'heroku'],
  'members --role': ['admin', 'collaborator', 'member', 'owner', 'viewer'],
  'members:add --role': ['admin', 'collaborator', 'member', 'viewer'],
  'members:set --role': ['admin', 'collaborator', 'member', 'viewer'],
  'pipelines:add --stage': ['development', 'production', 'review', 'staging', 'test'],
  'telemetry:add --signals': ['all', 'logs', 'metrics', 'traces'],
  'webhooks:add --level': ['notify', 'sync'],
  'webhooks:update --level': ['notify', 'sync'],
}

/** Values of arguments, by command and position. */
const checkedArguments: Readonly<Record<string, readonly string[]>> = {
  'pg:settings:log-connections 1': ['off', 'on'],
  'pg:settings:log-statement 1': ['all', 'ddl', 'mod', 'none'],
}

/** Commands that take any number of words, and make no sense without one. */
const needsWord = new Set(['config:set', 'config:unset', 'members:set', 'ps:type'])

const stands = (value: string) => /^[A-Z][A-Z\d_-]*$/.test(value) || /\{\w+\}/.test(value)

function usageFrom(line: string): Usage {
  const words = line.split(' ').filter(word => word !== '')
  const flags = new Map<string, Flag>()
  for (const word of words) {
    const [, char, name = '', value, values, required] =
      /^(?:-(\w)\|)?--([\w-]+)(=)?(?:\(([^)]*)\))?(!)?$/.exec(word) ?? []
    if (name === '') continue
    const flag = {
      isRequired: required !== undefined,
      name,
      takesValue: value !== undefined,
      values: values?.split('|') ?? [],
    }
    flags.set(`--${name}`, flag)
    if (char !== undefined) flags.set(`-${char}`, flag)
  }
  const minimum = words.filter(word => word.startsWith('<')).length
  return {
    flags,
    isOpenEnded: words.includes('...'),
    maximum: minimum + words.filter(word => word.startsWith('[')).length,
    minimum,
  }
}

interface Reading {
  readonly given: ReadonlyArray<{readonly flag: Flag; readonly value: string | undefined}>
  readonly positional: readonly string[]
  readonly problems: readonly string[]
}

/** The flags and arguments of a call as oclif takes them. */
function read({words}: Call, usage: Usage): Reading {
  const given: Array<{flag: Flag; value: string | undefined}> = []
  const positional: string[] = []
  const problems: string[] = []
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      if (!usage.isOpenEnded) problems.push('takes nothing after --')
      positional.push(...rest.splice(0))
    } else if (/^-\D/.test(word)) {
      const [name = '', attached] = word.split(/=(.*)/s)
      const flag = usage.flags.get(name)
      if (!flag) problems.push(`has no flag ${name}`)
      else given.push({flag, value: flag.takesValue ? (attached ?? rest.shift()) : undefined})
    } else positional.push(word)
  }
  return {given, positional, problems}
}

const valueProblem = (what: string, value: string, allowed: readonly string[]) =>
  allowed.length === 0 || value.split(',').every(part => stands(part) || allowed.includes(part))
    ? []
    : [`${what} can't be ${value}, only ${allowed.join(', ')}`]

function flagProblems(id: string, usage: Usage, given: Reading['given']): string[] {
  const missing = new Set(
    [...usage.flags.values()].filter(flag => flag.isRequired && !given.some(other => other.flag === flag)),
  )
  return [
    ...[...missing].map(({name}) => `needs --${name}`),
    ...given.flatMap(({flag, value}) => {
      if (!flag.takesValue) return []
      if (value === undefined || value === '' || value.startsWith('--')) return [`--${flag.name} needs a value`]
      return valueProblem(`--${flag.name}`, value, checkedLater[`${id} --${flag.name}`] ?? flag.values)
    }),
  ]
}

function argumentProblems(id: string, usage: Usage, positional: readonly string[]): string[] {
  const minimum = needsWord.has(id) ? 1 : usage.minimum
  return [
    ...(positional.length < minimum ? [`needs ${minimum} argument${minimum === 1 ? '' : 's'}`] : []),
    ...(positional.length > usage.maximum && !usage.isOpenEnded ? [`takes at most ${usage.maximum} arguments`] : []),
    ...positional.flatMap((value, index) =>
      valueProblem(`argument ${index + 1}`, value, checkedArguments[`${id} ${index}`] ?? []),
    ),
  ]
}

function callProblems(call: Call, line: string): string[] {
  const usage = usageFrom(line)
  const {given, positional, problems} = read(call, usage)
  return [...problems, ...flagProblems(call.id, usage, given), ...argumentProblems(call.id, usage, positional)]
}

/** The usage of a command, or why there is none. */
function lookUp(id: string, earlier: readonly string[], host: HostCommands, own: Usages): string | {problem: string} {
  const usage = host.commands[id] ?? own[id]
  if (usage !== undefined) return usage
  const plugin = host.plugins.find(({commands}) => id in commands)
  const pluginUsage = plugin?.commands[id]
  if (!plugin || pluginUsage === undefined) return {problem: 'is no command of the Heroku CLI'}
  return plugin.install.some(name => earlier.includes(`heroku plugins:install ${name}`))
    ? pluginUsage
    : {problem: `needs heroku plugins:install ${plugin.install[0] ?? ''} first`}
}

interface CommandContext {
  readonly earlier: readonly string[]
  readonly host: HostCommands
  readonly later: readonly string[]
  readonly own: Usages
}

const pushes = /^git push heroku main$/

/** What is wrong with a git command among others, if anything: a push needs its remote, a commit a push. */
function gitProblems(command: string, earlier: readonly string[], later: readonly string[]): string[] {
  if (pushes.test(command))
    return earlier.some(other => other.startsWith('heroku git:remote ')) ? [] : ['needs heroku git:remote -a APP first']
  if (!/^git commit --allow-empty -m \w+$/.test(command)) return ['is no git command that a remediation needs']
  return later.some(other => pushes.test(other)) ? [] : ['needs a push after it']
}

function singleProblems(command: string, words: readonly string[], context: CommandContext): string[] {
  const [program, id = '', ...rest] = words
  if (program === 'git') return gitProblems(command, context.earlier, context.later)
  if (program !== 'heroku') return ['is neither heroku nor git']
  const usage = lookUp(id, context.earlier, context.host, context.own)
  return typeof usage === 'string' ? callProblems({id, words: rest}, usage) : [usage.problem]
}

/** What is wrong with a list of commands, each problem as a sentence that begins with the command. */
export function commandProblems(
  commands: readonly string[],
  host: HostCommands = recordedHostCommands(),
  own: Usages = readOwnCommands(),
): string[] {
  return commands.flatMap((command, index) => {
    const words = shellWords(command)
    const context = {earlier: commands.slice(0, index), host, later: commands.slice(index + 1), own}
    const problems = words ? singleProblems(command, words, context) : ['has an open quote']
    return problems.map(problem => `${command}: ${problem}`)
  })
}

/** A remediation, and where it is. */
export interface PlacedRemediation {
  readonly at: string
  readonly remediation: Remediation
}

/** Every remediation of the catalog. */
export const placedRemediations = (): PlacedRemediation[] => [
  ...readChecks().flatMap(({id, remediation}) =>
    [remediation, ...(remediation.variants ?? [])].map(variant => ({at: `checks/${id}.json`, remediation: variant})),
  ),
  ...readFrameworks().flatMap(({controls, id: framework}) =>
    controls.map(({id, remediation}) => ({at: `frameworks/${framework}.json ${id}`, remediation})),
  ),
]

/** Every problem of the catalog's commands, with the file and the control. */
export function catalogCommandProblems(host: HostCommands = recordedHostCommands()): string[] {
  const own = readOwnCommands()
  return placedRemediations().flatMap(({at, remediation}) =>
    commandProblems(remediation.commands ?? [], host, own).map(problem => `${at}: ${problem}`),
  )
}

// node dist/tools/command-problems.js: prints every command of the catalog that the Heroku CLI would refuse.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = catalogCommandProblems()
  for (const problem of problems) process.stdout.write(`${problem}\n`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
