import type {LoadedPolicy} from '../model/policy.js'
import type {BundleReader} from './archive/open-bundle.js'
import type {AssessmentInputs, AssessmentSettings} from './evidence.js'

import {snapshotErrors} from '../catalog/validate-snapshot.js'
import {restoreCatalog} from '../catalog/saved-catalog.js'
import {UserError} from '../foundation/user-error.js'
import {severities} from '../model/framework.js'
import {restorePolicy} from '../policy/saved-policy.js'
import {readBytes} from './archive/open-bundle.js'
import {parseJson} from '../files/read-json.js'
import {parseSnapshot} from '../snapshot/snapshot-file.js'
import {
  checksName,
  decisionsName,
  frameworkFolder,
  maxFileBytes,
  policyName,
  snapshotName,
  settingsName,
  versionsName,
} from './bundle-files.js'

const readJson = (bundle: BundleReader, name: string): unknown =>
  parseJson(readText(bundle, name), name, () => 'It is not as it was written.')

const readText = (bundle: BundleReader, name: string): string => readBytes(bundle, name, maxFileBytes).toString('utf8')

/**
 * All that the report of a bundle follows from, as it stands in it.
 *
 * @param names the files that may be read for it
 * @throws UserError where this version of the tool cannot judge by it
 */
export async function loadInputs(
  bundle: BundleReader,
  names: readonly string[],
  version: string,
): Promise<AssessmentInputs> {
  const missing = [checksName, snapshotName, settingsName, versionsName].find(name => !names.includes(name))
  if (missing !== undefined) throw new UserError(`${missing} is not in the manifest.`)
  const settings = parseSettings(readJson(bundle, settingsName))
  const located = (name: string) => {
    if (!names.includes(name)) throw new UserError(`${settingsName} needs ${name}, which is not in the bundle.`)
    return {file: name, json: readJson(bundle, name)}
  }

  // In the order in which they were judged, which is that of the report.
  const frameworks = settings.frameworks.map(id => located(`${frameworkFolder}${id}.json`))
  return {
    catalog: await restoreCatalog(frameworks, located(checksName), located(versionsName)),
    decisions: names.includes(decisionsName) ? readText(bundle, decisionsName) : undefined,
    policy: loadBundledPolicy(bundle, names, settings),
    snapshot: parseSnapshot(readText(bundle, snapshotName), snapshotName, snapshotErrors),
    settings,
    version,
  }
}

/** The policy of a bundle, by which its snapshot can be judged under other frameworks. */
export function loadBundledPolicy(
  bundle: BundleReader,
  names: readonly string[],
  {policyFiles = []}: Pick<AssessmentSettings, 'policyFiles'>,
): LoadedPolicy | undefined {
  return names.includes(policyName) ? restorePolicy(readJson(bundle, policyName), policyName, policyFiles) : undefined
}

const scopeKinds = ['all', 'app', 'pipeline', 'sample', 'snapshot', 'space', 'team'] as const
const isStringList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string')

function parseSettings(json: unknown): AssessmentSettings {
  const {allowUnknown, failOn, frameworks, noWaivers, now, policyFiles, scopeKind, strict} = (
    typeof json === 'object' && json !== null ? json : {}
  ) as Readonly<Record<string, unknown>>
  const kind = scopeKinds.find(candidate => candidate === scopeKind)
  const threshold = [...severities, 'never' as const].find(candidate => candidate === failOn)
  if (
    !kind ||
    !threshold ||
    typeof allowUnknown !== 'boolean' ||
    typeof noWaivers !== 'boolean' ||
    typeof strict !== 'boolean' ||
    typeof now !== 'string' ||
    Number.isNaN(Date.parse(now)) ||
    !isStringList(frameworks) ||
    (policyFiles !== undefined && !isStringList(policyFiles))
  ) {
    throw new UserError(`${settingsName} does not say how the snapshot was judged.`)
  }

  return {
    allowUnknown,
    failOn: threshold,
    frameworks,
    noWaivers,
    now,
    scopeKind: kind,
    strict,
    ...(policyFiles ? {policyFiles} : {}),
  }
}
