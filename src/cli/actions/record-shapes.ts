import type {ApiVocabulary, ShapeRecorder} from '../../api/response-shapes.js'
import type {Get} from '../../api/http.js'

import {readCatalogFile} from '../../catalog/catalog-files.js'
import {recordShapes} from '../../api/response-shapes.js'
import {UserError} from '../../foundation/user-error.js'
import {fileExists} from '../../files/file-exists.js'
import {writeAtomic} from '../../files/write-atomic.js'

/** A file that describes the responses of a collection, for a bug report. */
export interface ShapesFile {
  readonly watch: (get: Get) => Get
  readonly write: () => void
}

/**
 * Describes the shapes of responses in a new file, without any name, id, address or secret.
 *
 * @throws UserError where the file exists
 */
export function shapesFile(file: string, version: string): ShapesFile {
  if (fileExists(file))
    throw new UserError(`${file} already exists, and --shapes doesn't overwrite files.`, 'Name another file.')
  let recorder: ShapeRecorder | undefined
  return {
    watch(get) {
      recorder = recordShapes(get, readCatalogFile<ApiVocabulary>('./api-words.json'))
      return recorder.get
    },
    write() {
      const tool = {name: 'heroku-compliance', version}
      writeAtomic(
        file,
        `${JSON.stringify({shapesVersion: 1, tool, endpoints: recorder?.shapes() ?? []}, undefined, 1)}\n`,
      )
    },
  }
}
