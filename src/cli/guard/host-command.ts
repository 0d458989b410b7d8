import type {Config} from '@oclif/core/config'
import type {HerokuCommand} from '../../model/heroku-command.js'

import {flagText} from '../../changes/command-effect.js'
import {commandFinder, parseCommand} from '../io/heroku-commands.js'

/** What the class of a command tells of its flags beside what a manifest does. */
export interface CommandClass {
  readonly id: string
  readonly flags?: Readonly<Record<string, {readonly default?: unknown; readonly env?: string} | undefined>>
}

/**
 * A command as the Heroku CLI is about to run it, with the app and the team that it takes from the environment and from
 * the git remote.
 *
 * @throws UserError where the CLI would refuse it
 */
export async function hostCommand(
  config: Pick<Config, 'findCommand'>,
  command: CommandClass,
  argv: readonly string[],
): Promise<HerokuCommand> {
  const definition = commandFinder(config)(command.id)
  if (!definition) throw new Error(`${command.id} is no command`)
  const withoutApp = definition.flags.map(flag => (flag.name === 'app' ? {...flag, isRequired: false} : flag))
  const parsed = await parseCommand({...definition, flags: withoutApp}, argv)
  const flags = {...(await defaults(command, parsed)), ...parsed.flags}
  const isAppMissing = definition.flags.some(({isRequired, name}) => name === 'app' && isRequired) && !flags['app']
  if (isAppMissing) return parseCommand(definition, argv)
  return {...parsed, flags}
}

/** What the flags of the host that are called `app` and `team` say where they aren't given. */
async function defaults({flags = {}}: CommandClass, command: HerokuCommand): Promise<Readonly<Record<string, string>>> {
  const {app, team} = flags
  const {flags: given} = command
  const takesApp = app?.env === 'HEROKU_APP' && given['app'] === undefined
  const takesTeam = typeof team?.default === 'function' && given['team'] === undefined
  const appName = takesApp ? await appOfFolder(flagText(command, 'remote')) : undefined
  const teamName = takesTeam
    ? [process.env['HEROKU_TEAM'], process.env['HEROKU_ORGANIZATION']].find(Boolean)
    : undefined
  return {...(appName ? {app: appName} : {}), ...(teamName ? {team: teamName} : {})}
}

async function appOfFolder(remote: string | undefined): Promise<string | undefined> {
  const fromEnvironment = process.env['HEROKU_APP']
  if (fromEnvironment) return fromEnvironment
  const {configRemote, getGitRemotes} = await import('@heroku-cli/command/lib/git.js')
  const [first, ...others] = getGitRemotes(remote ?? configRemote())
  return others.length === 0 ? first?.app : undefined
}
