import type {Catalog} from '../catalog/catalog.js'
import type {Check} from '../model/check.js'
import type {Framework} from '../model/framework.js'
import type {BundleDifference} from '../model/manifest.js'
import type {Policy} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {AssessmentInputs} from './assessment-inputs.js'

import {answeredFrameworkIds, bundledChecks, bundledFrameworks, readEndOfLife} from '../catalog/catalog.js'
import {toSavedCatalog} from '../catalog/saved-catalog.js'
import {checksOfControl, isDecidable} from '../model/framework.js'
import {jsonText} from '../model/json-stream.js'
import {distinct} from '../foundation/collections.js'
import {declaredDataClasses, emptyPolicy} from '../model/policy.js'
import {firstFew} from '../foundation/text.js'
import {checksName, frameworkFolder, versionsName} from './bundle-files.js'

/**
 * Where a bundle uses a name of this version of the tool for something else: a bundled framework, check or end-of-life
 * date with other content; and what is missing of it: checks that a control names, and frameworks that the policy
 * answers. Whoever writes a bundle chooses what is in it.
 */
export function alterations(inputs: Pick<AssessmentInputs, 'catalog' | 'policy'>, version: string): BundleDifference[] {
  const policy = inputs.policy?.policy ?? emptyPolicy
  const {answeredFrameworks, checks, endOfLife, frameworks} = toSavedCatalog(inputs.catalog)
  const affectedIds = distinct([...changedCheckIds(checks, policy), ...missingCheckIds(checks, frameworks, policy)])
  const differences = frameworkDifferences([...frameworks, ...answeredFrameworks], bundledFrameworks(policy), version)
  differences.push(...missingFrameworks(inputs.catalog, policy))
  if (affectedIds.length > 0)
    differences.push({
      file: checksName,
      problem: `lacks or changes checks of version ${version}: ${firstFew(affectedIds)}`,
    })
  if (jsonText(endOfLife, 0) !== jsonText(readEndOfLife(), 0))
    differences.push({file: versionsName, problem: `differs from the dates of version ${version}`})
  return differences
}

/** Frameworks that this version doesn't ship: the name may be that of a standard, but the author chose the content. */
export function customNotices({catalog, policy}: Pick<AssessmentInputs, 'catalog' | 'policy'>): Notice[] {
  const bundled = new Set(bundledFrameworks(policy?.policy ?? emptyPolicy).map(({id}) => id))
  const custom = [...catalog.frameworks, ...catalog.answeredFrameworks].filter(({id}) => !bundled.has(id))
  return custom.map(({id, title, version}) => ({
    id: 'custom-framework',
    text:
      `${title} ${version} is a custom framework (${id}): its controls and checks were chosen by the author of the ` +
      "bundle, and the tool doesn't know them.",
  }))
}

function changedCheckIds(checks: readonly Check[], policy: Policy): string[] {
  const bundledTexts = new Map(bundledChecks(policy).map(check => [check.id, jsonText(check, 0)]))
  return checks.flatMap(check => {
    const bundledText = bundledTexts.get(check.id)
    return bundledText === undefined || bundledText === jsonText(check, 0) ? [] : [check.id]
  })
}

/** The checks that controls of the frameworks need and the bundle doesn't have. */
function missingCheckIds(checks: readonly Check[], frameworks: readonly Framework[], policy: Policy): string[] {
  const includedIds = new Set(checks.map(({id}) => id))
  const declared = declaredDataClasses(policy)
  return frameworks
    .flatMap(({controls}) => controls)
    .filter(control => isDecidable(control, declared))
    .flatMap(control => checksOfControl(control))
    .filter(id => !includedIds.has(id))
}

/** Without one of them, a no to it would fail nothing. */
function missingFrameworks({answeredFrameworks, frameworks}: Catalog, policy: Policy): BundleDifference[] {
  const includedIds = new Set(answeredFrameworks.map(({id}) => id))
  return answeredFrameworkIds(policy, frameworks)
    .filter(id => !includedIds.has(id))
    .map(id => ({file: `${frameworkFolder}${id}.json`, problem: `is missing, but the policy answers ${id}`}))
}

const allNames = ({aliases, id}: Framework) => [id, ...aliases]

function frameworkDifferences(
  saved: readonly Framework[],
  bundled: readonly Framework[],
  version: string,
): BundleDifference[] {
  const bundledByName = new Map(bundled.flatMap(framework => allNames(framework).map(name => [name, framework])))
  return saved.flatMap(framework => {
    const original = allNames(framework).flatMap(name => bundledByName.get(name) ?? [])[0]
    if (!original || jsonText(original, 0) === jsonText(framework, 0)) return []
    const file = `${frameworkFolder}${framework.id}.json`
    return [{file, problem: `differs from ${original.id} of version ${version}`}]
  })
}
