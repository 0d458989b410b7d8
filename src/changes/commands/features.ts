import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'
import type {Identity} from '../lookups.js'

import {UserError} from '../../foundation/user-error.js'
import {appOf, flagText, requiredArgument} from '../command-effect.js'
import {bodyByEitherKey, findApp, updateByEitherKey} from '../lookups.js'

const setAppFeature =
  (isEnabled: boolean): CommandEffect =>
  (editor, command) => {
    const app = appOf(editor, command)
    const name = requiredArgument(command, 'feature')
    const features = bodyByEitherKey(editor, 'appFeatures', app)
    const feature = features?.find(other => other.name === name)
    if (features && !feature)
      throw new UserError(`${app.name} has no feature ${name}.`, `heroku features -a ${app.name} lists them.`)
    if (feature?.enabled === isEnabled)
      throw new UserError(
        `${name} is already ${isEnabled ? 'enabled' : 'disabled'} for ${app.name}.`,
        `heroku features -a ${app.name} shows it.`,
      )
    switchFeature(editor, app, name, isEnabled)
  }

/** A feature of the account unless the app has one of that name. No check reads those of the account. */
const setLabsFeature =
  (isEnabled: boolean): CommandEffect =>
  (editor, command) => {
    const name = requiredArgument(command, 'feature')
    const app = flagText(command, 'app')
    if (app !== undefined) switchFeature(editor, findApp(editor, app), name, isEnabled)
    else if (editor.bodiesOf('appFeatures').some(features => features.some(feature => feature.name === name)))
      throw new UserError(`${name} is a feature of apps.`, 'Add --app NAME.')
  }

/** Turns a feature of an app on or off. */
export const switchFeature = (editor: FactEditor, app: Identity, name: string, isEnabled: boolean): void =>
  updateByEitherKey(editor, 'appFeatures', app, features =>
    features.map(feature => (feature.name === name ? {...feature, enabled: isEnabled} : feature)),
  )

export const enableFeature = setAppFeature(true)
export const disableFeature = setAppFeature(false)
export const enableLabsFeature = setLabsFeature(true)
export const disableLabsFeature = setLabsFeature(false)
