import assert from 'node:assert/strict'

import {namedResources} from '../../src/changes/named-resources.js'
import {herokuCommand} from '../helpers/commands.js'

const named = async (...lines: readonly string[]) =>
  namedResources(await Promise.all(lines.map(line => herokuCommand(`heroku ${line}`)))).map(
    ({kind, name}) => `${kind} ${name}`,
  )

describe('what commands name', () => {
  for (const [lines, expected] of [
    [['maintenance:on -a web', 'maintenance:off -a web'], ['app web']],
    [['addons:attach db -a web'], ['app web', 'addon db']],
    [['pipelines:add pipe -a web --stage staging'], ['app web', 'pipeline pipe']],
    [['pipelines:promote -a web --to one,two'], ['app web', 'app one', 'app two']],
    [['members:add a@example.com --role member -t acme'], ['team acme']],
    [['spaces:create desk --team acme'], ['team acme']],
    [['apps:create web --team acme', 'maintenance:on -a web'], ['team acme']],
    [['authorizations:create'], []],
  ] as const)
    it(`is ${expected.join(', ') || 'nothing'} in ${lines.join(' and ')}`, async () =>
      assert.deepEqual(await named(...lines), expected))
})
