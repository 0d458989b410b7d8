import type {Previous} from '../model/manifest.js'
import type {Summed} from './checksums.js'

import {UserError} from '../foundation/user-error.js'
import {openBundle} from './archive/open-bundle.js'
import {summed} from './checksums.js'

/**
 * A bundle, held to its sums.
 *
 * @throws UserError where it is none
 */
export function summedBundle(file: string): Summed {
  const bundle = openBundle(file)
  try {
    return summed(bundle, file)
  } finally {
    bundle.close()
  }
}

/**
 * The bundle that a new one is to follow.
 *
 * @throws UserError where it is none, or not as it was written
 */
export function previousOf(file: string): Previous {
  const {
    differences: [first],
    manifest,
    sha256,
  } = summedBundle(file)
  if (first || !manifest || sha256 === undefined)
    throw new UserError(
      `${file} is not as it was written: ${first ? `${first.file} ${first.what}` : 'it cannot be read'}.`,
      'heroku compliance:evidence:verify tells all.',
    )
  return {generatedAt: manifest.generatedAt, sha256}
}
