import type {ApiWords, Shapes} from '../collect/shapes.js'
import type {Get} from '../collect/http.js'

import {readCatalog} from '../catalog/read.js'
import {watchedShapes} from '../collect/shapes.js'
import {UserError} from '../model/errors.js'
import {isThere} from '../store/is-there.js'
import {writeWhole} from '../store/write-file.js'

/** What is to be written of the answers of a collection, for a report of a bug. */
export interface ShapesFile {
  readonly watch: (get: Get) => Get
  readonly write: () => void
}

/**
 * Writes to a new file what answers look like: nothing in it is a name, an id, an address or a secret.
 *
 * @throws UserError where there is such a file
 */
export function shapesFile(file: string, version: string): ShapesFile {
  if (isThere(file)) throw new UserError(`${file} already exists, and --shapes doesn't overwrite files.`)
  let watched: Shapes | undefined
  return {
    watch(get) {
      watched = watchedShapes(get, readCatalog<ApiWords>('./api-words.json'))
      return watched.get
    },
    write() {
      const tool = {name: 'heroku-compliance', version}
      writeWhole(
        file,
        `${JSON.stringify({shapesVersion: 1, tool, endpoints: watched?.shapes() ?? []}, undefined, 1)}\n`,
      )
    },
  }
}
