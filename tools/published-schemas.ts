import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import {readCatalogFile} from '../src/catalog/catalog-files.js'
import {answerableFrameworks, checkNames, documentNames} from './editor/names.js'

/** The schemas that a version promises; those of frameworks and checks are parts of that of custom frameworks. */
const schemaNames = ['check', 'framework', 'manifest', 'own-framework', 'policy', 'report', 'snapshot']

/** What a version promises, by the names of files. */
export const publishedSchemas = (): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(
    schemaNames.map(name => [`${name}.schema.json`, readCatalogFile(`./schema/${name}.schema.json`)]),
  ),
  'names.json': {
    checks: checkNames().map(([id]) => id),
    controls: Object.fromEntries(
      answerableFrameworks().flatMap(({controls, names}) => names.map(name => [name, controls.map(({id}) => id)])),
    ),
    documents: documentNames().map(([id]) => id),
  },
})

/** Keeps what the version of the package promises, for the test that later versions keep it. */
function keep(): void {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const {version} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {version: string}
  const folder = path.join(root, 'test', 'schemas', 'published', version)
  mkdirSync(folder, {recursive: true})
  for (const [file, content] of Object.entries(publishedSchemas()))
    writeFileSync(path.join(folder, file), `${JSON.stringify(content)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) keep()
