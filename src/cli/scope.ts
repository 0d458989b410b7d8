import type {Scope} from '../model/snapshot.js'
import type {ScopeFlags} from './flags.js'

import {UserError} from '../foundation/user-error.js'
import {assertAtMostOne} from './io/flag-conflicts.js'
import {availableHint} from './io/suggestion.js'

/** How to find a name. */
const nameHints = {
  app: 'heroku apps --all lists the apps.',
  pipeline: 'heroku pipelines lists the pipelines.',
  space: 'heroku spaces lists the spaces.',
  team: 'heroku teams lists the teams.',
} as const

const scopeFlagNames = '--app, --space, --team, --pipeline or --all'

/** The scope flags that were given, as `--app pay-web`. */
export function givenScopes(flags: ScopeFlags): string[] {
  const namedScopes = (['app', 'pipeline', 'remote', 'space', 'team'] as const).flatMap(name =>
    flags[name] === undefined ? [] : [`--${name} ${flags[name]}`],
  )
  return [...(flags.all ? ['--all'] : []), ...namedScopes]
}

/**
 * The scope that was given, else the app of HEROKU_APP or of the git remote.
 *
 * @throws UserError where no scope or several were given
 */
export async function parseScope(flags: ScopeFlags): Promise<Scope> {
  const given = givenScopes(flags)
  assertAtMostOne(given, 'Choose one scope')
  if (flags.all) return {kind: 'all'}
  for (const kind of ['app', 'pipeline', 'space', 'team'] as const) {
    const name = flags[kind]
    if (name === '') throw new UserError(`--${kind} needs a name.`, nameHints[kind])
    if (name !== undefined) return {kind, name}
  }

  if (flags.remote === '') throw new UserError('--remote needs a name.', 'git remote lists the remotes of this folder.')
  return {kind: 'app', name: await defaultApp(flags.remote)}
}

/**
 * The app of HEROKU_APP or of the git remote, as the host's own commands choose it.
 *
 * @throws UserError where there is none, or several
 */
export async function defaultApp(remote: string | undefined): Promise<string> {
  const fromEnvironment = process.env['HEROKU_APP']
  if (fromEnvironment && remote === undefined) return fromEnvironment
  const {configRemote, getGitRemotes} = await import('@heroku-cli/command/lib/git.js')
  const remoteName = remote ?? configRemote()
  const remotes = getGitRemotes(remoteName)
  const [firstRemote, ...otherRemotes] = remotes
  if (firstRemote && otherRemotes.length === 0) return firstRemote.app
  if (firstRemote) {
    const apps = remotes.map(({app, remote: name}) => `${app} (${name})`)
    throw new UserError(
      `This folder has git remotes of several apps: ${apps.join(', ')}.`,
      `Choose one with --app ${firstRemote.app} or --remote ${firstRemote.remote}.`,
    )
  }

  if (remote !== undefined)
    throw new UserError(
      `This folder has no git remote ${remote} of a Heroku app.`,
      remoteHint(
        remote,
        getGitRemotes(undefined).map(({remote: name}) => name),
      ),
    )
  throw new UserError(
    'No scope was given, and this folder has no git remote of a Heroku app.',
    `Choose ${scopeFlagNames}; heroku compliance:check --sample needs no account.`,
  )
}

function remoteHint(given: string, remotes: readonly string[]): string {
  if (remotes.length === 0) return 'To add one, run heroku git:remote --app APP; or choose an app with --app APP.'
  return availableHint(given, remotes)
}
