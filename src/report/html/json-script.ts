import type {PageData} from './page-data.js'

import {jsonText} from '../../model/json-stream.js'

const chunkSize = 2000

/** JSON that can't end the script element that it's in. */
const escapeJson = (value: unknown): string =>
  jsonText(value, 0)
    .trimEnd()
    .replaceAll('<', String.raw`\u003C`)

/** The data of the page as JSON for a script element, in chunks. */
export function* pageDataJson(data: PageData): Generator<string> {
  let separator = '{'
  for (const [name, list] of Object.entries(data) as ReadonlyArray<readonly [string, readonly unknown[]]>) {
    yield `${separator}"${name}":[`
    separator = ','
    for (let start = 0; start < list.length; start += chunkSize)
      yield `${start === 0 ? '' : ','}${escapeJson(list.slice(start, start + chunkSize)).slice(1, -1)}`
    yield ']\n'
  }

  yield '}'
}
