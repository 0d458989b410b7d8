import type {Stats} from 'node:fs'

import {statSync} from 'node:fs'

import type {BundleReader} from './bundle-reader.js'

import {fileExists} from '../../files/file-exists.js'
import {readError} from '../../files/file-errors.js'
import {bundleHint, notABundle} from './bundle-reader.js'
import {isZip} from './entry-names.js'
import {folderReader} from './folder-reader.js'
import {zipReader} from './zip-reader.js'

/**
 * Opens a bundle in a folder or a zip archive. Nothing is extracted to disk, and no name in the bundle is followed
 * outside it.
 *
 * @throws UserError if there is no bundle
 */
export async function openBundle(file: string): Promise<BundleReader> {
  const stats = statOf(file)
  if (stats.isDirectory()) return folderReader(file)
  if (stats.isFile()) return zipReader(file)
  throw notABundle(file)
}

function statOf(file: string): Stats {
  try {
    return statSync(file)
  } catch (error) {
    throw readError(file, error, bundleHint)
  }
}

/** Whether a path is to be read as a bundle rather than as a single file. */
export const isBundlePath = (file: string): boolean => isZip(file) || (fileExists(file) && statOf(file).isDirectory())
