import type {Check} from '../model/check.js'
import type {Framework} from '../model/framework.js'
import type {CatalogView} from './catalog-view.js'
import type {RelatedControl} from './control-relations.js'
import type {ControlMatch} from './framework.js'

import {distinct} from '../foundation/collections.js'
import {beginsWithName, isSameName, nearest} from '../foundation/suggestion.js'
import {splitName} from '../model/framework.js'
import {controlsMappingTo} from './control-relations.js'
import {mappedBySection} from './control-relations-text.js'

/** What an id stands for in the catalog; the controls of one id may be of several frameworks. */
export type Entry =
  | {readonly kind: 'check'; readonly check: Check}
  | {readonly kind: 'controls'; readonly matches: readonly ControlMatch[]}
  | {readonly kind: 'framework'; readonly framework: Framework}
  /** A control of NIST SP 800-53 that only crosswalks name. */
  | {readonly kind: 'nist'; readonly id: string; readonly mappedBy: readonly RelatedControl[]}

/** A framework by its id or an alias, whatever its case and punctuation. */
export function frameworkNamed(name: string, frameworks: readonly Framework[]): Framework | undefined {
  return (
    frameworks.find(({aliases, id}) => [id, ...aliases].includes(name.toLowerCase())) ??
    frameworks.find(({aliases, id}) => [id, ...aliases].some(known => isSameName(known, name)))
  )
}

/** A framework, check or control by its id, or a control as FRAMEWORK:CONTROL; undefined where there is none. */
export function findEntry(given: string, catalog: CatalogView): Entry | undefined {
  const framework = frameworkNamed(given, catalog.frameworks)
  if (framework) return {framework, kind: 'framework'}
  const check = catalog.checks.find(({id}) => id === given.toLowerCase() || isSameName(id, given))
  if (check) return {check, kind: 'check'}
  return controlsNamed(given, catalog.frameworks) ?? nistControl(given, catalog) ?? looselyNamed(given, catalog)
}

/** Controls by their id, and those of one framework where it is named before the id. */
function controlsNamed(given: string, frameworks: readonly Framework[]): Entry | undefined {
  const matches = controlsWithId(given, frameworks)
  if (matches.length > 0) return {kind: 'controls', matches}
  const parts = splitName(given)
  const framework = parts && frameworkNamed(parts.framework, frameworks)
  const ofFramework = framework ? controlsWithId(parts.control, [framework]) : []
  return ofFramework.length > 0 ? {kind: 'controls', matches: ofFramework} : undefined
}

const controlsWithId = (id: string, frameworks: readonly Framework[]): ControlMatch[] =>
  frameworks.flatMap(framework =>
    framework.controls
      .filter(control => control.id.toLowerCase() === id.toLowerCase())
      .map(control => ({control, framework})),
  )

function nistControl(given: string, {frameworks}: CatalogView): Entry | undefined {
  const id = given.toUpperCase()
  const mappedBy = controlsMappingTo(id, frameworks)
  return mappedBy.length > 0 ? {id, kind: 'nist', mappedBy} : undefined
}

/** The control that an id without its punctuation can only mean, such as SC7 for SC-7. */
function looselyNamed(given: string, {frameworks}: CatalogView): Entry | undefined {
  const ids = frameworks.flatMap(({controls}) => controls.map(({id}) => id))
  const [meant, ...others] = distinct(ids.filter(id => isSameName(id, given)))
  return meant === undefined || others.length > 0 ? undefined : controlsNamed(meant, frameworks)
}

/** The ids that begin with what was given, else the nearest, whatever their case and punctuation. */
export function similarIds(given: string, {checks, frameworks}: CatalogView): readonly string[] {
  const ids = [
    ...frameworks.flatMap(({aliases, controls, id}) => [id, ...aliases, ...controls.map(control => control.id)]),
    ...checks.map(check => check.id),
  ]
  const completions = distinct(ids.filter(id => beginsWithName(id, given))).slice(0, 4)
  const closest = completions.length > 0 ? undefined : nearest(given, ids)
  return closest === undefined ? completions : [closest]
}

/** What maps to a control of NIST SP 800-53 that no bundled framework has. */
export const nistText = (
  {id, mappedBy}: Extract<Entry, {kind: 'nist'}>,
  {frameworks}: Pick<CatalogView, 'frameworks'>,
  columns: number,
): string => `NIST SP 800-53 ${id}\n${mappedBySection(mappedBy, frameworks, columns)}`
