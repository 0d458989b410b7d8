import type {Report} from '../model/report.js'
import type {BundleFile} from './bundle-files.js'
import type {SigningKey} from './keys.js'
import type {ManifestLinks} from './manifest.js'

import {sha256} from '../foundation/canonical-json.js'
import {checksumsName, manifestName, signatureName} from '../model/manifest.js'
import {bundleWriter} from './archive/bundle-writer.js'
import {signStatement} from './dsse.js'
import {inTotoStatement} from './in-toto-statement.js'
import {checksumsText, manifestOf, manifestText} from './manifest.js'

export interface WriteOptions extends ManifestLinks {
  readonly key?: SigningKey | undefined
  /** Stops between two files; nothing is left behind. */
  readonly signal?: AbortSignal | undefined
  /** Called before each file: rendering the one before leaves much garbage. */
  readonly collectGarbage?: (() => void) | undefined
}

export interface WriteResult {
  /** How many files the bundle has. */
  readonly files: number
  /** SHA-256 of the manifest, which identifies the bundle. */
  readonly sha256: string
}

/**
 * Writes a bundle completely or not at all, rendering one file after the other.
 *
 * @returns undefined if the signal stopped it
 * @throws UserError if the bundle can't be written
 */
export async function writeBundle(
  target: string,
  report: Report,
  files: readonly BundleFile[],
  {collectGarbage, decisions, key, previous, signal}: WriteOptions,
): Promise<undefined | WriteResult> {
  const writer = bundleWriter(target)
  try {
    const entries = []
    for (const {chunks, name} of files) {
      collectGarbage?.()
      entries.push(writer.add(name, await chunks()))
      await nextTurn()
      if (signal?.aborted) return undefined
    }

    const manifest = manifestOf(report, entries, {decisions, previous})
    const text = manifestText(manifest)
    const manifestSha256 = sha256(text)
    writer.add(manifestName, [Buffer.from(text)])
    if (key) writer.add(signatureName, [Buffer.from(signStatement(inTotoStatement(manifest, manifestSha256), key))])
    writer.add(checksumsName, [Buffer.from(checksumsText(manifest, manifestSha256))])
    writer.commit()
    return {files: entries.length + (key ? 3 : 2), sha256: manifestSha256}
  } finally {
    writer.abort()
  }
}

/** Lets pending signal handlers run. */
export const nextTurn = (): Promise<unknown> =>
  new Promise(resolve => {
    setImmediate(resolve)
  })
