import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import path from 'node:path'

import type {ChangeDiff} from '../../src/model/comparison.js'

import {sample} from '../fixtures/sample.js'
import {heroku, stderrText, temporaryFolder, withServer} from './run.js'

const attach = 'addons:attach citation-pay-db --app badge-demo'
const diffOf = ({stdout}: {stdout: string}) => JSON.parse(stdout) as ChangeDiff

describe('heroku compliance:what-if', () => {
  it('reads what a command names, and ends with 1 where that would get worse', () =>
    withServer(sample(), async run => {
      const result = await run(['compliance:what-if', attach])
      assert.equal(result.code, 1)
      assert.match(result.stdout, /^heroku addons:attach citation-pay-db --app badge-demo \(not run\)\n/)
      assert.match(result.stdout, /^✗ Would get worse: /m)
      assert.match(stderrText(result), /Reading what the commands concern: --app badge-demo, --app citation-pay\./)
      assert.match(stderrText(result), /Exit code 1: would get worse: /)
    }))

  it('takes an alias and the app of HEROKU_APP, and ends with 0', () =>
    withServer(sample(), async run => {
      const result = await run(['compliance:what-if', '--json', '--', 'ps:resize', 'web=standard-1x'], {
        env: {HEROKU_APP: 'badge-demo'},
      })
      assert.notEqual(result.stdout, '', result.stderr)
      const {change, worse} = diffOf(result)
      assert.deepEqual([result.code, worse, change.commands], [0, false, ['heroku ps:type web=standard-1x']])
    }))

  it('reads a script, and refuses what it can not read, with 2 and nothing on stdout', async () => {
    const cwd = await temporaryFolder('plan')
    writeFileSync(
      path.join(cwd, 'plan.sh'),
      `#!/bin/sh\r\nset -eu\r\nheroku addons:attach \\\r\n  citation-pay-db --app badge-demo\r\n`,
    )
    const read = await heroku(['compliance:what-if', '--from', 'plan.sh', '--sample', '--json'], {cwd})
    assert.deepEqual([read.code, diffOf(read).change.commands], [1, [`heroku ${attach}`]])
    writeFileSync(path.join(cwd, 'plan.sh'), `heroku ${attach}\ngit push heroku main\n`)
    const refused = await heroku(['compliance:what-if', '--from', 'plan.sh', '--sample', '--json'], {cwd})
    assert.deepEqual([refused.code, refused.stdout], [2, ''])
    assert.match(stderrText(refused), /plan\.sh:2: git is no command of the Heroku CLI\./)
  })
})
