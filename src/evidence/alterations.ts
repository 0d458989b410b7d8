import type {Framework} from '../model/framework.js'
import type {BundleDifference} from '../model/manifest.js'
import type {Policy} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {AssessmentInputs} from './evidence.js'

import {bundledChecks, bundledFrameworks, declaredDataClasses, isDecidable, readEndOfLife} from '../catalog/catalog.js'
import {toSavedCatalog} from '../catalog/saved-catalog.js'
import {checksOfControl} from '../model/framework.js'
import {jsonText} from '../model/json-stream.js'
import {distinct} from '../foundation/collections.js'
import {emptyPolicy} from '../model/policy.js'
import {firstFew} from '../foundation/text.js'
import {checksName, frameworkFolder, versionsName} from './bundle-files.js'

/**
 * What of a bundle goes by a name that this version of the tool has, and is not what this version has by it. Whoever
 * writes a bundle may write other frameworks, checks and dates into it, whatever it was judged against.
 */
export function alterations(inputs: Pick<AssessmentInputs, 'catalog' | 'policy'>, version: string): BundleDifference[] {
  const policy = inputs.policy?.policy ?? emptyPolicy
  const {checks, endOfLife, frameworks} = toSavedCatalog(inputs.catalog)
  const bundledTexts = new Map(bundledChecks(policy).map(check => [check.id, jsonText(check, 0)]))
  const changedChecks = checks.filter(
    check => bundledTexts.has(check.id) && bundledTexts.get(check.id) !== jsonText(check, 0),
  )
  const includedIds = new Set(checks.map(({id}) => id))
  const missingIds = requiredCheckIds(frameworks, policy).filter(id => !includedIds.has(id))
  const affectedIds = distinct([...changedChecks.map(({id}) => id), ...missingIds])
  const checksProblem = `lacks checks as version ${version} of the tool has them: ${firstFew(affectedIds)}`
  return [
    ...frameworkDifferences(frameworks, bundledFrameworks(policy), version),
    ...(affectedIds.length > 0 ? [{file: checksName, what: checksProblem}] : []),
    ...(jsonText(endOfLife, 0) === jsonText(readEndOfLife(), 0)
      ? []
      : [{file: versionsName, what: `does not say what version ${version} of the tool says`}]),
  ]
}

/** What a bundle judged by that no version of the tool brings: its name may be that of a standard, and its demands its author's. */
export function customNotices({catalog, policy}: Pick<AssessmentInputs, 'catalog' | 'policy'>): Notice[] {
  const bundled = new Set(bundledFrameworks(policy?.policy ?? emptyPolicy).map(({id}) => id))
  const custom = catalog.frameworks.filter(({id}) => !bundled.has(id))
  return custom.map(({id, title, version}) => ({
    id: 'custom-framework',
    text: `${title} ${version} is a custom framework, ${id}: whoever wrote the bundle chose its controls and checks, which the tool doesn't know.`,
  }))
}

/** The checks without which the controls of some frameworks could not have been judged. */
function requiredCheckIds(frameworks: readonly Framework[], policy: Policy): string[] {
  const declared = declaredDataClasses(policy)
  const controls = frameworks.flatMap(framework => framework.controls)
  return controls.filter(control => isDecidable(control, declared)).flatMap(control => checksOfControl(control))
}

const allNames = ({aliases, id}: Framework) => [id, ...aliases]

function frameworkDifferences(
  saved: readonly Framework[],
  bundled: readonly Framework[],
  version: string,
): BundleDifference[] {
  const bundledByName = new Map(bundled.flatMap(framework => allNames(framework).map(name => [name, framework])))
  return saved.flatMap(framework => {
    const original = allNames(framework)
      .map(name => bundledByName.get(name))
      .find(framework => framework !== undefined)
    if (!original || jsonText(original, 0) === jsonText(framework, 0)) return []
    const file = `${frameworkFolder}${framework.id}.json`
    return [{file, what: `is not ${original.id} as version ${version} of the tool has it`}]
  })
}
