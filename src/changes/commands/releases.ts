import type {Release} from '../../model/code-facts.js'
import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {maxReleases} from '../../model/release.js'
import {appOf} from '../command-effect.js'
import {bodyByEitherKey, forget, updateByEitherKey} from '../lookups.js'

/** A new release of older code. Which one the Heroku CLI picks by itself isn't among the facts. */
export const rollBackRelease: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const version = Number(/^v?(\d+)$/i.exec(command.args['release'] ?? '')?.[1])
  const releases = bodyByEitherKey(editor, 'releases', app)
  const target = releases?.find(release => release.version === version)
  if (!target) {
    forget(editor, 'releases', app)
    return
  }

  if (target.status === 'failed')
    throw new UserError(`Release v${version} of ${app.name} failed.`, 'Roll back to one that ran.')
  updateByEitherKey(editor, 'releases', app, older =>
    [
      {...target, created_at: editor.at, description: `Rollback to v${version}`, version: nextVersion(older)},
      ...older,
    ].slice(0, maxReleases),
  )
}

const nextVersion = (releases: readonly Release[]): number =>
  Math.max(0, ...releases.map(({version}) => version ?? 0)) + 1

/** Whether the release that is tried again succeeds isn't known. */
export const retryRelease: CommandEffect = (editor, command) => forget(editor, 'releases', appOf(editor, command))
