import type {App, Space} from '../model/facts.js'
import type {HerokuCommand} from '../model/heroku-command.js'
import type {UrlOrigin} from '../model/resource-ref.js'
import type {FactEditor} from './fact-editor.js'

import {UserError} from '../foundation/user-error.js'
import {urlTarget} from '../model/url-target.js'
import {findApp, findSpace} from './lookups.js'

/**
 * What a command does to facts, as Heroku does it. What the command doesn't say is left to be a gap.
 *
 * @throws MissingFactError where the facts don't have what the command names
 * @throws UserError where Heroku would refuse the command
 */
export type CommandEffect = (editor: FactEditor, command: HerokuCommand) => void

/** The text of a flag; undefined where it wasn't given. */
export function flagText({flags}: HerokuCommand, name: string): string | undefined {
  const given = flags[name]
  return typeof given === 'string' ? given : undefined
}

/** The text of a flag that the command needs. */
export function requiredFlag(command: HerokuCommand, name: string): string {
  const given = flagText(command, name)
  if (given === undefined) throw new UserError(`${command.id} needs --${name}.`, `Add --${name}.`)
  return given
}

/** An argument that the command needs. */
export function requiredArgument({args, id}: HerokuCommand, name: string): string {
  const given = args[name]
  if (given === undefined) throw new UserError(`${id} needs ${name}.`, `Try heroku ${id} --help.`)
  return given
}

/** Whether a word is a variable of the shell, whose value isn't known. */
export const isVariable = (word: string): boolean => word.startsWith('$')

/** A word that says which resource is meant, and so has to be known. */
export function knownWord({id}: HerokuCommand, word: string): string {
  if (isVariable(word))
    throw new UserError(`What ${id} does depends on ${word}, which isn't known.`, 'Write its value.')
  return word
}

/** The app of --app. */
export const appOf = (editor: FactEditor, command: HerokuCommand): App => findApp(editor, requiredFlag(command, 'app'))

/** The space of --space, or of the argument that some commands take instead. */
export function spaceOf(editor: FactEditor, command: HerokuCommand): Space {
  const name = flagText(command, 'space') ?? command.args['space']
  if (name === undefined) throw new UserError(`${command.id} needs --space.`, 'Add --space.')
  return findSpace(editor, name)
}

/**
 * Scheme and host of a URL in a command, as they are kept of URLs that Heroku shows. What a shell variable may change
 * isn't known.
 */
export function commandTarget(url: string): null | UrlOrigin {
  if (!url.includes('$')) return urlTarget(url)
  const [, scheme, authority = '$'] = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)/i.exec(url) ?? []
  if (scheme === undefined) return null
  return authority.includes('$') ? {host: null, scheme: scheme.toLowerCase()} : urlTarget(url)
}
