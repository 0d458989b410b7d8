import type {Sheet} from './page-data.js'

import {jsonText} from '../../model/json-stream.js'

const long = 2000

/** JSON that no parser of HTML takes for the end of the script that it stands in. */
const safe = (value: unknown): string =>
  jsonText(value, 0)
    .trimEnd()
    .replaceAll('<', String.raw`\u003C`)

/** What a page lists, as JSON within HTML, in pieces. */
export function* island(sheet: Sheet): Generator<string> {
  let mark = '{'
  for (const [name, list] of Object.entries(sheet) as ReadonlyArray<readonly [string, readonly unknown[]]>) {
    yield `${mark}"${name}":[`
    mark = ','
    for (let start = 0; start < list.length; start += long)
      yield `${start === 0 ? '' : ','}${safe(list.slice(start, start + long)).slice(1, -1)}`
    yield ']\n'
  }

  yield '}'
}
