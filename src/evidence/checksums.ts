import type {BundleDifference, ManifestEntry, Manifest} from '../model/manifest.js'
import type {BundleReader} from './archive/open-bundle.js'

import {manifestErrors} from '../catalog/validate-manifest.js'
import {UserError} from '../foundation/user-error.js'
import {manifestName, signatureName, checksumsName} from '../model/manifest.js'
import {byCodeUnit} from '../foundation/collections.js'
import {firstFew} from '../foundation/text.js'
import {CorruptFileError} from './archive/corrupt-file-error.js'
import {sha256Of} from './archive/hashing-stream.js'
import {nameProblem, nameCollisions} from './archive/entry-names.js'
import {readBytes} from './archive/open-bundle.js'
import {manifestText, checksumsText} from './manifest.js'

/** More than a manifest, a signature or a list of sums is. */
const maxManifestBytes = 16_777_216

/** A bundle whose files were held to its sums. */
export interface ChecksumResult {
  readonly differences: readonly BundleDifference[]
  readonly manifest?: Manifest
  /** Of the manifest. */
  readonly sha256?: string
  /** The files that are as the manifest says. */
  readonly intact: ReadonlySet<string>
}

/**
 * Holds every file of a bundle to its sum. No byte of it may be another, none may be too many.
 *
 * @throws UserError where it is no bundle at all
 */
export function verifyChecksums(bundle: BundleReader, file: string): ChecksumResult {
  const names = new Set(bundle.names)
  if (!names.has(manifestName) && !names.has(checksumsName) && bundle.flaws.length === 0)
    throw new UserError(
      `${file} is no bundle of evidence: it has no ${manifestName}.`,
      'A bundle is a folder or an archive that heroku compliance:evidence wrote.',
    )
  const {bytes, flaw} = readSmallFile(bundle, manifestName)
  if (!bytes)
    return {differences: [...bundle.flaws, {file: manifestName, what: flaw ?? 'is missing'}], intact: new Set()}
  const sha256 = sha256Of(bytes)
  const manifestResult = parseManifest(bytes.toString('utf8'))
  if ('problem' in manifestResult)
    return {
      differences: [...bundle.flaws, {file: manifestName, what: manifestResult.problem}],
      sha256,
      intact: new Set(),
    }
  const {manifest} = manifestResult
  const differences: BundleDifference[] = [...bundle.flaws, ...checksumListDifferences(bundle, manifest, sha256)]
  const listedNames = new Set(manifest.files.map(({name}) => name))
  const intact = new Set<string>()
  for (const entry of manifest.files) {
    const problem = names.has(entry.name)
      ? entryProblem(bundle, entry)
      : bundle.flaws.some(difference => difference.file === entry.name)
        ? undefined
        : 'is missing'
    if (problem === undefined && names.has(entry.name)) intact.add(entry.name)
    else if (problem !== undefined) differences.push({file: entry.name, what: problem})
  }

  const unlistedNames = [manifestName, signatureName, checksumsName]
  for (const name of bundle.names)
    if (!listedNames.has(name) && !unlistedNames.includes(name))
      differences.push({file: name, what: 'is in the bundle, and not in its manifest'})
  for (const name of unlistedNames) if (names.has(name)) differences.push(...packingDifferences(bundle, name))
  return {differences, manifest, sha256, intact}
}

function parseManifest(text: string): {readonly manifest: Manifest} | {readonly problem: string} {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return {problem: `is no JSON: ${(error as Error).message}`}
  }

  const [error] = manifestErrors(json)
  if (error !== undefined) return {problem: `is no manifest: ${error}`}
  const manifest = json as Manifest
  const names = manifest.files.map(({name}) => name)
  const badName =
    names.map(name => ({name, problem: nameProblem(name)})).find(({problem}) => problem !== undefined) ??
    nameCollisions(names)[0]
  if (badName) return {problem: `lists ${JSON.stringify(badName.name)}, which ${badName.problem ?? ''}`}
  const isSorted = names.every((name, index) => index === 0 || byCodeUnit(names[index - 1] ?? '', name) < 0)
  return isSorted && manifestText(manifest) === text ? {manifest} : {problem: 'is not written as manifests are'}
}

function entryProblem(bundle: BundleReader, {bytes, name, sha256}: ManifestEntry): string | undefined {
  const result = tryRead(() => bundle.measure(name, bytes))
  if ('flaw' in result) return result.flaw
  if (result.value.bytes !== bytes) return `has ${result.value.bytes} bytes, and had ${bytes}`
  return result.value.sha256 === sha256
    ? undefined
    : `has another SHA-256 than its manifest says: ${result.value.sha256}, not ${sha256}`
}

/** The list of sums must be that of the manifest, which it knows too. */
function checksumListDifferences(bundle: BundleReader, manifest: Manifest, sha256: string): BundleDifference[] {
  const {bytes, flaw} = readSmallFile(bundle, checksumsName)
  if (!bytes) return [{file: checksumsName, what: flaw ?? 'is missing'}]
  const [actual, expected] = [bytes.toString('latin1').split('\n'), checksumsText(manifest, sha256).split('\n')]
  const changedLines = expected.filter((line, index) => line !== actual[index])
  if (changedLines.length === 0 && actual.length === expected.length) return []
  const names = changedLines.map(line => line.slice(66)).filter(name => name !== '')
  return [
    ...(names.includes(manifestName)
      ? [{file: manifestName, what: `has another SHA-256 than ${checksumsName} says: one of the two was changed`}]
      : []),
    {
      file: checksumsName,
      what:
        names.length > 0
          ? `does not say of ${firstFew(names)} what the manifest says or is`
          : 'is not as it was written',
    },
  ]
}

function packingDifferences(bundle: BundleReader, name: string): BundleDifference[] {
  const result = tryRead(() => bundle.measure(name, maxManifestBytes))
  return 'flaw' in result ? [{file: name, what: result.flaw}] : []
}

function readSmallFile(bundle: BundleReader, name: string): {readonly bytes?: Buffer; readonly flaw?: string} {
  if (!bundle.names.includes(name)) return {}
  const result = tryRead(() => readBytes(bundle, name, maxManifestBytes))
  return 'flaw' in result ? result : {bytes: result.value}
}

/** What is read, or what stood against it. */
export function tryRead<T>(read: () => T): {readonly flaw: string} | {readonly value: T} {
  try {
    return {value: read()}
  } catch (error) {
    if (error instanceof CorruptFileError) return {flaw: error.message}
    throw error
  }
}
