import type {PreviousBundle} from '../model/manifest.js'
import type {PublicKey} from './keys.js'

import {readBytes} from './archive/bundle-reader.js'
import {openBundle} from './archive/open-bundle.js'
import {maxFileBytes, reportName} from './bundle-files.js'
import {verifyChecksums} from './checksums.js'
import {verifySignature} from './signature.js'

/** A bundle as one of a chain. */
export interface LinkedBundle {
  /** The JSON report in it, as text; absent where something in the bundle was changed. */
  readonly report?: string
  /** SHA-256 of its manifest, which the next one names. */
  readonly sha256?: string
  readonly previous?: PreviousBundle
  /** What is wrong with it: continues a sentence that begins with the file, without a full stop. */
  readonly problem?: string
}

/**
 * Reads the report of a bundle, once its checksums and, with a key, its signature were verified.
 *
 * @throws UserError if it isn't a bundle
 */
export async function readLinkedBundle(file: string, key: PublicKey | undefined): Promise<LinkedBundle> {
  const bundle = await openBundle(file)
  try {
    const checksums = await verifyChecksums(bundle, file)
    const {manifest, sha256} = checksums
    const signed = key ? (await verifySignature(bundle, checksums, key)).differences : []
    const [difference] = [...checksums.differences, ...signed]
    const link = {
      ...(sha256 === undefined ? {} : {sha256}),
      ...(manifest?.previous ? {previous: manifest.previous} : {}),
    }
    if (difference) return {...link, problem: `was changed: ${difference.file} ${difference.problem}`}
    const report = await readBytes(bundle, reportName('json'), maxFileBytes)
    return {...link, report: report.toString('utf8')}
  } finally {
    bundle.close()
  }
}
