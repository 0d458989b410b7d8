import type {CommandEffect} from '../command-effect.js'

import {appOf, flagText, requiredArgument} from '../command-effect.js'
import {addAddon} from '../new-addon.js'

export const createAddon: CommandEffect = (editor, command) => {
  const servicePlan = requiredArgument(command, 'service:plan')
  addAddon(editor, appOf(editor, command), {
    as: flagText(command, 'as'),
    config: serviceOptions(command.words.filter(word => word !== servicePlan)),
    name: flagText(command, 'name'),
    servicePlan,
  })
}

/** What follows `--`: options of the service, such as `--fork DATABASE` or `--fork=DATABASE`. */
function serviceOptions(words: readonly string[]): Readonly<Record<string, string | true>> {
  const options: Record<string, string | true> = {}
  for (const [index, word] of words.entries()) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/.exec(word) ?? []
    const next = words[index + 1]
    if (name !== undefined) options[name] = value ?? (next === undefined || next.startsWith('--') ? true : next)
  }

  return options
}
