import type {Command} from '@oclif/core/command'
import type {Config} from '@oclif/core/config'
import type {ArgInput, FlagInput} from '@oclif/core/parser'
import type {CommandDefinition, FlagDefinition, HerokuCommand} from '../../model/heroku-command.js'

import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import {parse} from '@oclif/core/parser'

import {recordedCommand} from '../../catalog/host-commands.js'
import {lowerFirst} from '../../foundation/text.js'
import {UserError} from '../../foundation/user-error.js'

/** Finds how a command is called, by its id or an alias. */
export type FindCommand = (name: string) => CommandDefinition | undefined

type HostConfig = Pick<Config, 'findCommand'> & Partial<Pick<Config, 'commands'>>

/** By the definitions of the CLI that runs, else by those on record: its plugins may not be installed here. */
export const commandFinder =
  (config: HostConfig): FindCommand =>
  name => {
    const command = config.findCommand(name)
    return command ? {...definitionOf(command), id: canonicalId(config, command)} : recordedCommand(name)
  }

/** The CLI knows a command under an alias as a copy of it, which has the alias for its id. */
function canonicalId({commands = []}: HostConfig, {aliases, id, pluginName}: Command.Loadable): string {
  // A manifest of an older oclif may leave them out.
  if (!(aliases as readonly string[] | undefined)?.includes(id)) return id
  const original = commands.find(
    candidate =>
      candidate.pluginName === pluginName &&
      candidate.aliases.includes(id) &&
      !candidate.aliases.includes(candidate.id),
  )
  return original?.id ?? recordedCommand(id)?.id ?? id
}

/** The definition of a command of the CLI, from its class or from the manifest. */
export function definitionOf(command: {
  readonly id: string
  readonly args?: Readonly<
    Record<string, {readonly options?: readonly string[] | undefined; readonly required?: boolean | undefined}>
  >
  readonly flags?: Readonly<Record<string, unknown>>
  readonly strict?: boolean | undefined
}): CommandDefinition {
  return {
    args: Object.entries(command.args ?? {}).map(([name, {options, required = false}]) => ({
      name,
      required,
      ...(options ? {options} : {}),
    })),
    flags: Object.entries(command.flags ?? {}).map(([name, flag]) => flagDefinition(name, flag as HostFlag)),
    id: command.id,
    isOpenEnded: command.strict === false,
  }
}

interface HostFlag {
  readonly char?: string
  readonly env?: string
  readonly multiple?: boolean
  readonly options?: readonly string[]
  readonly required?: boolean
  readonly type?: string
}

const flagDefinition = (name: string, {char, env, multiple, options, required, type}: HostFlag): FlagDefinition => ({
  isRequired: required === true,
  name,
  takesValue: type === 'option',
  ...(char === undefined ? {} : {char}),
  ...(env === 'HEROKU_APP' ? {isFromFolder: true} : {}),
  ...(multiple ? {isMultiple: true} : {}),
  ...(options ? {options} : {}),
})

/**
 * The app of the environment or of the git remote. Where it isn't required, there may be none.
 *
 * @throws UserError where it is required, and none, or no single one, is known
 */
export type DefaultApp = (remote: string | undefined, isRequired: boolean) => Promise<string | undefined>

/**
 * Parses what follows a command as the CLI would. Values that the CLI would take from the environment or the git remote
 * are given by `defaults`.
 *
 * @throws UserError where the CLI would refuse it
 */
export async function parseCommand(
  definition: CommandDefinition,
  argv: readonly string[],
  defaults: {readonly app?: DefaultApp} = {},
): Promise<HerokuCommand> {
  const {id, isOpenEnded} = definition
  try {
    const {
      args,
      argv: words,
      flags,
    } = await parse([...argv], {
      '--': true,
      args: argsInput(definition),
      flags: flagsInput(definition),
      strict: !isOpenEnded,
    })
    return await withDefaultApp(
      definition,
      {
        args,
        flags: flags as HerokuCommand['flags'],
        id,
        words: words.map(word => String(word)),
      },
      defaults.app,
    )
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`heroku ${id}: ${parseProblem(error)}.`, `heroku ${id} --help shows how it is called.`)
  }
}

/** What the parser says, on one line. */
function parseProblem(error: unknown): string {
  const [text = ''] = (error instanceof Error ? error.message : String(error)).split('\nSee more help')
  const lines = text.split('\n').map(line => line.trim().replaceAll(/\s+/g, ' '))
  const sentence = lines.filter(line => line !== '').join('; ')
  return lowerFirst(sentence.replaceAll(':;', ':').replace(/[.;:]+$/, ''))
}

/** The app of the environment or the git remote, where the CLI would take it from there. */
async function withDefaultApp(
  {flags: definitions}: CommandDefinition,
  command: HerokuCommand,
  defaultApp: DefaultApp | undefined,
): Promise<HerokuCommand> {
  const definition = definitions.find(({name}) => name === 'app')
  if (!definition || !canBeLeftOut(definition) || command.flags['app'] !== undefined) return command
  const {isRequired} = definition
  if (!defaultApp && isRequired) throw new UserError(`heroku ${command.id} needs --app.`, 'Add --app NAME.')
  const {remote} = command.flags
  const app = await defaultApp?.(typeof remote === 'string' ? remote : undefined, isRequired)
  return app === undefined ? command : {...command, flags: {...command.flags, app}}
}

const canBeLeftOut = ({isFromFolder, isRequired}: FlagDefinition): boolean => isRequired || isFromFolder === true

const argsInput = ({args}: CommandDefinition): ArgInput =>
  Object.fromEntries(
    args.map(({name, options, required}) => [
      name,
      Args.string({required, ...(options ? {options: [...options]} : {})}),
    ]),
  )

const flagsInput = ({flags}: CommandDefinition): FlagInput =>
  Object.fromEntries(flags.map(flag => [flag.name, flagInput(flag)]))

/** An app that is left out is filled in later; whatever else is required, is required here. */
function flagInput({char, isMultiple, isRequired, name, options, takesValue}: FlagDefinition): FlagInput[string] {
  const short = char === undefined ? {} : {char: char as 'a'}
  if (!takesValue) return Flags.boolean(short)
  const value = {...short, required: isRequired && name !== 'app', ...(options ? {options: [...options]} : {})}
  return isMultiple ? Flags.string({...value, multiple: true}) : Flags.string(value)
}
