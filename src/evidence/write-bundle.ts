import type {Report} from '../model/report.js'
import type {SigningKey} from './keys.js'
import type {Document} from './bundle-files.js'
import type {Links} from './manifest.js'

import {manifestName, signatureName, sumsName} from '../model/manifest.js'
import {signed} from './dsse.js'
import {sha256Of} from './archive/hashing-stream.js'
import {sinkTo} from './archive/bundle-writer.js'
import {manifestOf, manifestText, sumsText} from './manifest.js'
import {statementOf} from './in-toto-statement.js'

export interface Writing extends Links {
  readonly key?: SigningKey | undefined
  /** Ends it between two files; nothing is left. */
  readonly signal?: AbortSignal | undefined
  /** Told before each file: to put the one before it into words left much behind. */
  readonly tidy?: (() => void) | undefined
}

/** What was written. */
export interface Written {
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
  documents: readonly Document[],
  {decisions, key, previous, signal, tidy}: Writing,
): Promise<undefined | Written> {
  const sink = sinkTo(target)
  try {
    const files = []
    for (const {name, pieces} of documents) {
      tidy?.()
      files.push(sink.add(name, await pieces()))
      await turn()
      if (signal?.aborted) return undefined
    }

    const manifest = manifestOf(report, files, {decisions, previous})
    const text = manifestText(manifest)
    const sha256 = sha256Of(text)
    sink.add(manifestName, [Buffer.from(text)])
    if (key) sink.add(signatureName, [Buffer.from(signed(statementOf(manifest, sha256), key))])
    sink.add(sumsName, [Buffer.from(sumsText(manifest, sha256))])
    sink.commit()
    return {files: files.length + (key ? 3 : 2), sha256}
  } finally {
    sink.abandon()
  }
}

/** Lets signals be heard. */
const turn = () =>
  new Promise(resolve => {
    setImmediate(resolve)
  })
