import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

interface OclifFlag {
  readonly char?: string
  readonly options?: readonly string[]
  readonly required?: boolean
  readonly type: 'boolean' | 'option'
}

interface OclifArgument {
  readonly options?: readonly string[]
  readonly required?: boolean
}

/** The part of an oclif manifest that says how its commands are called. */
export interface OclifManifest {
  readonly commands: Readonly<Record<string, OclifCommand>>
  readonly version: string
}

interface OclifCommand {
  readonly aliases?: readonly string[]
  readonly args: Readonly<Record<string, OclifArgument>>
  readonly flags: Readonly<Record<string, OclifFlag>>
  readonly hiddenAliases?: readonly string[]
  readonly strict?: boolean
}

/**
 * Commands by their ids, each as a line of words: `<required>` and `[optional]` arguments, `...` where more may follow,
 * and flags such as `-a|--app=!`, with `=` if they take a value and `!` if they must be given. Allowed values follow in
 * parentheses: `--generation=(cedar|fir)`.
 */
export type Usages = Readonly<Record<string, string>>

/** Commands that need a plugin. */
export interface PluginCommands {
  readonly commands: Usages
  /** The names by which `heroku plugins:install` finds it. */
  readonly install: readonly string[]
  readonly source: string
  readonly version: string
}

/** The commands that a remediation can use, and where they come from. */
export interface HostCommands {
  readonly commands: Usages
  /** Canonical ids by alias. */
  readonly aliases: Readonly<Record<string, string>>
  readonly plugins: readonly PluginCommands[]
  readonly version: string
}

const valuesText = (options: readonly string[] | undefined) => (options ? `(${options.join('|')})` : '')

const argumentText = ([name, {options, required}]: readonly [string, OclifArgument]) =>
  `${required ? `<${name}>` : `[${name}]`}${valuesText(options)}`

const flagText = ([name, {char, options, required, type}]: readonly [string, OclifFlag]) =>
  `${char ? `-${char}|` : ''}--${name}${type === 'option' ? `=${valuesText(options)}` : ''}${required ? '!' : ''}`

const usageOf = ({args, flags, strict}: OclifCommand): string =>
  [
    ...Object.entries(args).map(entry => argumentText(entry)),
    ...(strict === false ? ['...'] : []),
    ...Object.entries(flags)
      .filter(([name]) => name !== 'prompt')
      .map(entry => flagText(entry)),
  ].join(' ')

/** The usages of a manifest's commands, aliases included. */
export const usagesOf = ({commands}: OclifManifest): Usages =>
  Object.fromEntries(
    Object.entries(commands)
      .flatMap(([id, command]) =>
        [id, ...(command.aliases ?? []), ...(command.hiddenAliases ?? [])].map(
          name => [name, usageOf(command)] as const,
        ),
      )
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  )

const aliasesOf = ({commands}: OclifManifest): HostCommands['aliases'] =>
  Object.fromEntries(
    Object.entries(commands).flatMap(([id, {aliases = [], hiddenAliases = []}]) =>
      [...aliases, ...hiddenAliases].map(alias => [alias, id] as const),
    ),
  )

/** Bundled plugins whose commands are commands of the CLI. */
const bundled = ['commands', 'help', 'plugins', 'search', 'update', 'version', 'which'].map(
  name => `@oclif/plugin-${name}`,
)

/** The commands of a Heroku CLI in a node_modules folder, and its version. */
export function readHostCommands(modules: string): Omit<HostCommands, 'plugins'> {
  const manifest = (name: string) =>
    JSON.parse(readFileSync(path.join(modules, name, 'oclif.manifest.json'), 'utf8')) as OclifManifest
  const heroku = manifest('heroku')
  return {
    aliases: aliasesOf(heroku),
    commands: Object.assign({}, ...bundled.map(name => usagesOf(manifest(name))), usagesOf(heroku)) as Usages,
    version: heroku.version,
  }
}

/** The commands of this plugin. */
export const readOwnCommands = (): Usages =>
  usagesOf(JSON.parse(readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8')) as OclifManifest)

const file = new URL('../../src/catalog/host-commands.json', import.meta.url)

/** The commands on file. */
export const recordedHostCommands = (): HostCommands => JSON.parse(readFileSync(file, 'utf8')) as HostCommands

// node dist/tools/host-commands.js NODE_MODULES: records the commands of the CLI there; plugins are kept as they are.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , modules = ''] = process.argv
  const {plugins} = recordedHostCommands()
  writeFileSync(file, `${JSON.stringify({...readHostCommands(modules), plugins}, null, 2)}\n`)
}
