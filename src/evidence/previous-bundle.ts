import type {PreviousBundle} from '../model/manifest.js'
import type {ChecksumResult} from './checksums.js'

import {UserError} from '../foundation/user-error.js'
import {openBundle} from './archive/open-bundle.js'
import {verifyChecksums} from './checksums.js'

/**
 * A bundle, held to its sums.
 *
 * @throws UserError where it is none
 */
export function verifyBundleChecksums(file: string): ChecksumResult {
  const bundle = openBundle(file)
  try {
    return verifyChecksums(bundle, file)
  } finally {
    bundle.close()
  }
}

/**
 * The bundle that a new one is to follow.
 *
 * @throws UserError where it is none, or not as it was written
 */
export function previousBundle(file: string): PreviousBundle {
  const {
    differences: [firstDifference],
    manifest,
    sha256,
  } = verifyBundleChecksums(file)
  if (firstDifference || !manifest || sha256 === undefined)
    throw new UserError(
      `${file} is not as it was written: ${firstDifference ? `${firstDifference.file} ${firstDifference.what}` : 'it cannot be read'}.`,
      'heroku compliance:evidence:verify tells all.',
    )
  return {generatedAt: manifest.generatedAt, sha256}
}
