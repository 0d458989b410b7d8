import type {HerokuCommand} from '../../model/heroku-command.js'
import type {CommandEffect} from '../command-effect.js'

import {knownWord, requiredFlag} from '../command-effect.js'
import {findPipeline} from '../lookups.js'

/** Where review apps go isn't known. Flags change settings that no check reads. */
export const enableReviewApps: CommandEffect = (editor, command) => {
  const {id} = findPipeline(editor, knownWord(command, requiredFlag(command, 'pipeline')))
  if (changesSettings(command) || editor.bodyOf('reviewAppConfig', id)) return
  editor.put('reviewAppConfig', [id], {})
}

/** Flags change settings that no check reads. */
export const disableReviewApps: CommandEffect = (editor, command) => {
  const {id} = findPipeline(editor, knownWord(command, requiredFlag(command, 'pipeline')))
  if (!changesSettings(command)) editor.putAbsent('reviewAppConfig', id)
}

const settings: readonly string[] = [
  'autodeploy',
  'autodestroy',
  'no-autodeploy',
  'no-autodestroy',
  'no-wait-for-ci',
  'wait-for-ci',
]

const changesSettings = ({flags}: HerokuCommand): boolean => settings.some(name => flags[name] === true)
