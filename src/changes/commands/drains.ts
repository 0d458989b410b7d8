import type {App, Drain} from '../../model/facts.js'
import type {UrlOrigin} from '../../model/resource-ref.js'
import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {generationName} from '../../model/generation.js'
import {appOf, commandTarget, requiredArgument, spaceOf} from '../command-effect.js'
import {bodyByEitherKey, forget, isAbsent, updateByEitherKey} from '../lookups.js'

/** A new drain; of its URL, scheme and host are known. */
export const addDrain: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  refuseFir(app)
  const drain = {addon: null, id: editor.newId(), target: commandTarget(requiredArgument(command, 'url'))}
  updateByEitherKey(editor, 'logDrains', app, drains => [...drains, drain])
}

/** A drain is removed by its id, token or URL, of which only the id and the origin of the URL are known. */
export const removeDrain: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const drains = bodyByEitherKey(editor, 'logDrains', app)
  const key = requiredArgument(command, 'url')
  const candidates = drains && drainsNamed(drains, key)
  if (candidates?.length === 0)
    throw new UserError(`${app.name} has no such drain.`, `heroku drains -a ${app.name} lists them.`)
  if (candidates && candidates.length > 1) {
    forget(editor, 'logDrains', app)
    return
  }
  updateByEitherKey(editor, 'logDrains', app, list => list.filter(drain => drain !== candidates?.[0]))
}

/** Which drains a word may name. */
function drainsNamed(drains: readonly Drain[], key: string): readonly Drain[] {
  const exact = drains.filter(({id}) => id === key)
  if (exact.length > 0) return exact
  const target = key.includes('://') ? commandTarget(key) : null
  return drains.filter(drain => isTarget(drain.target, target))
}

/** Whether a drain may lead to a target, as far as both are known. */
const isTarget = (target: Drain['target'], wanted: null | UrlOrigin): boolean =>
  !target || !wanted || (isSame(target.scheme, wanted.scheme) && isSame(target.host, wanted.host))

const isSame = (part: null | string, wanted: null | string): boolean =>
  part === null || wanted === null || part === wanted

/** The drain of a space leads elsewhere. A space that was created without a drain can't get one. */
export const setSpaceDrain: CommandEffect = (editor, command) => {
  const space = spaceOf(editor, command)
  if (generationName(space.generation) === 'fir')
    throw new UserError(
      `${space.name} is a Fir space, which has telemetry drains.`,
      `heroku telemetry:add ENDPOINT --space ${space.name} adds one.`,
    )
  if (isAbsent(editor, 'spaceLogDrain', space))
    throw new UserError(
      `${space.name} has no drain to replace.`,
      'A space gets one only when it is created: heroku spaces:create --log-drain-url URL.',
    )
  const target = commandTarget(requiredArgument(command, 'url'))
  updateByEitherKey(editor, 'spaceLogDrain', space, drain => ({...drain, addon: null, target}))
}

function refuseFir({generation, name}: App): void {
  if (generationName(generation) === 'fir')
    throw new UserError(
      `${name} is a Fir app, which has telemetry drains.`,
      `heroku telemetry:add ENDPOINT -a ${name} adds one.`,
    )
}
