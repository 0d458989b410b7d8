import {existsSync, readdirSync, rmSync} from 'node:fs'

import nock from 'nock'

import {generatedFiles} from '../../tools/generated-files.js'
import {arePageAssetsStale, writePageAssets} from '../../tools/page.js'

const leftovers = /^(?:HEROKU_.*|NODE_ENV|CI|COLUMNS|DEBUG|FORCE_COLOR|NO_COLOR|GIT_DIR|(?:HTTPS?|ALL|NO)_PROXY)$/i
for (const name of Object.keys(process.env)) if (leftovers.test(name)) Reflect.deleteProperty(process.env, name)

Object.assign(process.env, {DISABLE_TELEMETRY: 'true', HEROKU_API_KEY: 'HRKU-test', IS_HEROKU_TEST_ENV: 'true'})

nock.disableNetConnect()
nock.enableNetConnect(/^(?:127\.0\.0\.1|localhost)(?::|$)/)

// After the compiler alone the catalog may lack what the build generates, and keeps copies of files that were deleted.
const built = new URL('../../src/catalog/', import.meta.url)
const source = new URL('../../../src/catalog/', import.meta.url)
const isStale = (name: string) =>
  name.endsWith('.json') && !(generatedFiles as readonly string[]).includes(name) && !existsSync(new URL(name, source))
if (existsSync(source))
  for (const name of readdirSync(built, {encoding: 'utf8', recursive: true}))
    if (isStale(name)) rmSync(new URL(name, built))
if (!generatedFiles.every(name => existsSync(new URL(name, built))))
  await (await import('../../tools/generate.js')).generate()
if (existsSync(source) && arePageAssetsStale()) await writePageAssets()
