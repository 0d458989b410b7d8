import type {Check, CompiledCheck, Dictionary} from '../model/check.js'
import type {Framework} from '../model/framework.js'

import {UserError} from '../model/errors.js'
import {nearest} from '../model/order.js'
import {compiler} from './ajv.js'
import {checkCompiler} from './compile.js'
import {listCatalog, readCatalog} from './read.js'

/** The fields that checks may name, by kind of subject. */
export const readFields = (): Dictionary => readCatalog('./fields.json')

export const readChecks = (): Check[] => listCatalog('./checks/').map(id => readCatalog(`./checks/${id}.json`))

export const readFrameworks = (): Framework[] => listCatalog('./frameworks/').map(id => readCatalog(`./frameworks/${id}.json`))

/** What a run judges by. */
export interface Catalog {
  readonly frameworks: readonly Framework[]
  /** The checks that the frameworks use; with `all`, those too that none uses. */
  readonly checks: readonly CompiledCheck[]
}

/**
 * The frameworks by ids or aliases, each once, with their checks compiled. `all` is every bundled framework.
 *
 * @throws UserError naming the nearest id, if one is not known
 */
export function loadCatalog(ids: readonly string[]): Catalog {
  const bundled = readFrameworks()
  const all = ids.includes('all')
  const named = ids.filter(id => id !== 'all').map(id => chosen(bundled, id))
  const frameworks = all ? bundled : [...new Set(named)]
  const wanted = new Set(frameworks.flatMap(({controls}) => controls.flatMap(({boundary = [], checks}) => [...checks, ...boundary])))
  const compile = checkCompiler(compiler(), readFields())
  return {checks: readChecks().filter(({id}) => all || wanted.has(id)).map(check => compile(check)), frameworks}
}

function chosen(bundled: readonly Framework[], id: string): Framework {
  const found = bundled.find(framework => framework.id === id || framework.aliases.includes(id))
  if (found) return found
  const known = ['all', ...bundled.flatMap(framework => [framework.id, ...framework.aliases])]
  const near = nearest(id, known)
  throw new UserError(`There is no framework "${id}".`, `${near ? `Did you mean ${near}? ` : ''}Known are ${known.join(', ')}.`)
}
