import type {ApiWords, Shapes} from '../../api/response-shapes.js'
import type {Get} from '../../api/http.js'

import {readCatalog} from '../../catalog/catalog-files.js'
import {watchedShapes} from '../../api/response-shapes.js'
import {UserError} from '../../foundation/user-error.js'
import {isThere} from '../../files/file-exists.js'
import {writeWhole} from '../../files/write-atomic.js'

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
