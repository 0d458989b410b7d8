import type {PreviousBundle} from '../model/manifest.js'
import type {BundleReader} from './archive/bundle-reader.js'
import type {ChecksumResult} from './checksums.js'

import {UserError} from '../foundation/user-error.js'
import {readBytes} from './archive/bundle-reader.js'
import {openBundle} from './archive/open-bundle.js'
import {maxFileBytes, reportName, snapshotName} from './bundle-files.js'
import {verifyChecksums} from './checksums.js'

/**
 * Opens a bundle and compares its files with their checksums.
 *
 * @throws UserError if it isn't a bundle
 */
export const verifyBundleChecksums = (file: string): Promise<ChecksumResult> =>
  withBundle(file, bundle => verifyChecksums(bundle, file))

/**
 * The bundle that a new one is to follow, as the manifest of the new one names it.
 *
 * @throws UserError if it isn't a bundle, or was changed
 */
export async function previousBundle(file: string): Promise<PreviousBundle> {
  const {manifest, sha256} = assertIntact(file, await verifyBundleChecksums(file))
  return {generatedAt: manifest.generatedAt, sha256}
}

/**
 * The JSON report of a bundle and the snapshot that it was made from, as texts.
 *
 * @throws UserError if it isn't a bundle, or was changed
 */
export const readBundledReport = (file: string): Promise<{readonly report: string; readonly snapshot: string}> =>
  withBundle(file, async bundle => {
    assertIntact(file, await verifyChecksums(bundle, file))
    const textOf = async (name: string) => (await readBytes(bundle, name, maxFileBytes)).toString('utf8')
    return {report: await textOf(reportName('json')), snapshot: await textOf(snapshotName)}
  })

async function withBundle<T>(file: string, use: (bundle: BundleReader) => Promise<T>): Promise<T> {
  const bundle = await openBundle(file)
  try {
    return await use(bundle)
  } finally {
    bundle.close()
  }
}

function assertIntact(file: string, result: ChecksumResult): Required<Pick<ChecksumResult, 'manifest' | 'sha256'>> {
  const {
    differences: [first],
    manifest,
    sha256,
  } = result
  if (!first && manifest && sha256 !== undefined) return {manifest, sha256}
  throw new UserError(
    `${file} was changed after it was written: ${first ? `${first.file} ${first.problem}` : "it can't be read"}.`,
    'To see every difference, run heroku compliance:evidence:verify.',
  )
}
