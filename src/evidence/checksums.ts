import type {Difference, Entry, Manifest} from '../model/manifest.js'
import type {BundleFiles} from './archive/open-bundle.js'

import {manifestErrors} from '../catalog/validate-manifest.js'
import {UserError} from '../foundation/user-error.js'
import {manifestName, signatureName, sumsName} from '../model/manifest.js'
import {byCodeUnit} from '../foundation/collections.js'
import {firstOf} from '../foundation/text.js'
import {Damaged} from './archive/corrupt-file-error.js'
import {sha256Of} from './archive/hashing-stream.js'
import {nameProblem, namesakes} from './archive/entry-names.js'
import {bytesOf} from './archive/open-bundle.js'
import {manifestText, sumsText} from './manifest.js'

/** More than a manifest, a signature or a list of sums is. */
const mostBytes = 16_777_216

/** A bundle whose files were held to its sums. */
export interface Summed {
  readonly differences: readonly Difference[]
  readonly manifest?: Manifest
  /** Of the manifest. */
  readonly sha256?: string
  /** The files that are as the manifest says. */
  readonly sound: ReadonlySet<string>
}

/**
 * Holds every file of a bundle to its sum. No byte of it may be another, none may be too many.
 *
 * @throws UserError where it is no bundle at all
 */
export function summed(bundle: BundleFiles, file: string): Summed {
  const names = new Set(bundle.names)
  if (!names.has(manifestName) && !names.has(sumsName) && bundle.flaws.length === 0)
    throw new UserError(
      `${file} is no bundle of evidence: it has no ${manifestName}.`,
      'A bundle is a folder or an archive that heroku compliance:evidence wrote.',
    )
  const {bytes, flaw} = small(bundle, manifestName)
  if (!bytes)
    return {differences: [...bundle.flaws, {file: manifestName, what: flaw ?? 'is missing'}], sound: new Set()}
  const sha256 = sha256Of(bytes)
  const parsed = manifestIn(bytes.toString('utf8'))
  if ('problem' in parsed)
    return {differences: [...bundle.flaws, {file: manifestName, what: parsed.problem}], sha256, sound: new Set()}
  const {manifest} = parsed
  const differences: Difference[] = [...bundle.flaws, ...sumsOf(bundle, manifest, sha256)]
  const listed = new Set(manifest.files.map(({name}) => name))
  const sound = new Set<string>()
  for (const entry of manifest.files) {
    const what = names.has(entry.name)
      ? difference(bundle, entry)
      : bundle.flaws.some(one => one.file === entry.name)
        ? undefined
        : 'is missing'
    if (what === undefined && names.has(entry.name)) sound.add(entry.name)
    else if (what !== undefined) differences.push({file: entry.name, what})
  }

  const known = [manifestName, signatureName, sumsName]
  for (const name of bundle.names)
    if (!listed.has(name) && !known.includes(name))
      differences.push({file: name, what: 'is in the bundle, and not in its manifest'})
  for (const name of known) if (names.has(name)) differences.push(...packing(bundle, name))
  return {differences, manifest, sha256, sound}
}

function manifestIn(text: string): {readonly manifest: Manifest} | {readonly problem: string} {
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
  const bad =
    names.map(name => ({name, problem: nameProblem(name)})).find(({problem}) => problem !== undefined) ??
    namesakes(names)[0]
  if (bad) return {problem: `lists ${JSON.stringify(bad.name)}, which ${bad.problem ?? ''}`}
  const isSorted = names.every((name, index) => index === 0 || byCodeUnit(names[index - 1] ?? '', name) < 0)
  return isSorted && manifestText(manifest) === text ? {manifest} : {problem: 'is not written as manifests are'}
}

function difference(bundle: BundleFiles, {bytes, name, sha256}: Entry): string | undefined {
  const found = damage(() => bundle.measure(name, bytes))
  if ('flaw' in found) return found.flaw
  if (found.value.bytes !== bytes) return `has ${found.value.bytes} bytes, and had ${bytes}`
  return found.value.sha256 === sha256
    ? undefined
    : `has another SHA-256 than its manifest says: ${found.value.sha256}, not ${sha256}`
}

/** The list of sums must be that of the manifest, which it knows too. */
function sumsOf(bundle: BundleFiles, manifest: Manifest, sha256: string): Difference[] {
  const {bytes, flaw} = small(bundle, sumsName)
  if (!bytes) return [{file: sumsName, what: flaw ?? 'is missing'}]
  const [there, wanted] = [bytes.toString('latin1').split('\n'), sumsText(manifest, sha256).split('\n')]
  const changed = wanted.filter((line, index) => line !== there[index])
  if (changed.length === 0 && there.length === wanted.length) return []
  const names = changed.map(line => line.slice(66)).filter(name => name !== '')
  return [
    ...(names.includes(manifestName)
      ? [{file: manifestName, what: `has another SHA-256 than ${sumsName} says: one of the two was changed`}]
      : []),
    {
      file: sumsName,
      what:
        names.length > 0
          ? `does not say of ${firstOf(names)} what the manifest says or is`
          : 'is not as it was written',
    },
  ]
}

function packing(bundle: BundleFiles, name: string): Difference[] {
  const found = damage(() => bundle.measure(name, mostBytes))
  return 'flaw' in found ? [{file: name, what: found.flaw}] : []
}

function small(bundle: BundleFiles, name: string): {readonly bytes?: Buffer; readonly flaw?: string} {
  if (!bundle.names.includes(name)) return {}
  const found = damage(() => bytesOf(bundle, name, mostBytes))
  return 'flaw' in found ? found : {bytes: found.value}
}

/** What is read, or what stood against it. */
export function damage<T>(read: () => T): {readonly flaw: string} | {readonly value: T} {
  try {
    return {value: read()}
  } catch (error) {
    if (error instanceof Damaged) return {flaw: error.message}
    throw error
  }
}
