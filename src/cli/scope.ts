import type {Scope} from '../model/snapshot.js'
import type {ScopeFlags} from './flags.js'

import {UserError} from '../foundation/user-error.js'

const scopeFlagNames = '--app, --space, --team, --pipeline or --all'

/** The scope flags that were typed, as `--app pay-web`. */
export function givenScopes(flags: ScopeFlags): string[] {
  const namedScopes = (['app', 'pipeline', 'remote', 'space', 'team'] as const).flatMap(name =>
    flags[name] === undefined ? [] : [`--${name} ${flags[name]}`],
  )
  return [...(flags.all ? ['--all'] : []), ...namedScopes]
}

/**
 * The scope that was typed, or else the app of HEROKU_APP or of the git remote.
 *
 * @throws UserError where none or more than one is meant
 */
export async function parseScope(flags: ScopeFlags): Promise<Scope> {
  const given = givenScopes(flags)
  if (given.length > 1) throw new UserError(`Choose one scope: ${given.join(' and ')} were typed.`)
  if (flags.all) return {kind: 'all'}
  for (const kind of ['app', 'pipeline', 'space', 'team'] as const) {
    const name = flags[kind]
    if (name === '') throw new UserError(`--${kind} needs a name.`)
    if (name !== undefined) return {kind, name}
  }

  if (flags.remote === '') throw new UserError('--remote needs a name.')
  return {kind: 'app', name: await defaultApp(flags.remote)}
}

async function defaultApp(remote: string | undefined): Promise<string> {
  const fromEnvironment = process.env['HEROKU_APP']
  if (fromEnvironment && remote === undefined) return fromEnvironment
  const {configRemote, getGitRemotes} = await import('@heroku-cli/command/lib/git.js')
  const remoteName = remote ?? configRemote()
  const remotes = getGitRemotes(remoteName)
  const [firstRemote, ...otherRemotes] = remotes
  if (firstRemote && otherRemotes.length === 0) return firstRemote.app
  if (firstRemote) {
    throw new UserError(
      `This folder has several apps as git remotes: ${remotes.map(({app, remote: name}) => `${app} (${name})`).join(', ')}.`,
      `Choose one with --app ${firstRemote.app} or --remote ${firstRemote.remote}.`,
    )
  }

  if (remote !== undefined) throw new UserError(`There is no git remote ${remote} of a Heroku app in this folder.`)
  throw new UserError(
    'What is to be judged? There is no app in the git remotes of this folder.',
    `Choose with ${scopeFlagNames}; heroku compliance:check --sample needs no account.`,
  )
}
