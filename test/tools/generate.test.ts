import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'

import {generatedContent} from '../../tools/generate.js'
import {generatedFiles} from '../../tools/generated-files.js'

describe('the generated files of the catalog', () => {
  for (const name of generatedFiles)
    it(`are up to date in the build (npm run build writes them): ${name}`, async () => {
      const built = readFileSync(new URL(`../../src/catalog/${name}`, import.meta.url), 'utf8')
      assert.ok(built === (await generatedContent(name)))
    })
})
