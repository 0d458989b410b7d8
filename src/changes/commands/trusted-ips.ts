import type {FactTypes} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {isVariable, requiredArgument, spaceOf} from '../command-effect.js'
import {bodyByEitherKey, forget, updateByEitherKey} from '../lookups.js'

type Ruleset = FactTypes['inboundRuleset']

/** One more range. */
export const addTrustedRange: CommandEffect = (editor, command) => {
  const space = spaceOf(editor, command)
  const source = requiredArgument(command, 'source')
  if (bodyByEitherKey(editor, 'inboundRuleset', space)?.rules.some(rule => rule.source === source))
    throw new UserError(`${space.name} trusts ${source} already.`, 'Nothing would change.')
  const added = {action: 'allow', source: isVariable(source) ? null : source}
  updateByEitherKey(editor, 'inboundRuleset', space, ruleset => withRules(ruleset, [...ruleset.rules, added]))
}

/** Without every rule for a range, whatever it allows. */
export const removeTrustedRange: CommandEffect = (editor, command) => {
  const space = spaceOf(editor, command)
  const source = requiredArgument(command, 'source')
  if (isVariable(source)) {
    forget(editor, 'inboundRuleset', space)
    return
  }
  if (bodyByEitherKey(editor, 'inboundRuleset', space)?.rules.every(rule => rule.source !== source))
    throw new UserError(
      `${space.name} has no trusted range ${source}.`,
      `heroku spaces:trusted-ips --space ${space.name} lists them.`,
    )
  updateByEitherKey(editor, 'inboundRuleset', space, ruleset =>
    withRules(
      ruleset,
      ruleset.rules.filter(rule => rule.source !== source),
    ),
  )
}

/** Changed rules take a while to be applied, so that isn't known; some spaces don't say it at all. */
function withRules({applied, ...ruleset}: Ruleset, rules: Ruleset['rules']): Ruleset {
  return {...ruleset, ...(applied === undefined ? {} : {applied: null}), rules}
}
