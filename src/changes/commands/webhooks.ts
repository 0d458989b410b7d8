import type {HerokuCommand} from '../../model/heroku-command.js'
import type {FactTypes} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {appOf, commandTarget, flagText, isVariable, requiredArgument, requiredFlag} from '../command-effect.js'
import {bodyByEitherKey, forget, updateByEitherKey} from '../lookups.js'

type Webhook = FactTypes['webhooks'][number]

/** A new webhook of an app. What a pipeline is told of, no check reads. */
export const addWebhook: CommandEffect = (editor, command) => {
  if (isOfPipeline(command)) return
  const webhook = {id: editor.newId(), ...settingsIn(command)}
  updateByEitherKey(editor, 'webhooks', appOf(editor, command), webhooks => [...webhooks, webhook])
}

/** A removed webhook is in no list. */
export const removeWebhook: CommandEffect = (editor, command) =>
  changeWebhook(editor, command, (webhooks, id) => webhooks.filter(webhook => webhook.id !== id))

/** A webhook with other settings. */
export const updateWebhook: CommandEffect = (editor, command) =>
  changeWebhook(editor, command, (webhooks, id) =>
    webhooks.map(webhook => (webhook.id === id ? {...webhook, ...settingsIn(command)} : webhook)),
  )

function changeWebhook(
  editor: FactEditor,
  command: HerokuCommand,
  change: (webhooks: readonly Webhook[], id: string) => readonly Webhook[],
): void {
  if (isOfPipeline(command)) return
  const app = appOf(editor, command)
  const id = requiredArgument(command, 'id')
  if (isVariable(id)) {
    forget(editor, 'webhooks', app)
    return
  }
  const webhooks = bodyByEitherKey(editor, 'webhooks', app)
  if (webhooks?.every(webhook => webhook.id !== id))
    throw new UserError(`${app.name} has no webhook ${id}.`, `heroku webhooks -a ${app.name} lists them.`)
  updateByEitherKey(editor, 'webhooks', app, list => change(list, id))
}

const isOfPipeline = (command: HerokuCommand): boolean => flagText(command, 'pipeline') !== undefined

/** What --include, --level and --url say; a shell variable says nothing. */
function settingsIn(command: HerokuCommand): Pick<Webhook, 'include' | 'level' | 'target'> {
  const include = requiredFlag(command, 'include')
  const level = requiredFlag(command, 'level')
  return {
    include: include.includes('$') ? null : include.split(',').map(event => event.trim()),
    level: isVariable(level) ? null : level,
    target: commandTarget(requiredFlag(command, 'url')),
  }
}
