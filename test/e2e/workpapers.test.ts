import assert from 'node:assert/strict'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'

import type {World} from '../fixtures/types.js'

import {hostile} from '../fixtures/hostile.js'
import {sample} from '../fixtures/sample.js'
import {heroku, temporaryFolder, withServer} from './run.js'
import {compliantWorld} from './worlds.js'

const worlds: ReadonlyArray<readonly [string, () => World]> = [
  ['the sample', sample],
  ['a hostile account', hostile],
]

describe('workpapers', () => {
  for (const [name, makeWorld] of worlds)
    it(`hold no secret of ${name}, and say what was not seen`, () =>
      withServer(makeWorld(), async run => {
        const folder = path.join(await temporaryFolder('workpapers'), 'papers')
        const {code, stderr, stdout} = await run([
          'compliance:workpapers',
          '--all',
          '--framework',
          'pci',
          '--output',
          folder,
        ])
        assert.equal(code, 3, stderr)
        assert.match(stdout, /^Not seen, and said so in each document: \d+ requests?$/m)
        const files = readdirSync(folder)
        assert.ok(files.includes('index.md') && files.includes('inventory.xlsx'))
        for (const file of files)
          assert.doesNotMatch(readFileSync(path.join(folder, file), 'utf8'), /CANARY|HRKU-test/i, file)
        assert.doesNotMatch(readFileSync(path.join(folder, 'index.md'), 'utf8'), /it wasn't collected/)
      }))

  it('are complete where everything was seen, and in the bundle if asked for', () =>
    withServer(compliantWorld(), async run => {
      const folder = await temporaryFolder('workpapers')
      const {code, stderr} = await run([
        ...['compliance:workpapers', '--team', 'acme', '--framework', 'soc2'],
        ...['--output', path.join(folder, 'papers.zip')],
      ])
      assert.equal(code, 0, stderr)
      const bundle = path.join(folder, 'bundle')
      await run(['compliance:evidence', '--team', 'acme', '--framework', 'soc2', '--workpapers', '--output', bundle])
      assert.ok(existsSync(path.join(bundle, 'workpapers', 'index.md')))
      const verified = await heroku(['compliance:evidence:verify', bundle], {env: {HEROKU_API_KEY: undefined}})
      assert.equal(verified.code, 0, verified.stdout)
    }))
})
