import type {ControlRef} from '../model/observation.js'
import type {FrameworkResult} from '../model/report.js'
import type {Arguments, Parameter, Source} from './tool.js'

import {groupBy} from '../foundation/collections.js'
import {nearest} from '../foundation/suggestion.js'
import {frameworkNamed} from '../explain/find-entry.js'
import {stringOf, ToolError} from './tool.js'

/** The parameter that chooses a framework. */
export const frameworkParameter: Parameter = {
  description: 'only this framework: its id or an alias, such as pci',
  type: 'string',
}

/**
 * The frameworks of the report, or the one that a call names.
 *
 * @throws ToolError where the report wasn't assessed against it
 */
export function chosenFrameworks(given: Arguments, source: Source): readonly FrameworkResult[] {
  const name = stringOf(given, 'framework')
  const {frameworks} = source.report
  if (name === undefined) return frameworks
  const own = frameworks.find(({id}) => id === name)
  if (own) return [own]
  const named = frameworkNamed(name, source.catalog().frameworks)
  const found = frameworks.find(({id}) => id === named?.id)
  if (found) return [found]
  const ids = frameworks.map(({id}) => id)
  const closest = nearest(name, ids)
  throw new ToolError(
    'The report was not assessed against this framework; summary lists those that it was.',
    closest === undefined ? ids : [closest],
  )
}

/** Controls as `FRAMEWORK: ID, ID`, a text for each framework. */
export const controlTexts = (refs: readonly ControlRef[]): string[] =>
  [...groupBy(refs, ({framework}) => framework)].map(
    ([framework, ofFramework]) => `${framework}: ${ofFramework.map(({control}) => control).join(', ')}`,
  )
