import type {ReadPolicy} from '../model/policy.js'
import type {BundleFiles} from './archive/open-bundle.js'
import type {Evidence, Terms} from './evidence.js'

import {snapshotErrors} from '../catalog/validate-snapshot.js'
import {catalogOf} from '../catalog/saved-catalog.js'
import {UserError} from '../foundation/user-error.js'
import {severities} from '../model/framework.js'
import {policyFrom} from '../policy/saved-policy.js'
import {bytesOf} from './archive/open-bundle.js'
import {parseJson} from '../files/read-json.js'
import {parseSnapshot} from '../snapshot/snapshot-file.js'
import {
  checksName,
  decisionsName,
  frameworkFolder,
  mostBytes,
  policyName,
  snapshotName,
  termsName,
  versionsName,
} from './bundle-files.js'

const json = (bundle: BundleFiles, name: string): unknown =>
  parseJson(textOf(bundle, name), name, () => 'It is not as it was written.')

const textOf = (bundle: BundleFiles, name: string): string => bytesOf(bundle, name, mostBytes).toString('utf8')

/**
 * All that the report of a bundle follows from, as it stands in it.
 *
 * @param names the files that may be read for it
 * @throws UserError where this version of the tool cannot judge by it
 */
export async function savedEvidence(bundle: BundleFiles, names: readonly string[], version: string): Promise<Evidence> {
  const missing = [checksName, snapshotName, termsName, versionsName].find(name => !names.includes(name))
  if (missing !== undefined) throw new UserError(`${missing} is not in the manifest.`)
  const terms = termsFrom(json(bundle, termsName))
  const document = (name: string) => {
    if (!names.includes(name)) throw new UserError(`${termsName} needs ${name}, which is not in the bundle.`)
    return {file: name, json: json(bundle, name)}
  }

  // In the order in which they were judged, which is that of the report.
  const frameworks = terms.frameworks.map(id => document(`${frameworkFolder}${id}.json`))
  return {
    catalog: await catalogOf(frameworks, document(checksName), document(versionsName)),
    decisions: names.includes(decisionsName) ? textOf(bundle, decisionsName) : undefined,
    policy: savedPolicyOf(bundle, names, terms),
    snapshot: parseSnapshot(textOf(bundle, snapshotName), snapshotName, snapshotErrors),
    terms,
    version,
  }
}

/** The policy of a bundle, by which its snapshot can be judged under other frameworks. */
export function savedPolicyOf(
  bundle: BundleFiles,
  names: readonly string[],
  {policyFiles = []}: Pick<Terms, 'policyFiles'>,
): ReadPolicy | undefined {
  return names.includes(policyName) ? policyFrom(json(bundle, policyName), policyName, policyFiles) : undefined
}

const kinds = ['all', 'app', 'pipeline', 'sample', 'snapshot', 'space', 'team'] as const
const areTexts = (all: unknown): all is string[] => Array.isArray(all) && all.every(one => typeof one === 'string')

function termsFrom(read: unknown): Terms {
  const {allowUnknown, failOn, frameworks, noWaivers, now, policyFiles, scopeKind, strict} = (
    typeof read === 'object' && read !== null ? read : {}
  ) as Readonly<Record<string, unknown>>
  const kind = kinds.find(one => one === scopeKind)
  const threshold = [...severities, 'never' as const].find(one => one === failOn)
  if (
    !kind ||
    !threshold ||
    typeof allowUnknown !== 'boolean' ||
    typeof noWaivers !== 'boolean' ||
    typeof strict !== 'boolean' ||
    typeof now !== 'string' ||
    Number.isNaN(Date.parse(now)) ||
    !areTexts(frameworks) ||
    (policyFiles !== undefined && !areTexts(policyFiles))
  ) {
    throw new UserError(`${termsName} does not say how the snapshot was judged.`)
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
