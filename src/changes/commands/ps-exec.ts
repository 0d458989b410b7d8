import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {generationName} from '../../model/generation.js'
import {appOf} from '../command-effect.js'
import {changeInstallations, installationOf, installationsOf, isInstallationOf} from '../installations.js'
import {switchFeature} from './features.js'

const buildpack = 'heroku/exec'

/** Connecting to a dyno turns Heroku Exec on; in a space, it comes with a buildpack. */
export const connectToDyno: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  if (generationName(app.generation) === 'fir')
    throw new UserError(
      `${app.name} is on Fir, which has no Heroku Exec.`,
      'heroku run:inside runs a command in a dyno.',
    )
  if (app.space?.shield)
    throw new UserError(`${app.name} is in a Shield space, where Heroku Exec is restricted.`, 'Run a one-off dyno.')
  switchFeature(editor, app, 'runtime-heroku-exec', true)
  const installed = installationsOf(editor, app) ?? []
  const isThere = installed.some(installation => isInstallationOf(installation, buildpack))
  if (app.space && !isThere)
    changeInstallations(editor, app, installations => [installationOf(editor, buildpack), ...installations])
}
