import type {App} from '../../model/facts.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'
import type {Installations} from '../installations.js'

import {UserError} from '../../foundation/user-error.js'
import {appOf, flagText, isVariable, requiredArgument} from '../command-effect.js'
import {changeInstallations, installationOf, installationsOf, isInstallationOf} from '../installations.js'
import {forget} from '../lookups.js'

/** What is installed runs with the next build; what the builds so far ran stays as it is. */
const insertBuildpack =
  (replaced: 0 | 1, defaultPosition: (count: number) => number): CommandEffect =>
  (editor, command) => {
    const app = appOf(editor, command)
    const buildpack = requiredArgument(command, 'buildpack')
    if (hasUnknownIndex(editor, command, app)) return
    const installed = installationsOf(editor, app)
    if (installed?.some(installation => isInstallationOf(installation, buildpack)))
      throw new UserError(`${app.name} has the buildpack ${buildpack} already.`, listed(app))
    const added = installationOf(editor, buildpack)
    changeInstallations(editor, app, installations => {
      const position = positionOf(command, installations) ?? defaultPosition(installations.length)
      return installations.toSpliced(position, replaced, added)
    })
  }

/** Goes to the end unless an index is given. */
export const addBuildpack = insertBuildpack(0, count => count)
/** Replaces the first unless an index is given. */
export const setBuildpack = insertBuildpack(1, () => 0)

export const removeBuildpack: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const {buildpack} = command.args
  const isVague = buildpack !== undefined && isVariable(buildpack)
  if (hasUnknownIndex(editor, command, app, isVague)) return
  const position = removedPosition(command, installationsOf(editor, app) ?? [])
  if (installationsOf(editor, app) && position === -1)
    throw new UserError(`${app.name} has no such buildpack.`, listed(app))
  changeInstallations(editor, app, installations => installations.toSpliced(position, 1))
}

/** The next build then finds out which buildpacks it needs. */
export const clearBuildpacks: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  installationsOf(editor, app)
  changeInstallations(editor, app, () => [])
}

const listed = ({name}: App): string => `heroku buildpacks -a ${name} lists them.`

/** Which buildpack a variable of the shell means isn't known. */
function hasUnknownIndex(editor: FactEditor, command: HerokuCommand, app: App, isVague = false): boolean {
  const isUnknown = isVague || isVariable(flagText(command, 'index') ?? '')
  if (isUnknown) forget(editor, 'buildpackInstallations', app)
  return isUnknown
}

/** The position that an index means; the end where it is beyond. Undefined where none is given. */
function positionOf(command: HerokuCommand, {length}: Installations): number | undefined {
  const index = flagText(command, 'index')
  if (index === undefined) return undefined
  const position = Number(index) - 1
  if (!Number.isInteger(position) || position < 0)
    throw new UserError(`The index ${index} isn't the position of a buildpack.`, 'The first is 1.')
  return Math.min(position, length)
}

function removedPosition(command: HerokuCommand, installations: Installations): number {
  const {buildpack} = command.args
  const position = positionOf(command, installations)
  if ((position === undefined) === (buildpack === undefined))
    throw new UserError("Which buildpack is to be removed isn't said.", 'Give its name or its --index, not both.')
  if (position !== undefined) return position < installations.length ? position : -1
  return installations.findIndex(installation => isInstallationOf(installation, buildpack ?? ''))
}
