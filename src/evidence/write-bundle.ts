import type {Report} from '../model/report.js'
import type {SigningKey} from './keys.js'
import type {BundleFile} from './bundle-files.js'
import type {ManifestLinks} from './manifest.js'

import {manifestName, signatureName, checksumsName} from '../model/manifest.js'
import {signStatement} from './dsse.js'
import {sha256Of} from './archive/hashing-stream.js'
import {bundleWriter} from './archive/bundle-writer.js'
import {manifestOf, manifestText, checksumsText} from './manifest.js'
import {inTotoStatement} from './in-toto-statement.js'

export interface WriteOptions extends ManifestLinks {
  readonly key?: SigningKey | undefined
  /** Ends it between two files; nothing is left. */
  readonly signal?: AbortSignal | undefined
  /** Told before each file: to put the one before it into words left much behind. */
  readonly collectGarbage?: (() => void) | undefined
}

/** What was written. */
export interface WriteResult {
  readonly files: number
  /** SHA-256 of the manifest, by which the bundle is known. */
  readonly sha256: string
}

/**
 * Writes a bundle whole or not at all, one file after the other.
 *
 * @returns undefined where the signal ended it
 * @throws UserError where it cannot be written
 */
export async function writeBundle(
  target: string,
  report: Report,
  bundleFiles: readonly BundleFile[],
  {decisions, key, previous, signal, collectGarbage}: WriteOptions,
): Promise<undefined | WriteResult> {
  const writer = bundleWriter(target)
  try {
    const entries = []
    for (const {name, chunks} of bundleFiles) {
      collectGarbage?.()
      entries.push(writer.add(name, await chunks()))
      await nextTurn()
      if (signal?.aborted) return undefined
    }

    const manifest = manifestOf(report, entries, {decisions, previous})
    const text = manifestText(manifest)
    const sha256 = sha256Of(text)
    writer.add(manifestName, [Buffer.from(text)])
    if (key) writer.add(signatureName, [Buffer.from(signStatement(inTotoStatement(manifest, sha256), key))])
    writer.add(checksumsName, [Buffer.from(checksumsText(manifest, sha256))])
    writer.commit()
    return {files: entries.length + (key ? 3 : 2), sha256}
  } finally {
    writer.abort()
  }
}

/** Lets signals be heard. */
const nextTurn = () =>
  new Promise(resolve => {
    setImmediate(resolve)
  })
