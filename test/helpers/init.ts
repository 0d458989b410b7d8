import {existsSync, readdirSync, rmSync} from 'node:fs'

import nock from 'nock'

const leftovers = /^(?:HEROKU_.*|NODE_ENV|CI|COLUMNS|DEBUG|FORCE_COLOR|NO_COLOR|GIT_DIR|(?:HTTPS?|ALL|NO)_PROXY)$/i
for (const name of Object.keys(process.env)) if (leftovers.test(name)) Reflect.deleteProperty(process.env, name)

Object.assign(process.env, {DISABLE_TELEMETRY: 'true', HEROKU_API_KEY: 'HRKU-test', IS_HEROKU_TEST_ENV: 'true'})

nock.disableNetConnect()
nock.enableNetConnect(/^(?:127\.0\.0\.1|localhost)(?::|$)/)

// The compiler leaves copies of files that were deleted since: the catalogue would still list them.
const built = new URL('../../src/catalog/', import.meta.url)
const source = new URL('../../../src/catalog/', import.meta.url)
for (const name of existsSync(source) ? readdirSync(built, {encoding: 'utf8', recursive: true}) : []) {
  if (name.endsWith('.json') && !existsSync(new URL(name, source))) rmSync(new URL(name, built))
}
