import type {Framework} from '../model/framework.js'
import type {Difference} from '../model/manifest.js'
import type {Policy} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {Evidence} from './evidence.js'

import {bundledChecks, bundledFrameworks, declaredIn, isDecidable, readEndOfLife} from '../catalog/catalog.js'
import {savedCatalog} from '../catalog/saved-catalog.js'
import {namedChecks} from '../model/framework.js'
import {jsonText} from '../model/json-stream.js'
import {distinct} from '../foundation/collections.js'
import {noPolicy} from '../model/policy.js'
import {firstOf} from '../foundation/text.js'
import {checksName, frameworkFolder, versionsName} from './bundle-files.js'

/**
 * What of a bundle goes by a name that this version of the tool has, and is not what this version has by it. Whoever
 * writes a bundle may write other frameworks, checks and dates into it, whatever it was judged against.
 */
export function alterations(evidence: Pick<Evidence, 'catalog' | 'policy'>, version: string): Difference[] {
  const policy = evidence.policy?.policy ?? noPolicy
  const {checks, endOfLife, frameworks} = savedCatalog(evidence.catalog)
  const known = new Map(bundledChecks(policy).map(check => [check.id, jsonText(check, 0)]))
  const changed = checks.filter(check => known.has(check.id) && known.get(check.id) !== jsonText(check, 0))
  const there = new Set(checks.map(({id}) => id))
  const missing = wantedBy(frameworks, policy).filter(id => !there.has(id))
  const weak = distinct([...changed.map(({id}) => id), ...missing])
  const ofChecks = `lacks checks as version ${version} of the tool has them: ${firstOf(weak)}`
  return [
    ...ofFrameworks(frameworks, bundledFrameworks(policy), version),
    ...(weak.length > 0 ? [{file: checksName, what: ofChecks}] : []),
    ...(jsonText(endOfLife, 0) === jsonText(readEndOfLife(), 0)
      ? []
      : [{file: versionsName, what: `does not say what version ${version} of the tool says`}]),
  ]
}

/** What a bundle judged by that no version of the tool brings: its name may be that of a standard, and its demands its author's. */
export function customNotices({catalog, policy}: Pick<Evidence, 'catalog' | 'policy'>): Notice[] {
  const bundled = new Set(bundledFrameworks(policy?.policy ?? noPolicy).map(({id}) => id))
  const custom = catalog.frameworks.filter(({id}) => !bundled.has(id))
  return custom.map(({id, title, version}) => ({
    id: 'custom-framework',
    text: `${title} ${version} is a custom framework, ${id}: whoever wrote the bundle chose its controls and checks, which the tool doesn't know.`,
  }))
}

/** The checks without which the controls of some frameworks could not have been judged. */
function wantedBy(frameworks: readonly Framework[], policy: Policy): string[] {
  const declared = declaredIn(policy)
  const controls = frameworks.flatMap(framework => framework.controls)
  return controls.filter(control => isDecidable(control, declared)).flatMap(control => namedChecks(control))
}

const namesOf = ({aliases, id}: Framework) => [id, ...aliases]

function ofFrameworks(given: readonly Framework[], bundled: readonly Framework[], version: string): Difference[] {
  const named = new Map(bundled.flatMap(framework => namesOf(framework).map(name => [name, framework])))
  return given.flatMap(framework => {
    const meant = namesOf(framework)
      .map(name => named.get(name))
      .find(one => one !== undefined)
    if (!meant || jsonText(meant, 0) === jsonText(framework, 0)) return []
    const file = `${frameworkFolder}${framework.id}.json`
    return [{file, what: `is not ${meant.id} as version ${version} of the tool has it`}]
  })
}
