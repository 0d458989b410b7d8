import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {forgetData, resolveAddon, updateAddon} from '../addon-records.js'
import {flagText, requiredArgument} from '../command-effect.js'
import {findApp} from '../lookups.js'
import {planFor} from '../new-addon.js'

/** Changes the plan. What the data services said of the add-on was about the plan before. */
export const upgradeAddon: CommandEffect = (editor, command) => {
  const {key, tier} = addonAndTier(requiredArgument(command, 'addon'), command.args['plan'])
  const app = flagText(command, 'app')
  const addon = resolveAddon(editor, key, app === undefined ? undefined : findApp(editor, app))
  const plan = planFor(editor, addon.addon_service?.name, tier.includes('$') ? undefined : tier)
  updateAddon(editor, addon, record => ({...record, plan}))
  forgetData(editor, addon)
}

/** The plan may follow the service: `heroku-redis:premium-2`. */
function addonAndTier(addon: string, plan: string | undefined): {readonly key: string; readonly tier: string} {
  const [service = '', ownTier] = addon.split(':')
  const [key, given] =
    plan === undefined && ownTier !== undefined && !addon.includes('::') ? [service, ownTier] : [addon, plan]
  if (given === undefined) throw new UserError(`Which plan ${addon} is to have isn't said.`, 'Add the name of a plan.')
  return {key, tier: given.includes(':') ? (given.split(':')[1] ?? '') : given}
}
