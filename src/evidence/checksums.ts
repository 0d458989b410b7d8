import type {BundleDifference, Manifest, ManifestEntry} from '../model/manifest.js'
import type {BundleReader} from './archive/bundle-reader.js'

import {manifestErrors} from '../catalog/validate-manifest.js'
import {sha256} from '../foundation/canonical-json.js'
import {byCodeUnit} from '../foundation/collections.js'
import {jsonErrorText} from '../foundation/json-error.js'
import {firstFew} from '../foundation/text.js'
import {checksumsName, manifestName, signatureName} from '../model/manifest.js'
import {measureFile, notABundle, readBytes} from './archive/bundle-reader.js'
import {CorruptFileError} from './archive/corrupt-file-error.js'
import {nameCollisions, nameProblem} from './archive/entry-names.js'
import {checksumsText, manifestText} from './manifest.js'

/** Bytes of the largest manifest, signature or list of checksums that is read. */
const maxManifestBytes = 16_777_216
/** The files of a bundle that its manifest doesn't list. */
const unlistedNames: readonly string[] = [manifestName, signatureName, checksumsName]

/** What the checksums of a bundle say about its files. */
export interface ChecksumResult {
  readonly differences: readonly BundleDifference[]
  /** Missing if it can't be read. */
  readonly manifest?: Manifest
  /** SHA-256 of the manifest. */
  readonly sha256?: string
  /** Names of the files that are exactly as the manifest says. */
  readonly intact: ReadonlySet<string>
}

/**
 * Compares every file of a bundle with its checksum in the manifest: none may differ, be missing, or be there in
 * addition.
 *
 * @throws UserError if it isn't a bundle at all
 */
export async function verifyChecksums(bundle: BundleReader, file: string): Promise<ChecksumResult> {
  if (![manifestName, checksumsName].some(name => bundle.names.includes(name)) && bundle.problems.length === 0)
    throw notABundle(file, `it has no ${manifestName}`)
  const read = await readSmallFile(bundle, manifestName)
  if ('problem' in read) return withoutManifest(bundle, read.problem)
  const manifestSha256 = sha256(read.value)
  const parsed = parseManifest(read.value.toString('utf8'))
  if ('problem' in parsed) return {...withoutManifest(bundle, parsed.problem), sha256: manifestSha256}
  const {manifest} = parsed
  const {differences, intact} = await compareEntries(bundle, manifest.files)
  return {
    differences: [
      ...bundle.problems,
      ...(await checksumListDifferences(bundle, manifest, manifestSha256)),
      ...differences,
      ...unexpectedFiles(bundle, manifest),
    ],
    intact,
    manifest,
    sha256: manifestSha256,
  }
}

const withoutManifest = ({problems}: BundleReader, problem: string): ChecksumResult => ({
  differences: [...problems, {file: manifestName, problem}],
  intact: new Set(),
})

function parseManifest(text: string): {readonly manifest: Manifest} | {readonly problem: string} {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return {problem: `is not valid JSON: ${jsonErrorText(text)}`}
  }

  const [error] = manifestErrors(json)
  if (error !== undefined) return {problem: `is not a valid manifest: ${error}`}
  const manifest = json as Manifest
  const names = manifest.files.map(({name}) => name)
  const badName =
    names.map(name => ({name, problem: nameProblem(name)})).find(({problem}) => problem !== undefined) ??
    nameCollisions(names)[0]
  if (badName) return {problem: `lists ${JSON.stringify(badName.name)}, which ${badName.problem ?? ''}`}
  const isSorted = names.every((name, index) => index === 0 || byCodeUnit(names[index - 1] ?? '', name) < 0)
  return isSorted && manifestText(manifest) === text ? {manifest} : {problem: 'is not formatted as manifests are'}
}

async function compareEntries(
  bundle: BundleReader,
  entries: readonly ManifestEntry[],
): Promise<Pick<ChecksumResult, 'differences' | 'intact'>> {
  const differences: BundleDifference[] = []
  const intact = new Set<string>()
  const readable = new Set(bundle.names)
  for (const entry of entries) {
    const {name} = entry
    if (readable.has(name)) {
      const problem = await entryProblem(bundle, entry)
      if (problem === undefined) intact.add(name)
      else differences.push({file: name, problem})
    } else if (!bundle.problems.some(({file}) => file === name)) differences.push({file: name, problem: 'is missing'})
  }

  return {differences, intact}
}

async function entryProblem(
  bundle: BundleReader,
  {bytes, name, sha256: expected}: ManifestEntry,
): Promise<string | undefined> {
  const measured = await tryRead(() => measureFile(bundle, name, bytes))
  if ('problem' in measured) return measured.problem
  if (measured.value.bytes !== bytes) return `has ${measured.value.bytes} bytes instead of ${bytes}`
  return measured.value.sha256 === expected
    ? undefined
    : `has another SHA-256 than the manifest says: ${measured.value.sha256} instead of ${expected}`
}

/** The list of checksums must be the one that follows from the manifest. */
async function checksumListDifferences(
  bundle: BundleReader,
  manifest: Manifest,
  manifestSha256: string,
): Promise<BundleDifference[]> {
  const read = await readSmallFile(bundle, checksumsName)
  if ('problem' in read) return [{file: checksumsName, problem: read.problem}]
  const actual = read.value.toString('latin1').split('\n')
  const expected = checksumsText(manifest, manifestSha256).split('\n')
  const changedLines = expected.filter((line, index) => line !== actual[index])
  if (changedLines.length === 0 && actual.length === expected.length) return []
  const names = changedLines.map(line => line.slice(66)).filter(name => name !== '')
  const manifestChanged = `has another SHA-256 than ${checksumsName} says: either of them was changed`
  return [
    ...(names.includes(manifestName) ? [{file: manifestName, problem: manifestChanged}] : []),
    {
      file: checksumsName,
      problem: names.length > 0 ? `has the wrong checksum for ${firstFew(names)}` : 'was changed',
    },
  ]
}

const unexpectedFiles = ({names}: BundleReader, {files}: Manifest): BundleDifference[] => {
  const expected = new Set([...unlistedNames, ...files.map(({name}) => name)])
  return names
    .filter(name => !expected.has(name))
    .map(file => ({file, problem: "is in the bundle, but the manifest doesn't list it"}))
}

type ReadResult<T> = {readonly problem: string} | {readonly value: T}

async function readSmallFile(bundle: BundleReader, name: string): Promise<ReadResult<Buffer>> {
  if (!bundle.names.includes(name)) return {problem: 'is missing'}
  return tryRead(() => readBytes(bundle, name, maxManifestBytes))
}

/** What was read, or why it can't be. */
export async function tryRead<T>(read: () => Promise<T>): Promise<ReadResult<T>> {
  try {
    return {value: await read()}
  } catch (error) {
    if (error instanceof CorruptFileError) return {problem: error.message}
    throw error
  }
}
