import assert from 'node:assert/strict'

import {commands, runCommand} from '../../src/review/commands.js'
import {newInterview} from '../../src/review/interview.js'
import {lineHelp} from '../../src/review/line-ui/line-commands.js'
import {keyHelp} from '../../src/review/screen-ui/command-keys.js'
import {me, startModel} from './support.js'

const context = {
  canSkip: false,
  interview: newInterview(me),
  model: startModel,
  note: {about: 'the review'},
}

describe('the commands of a review', () => {
  it('tell why they are unavailable, and change nothing then', () => {
    for (const name of ['yes', 'no', 'notApplicable', 'skip', 'waive', 'undo', 'retry'] as const)
      assert.deepEqual(runCommand(name, context), {message: commands[name].unavailable}, name)
  })

  it('are all in the help of the screen, at every width', () => {
    for (const columns of [40, 80])
      for (const {help} of Object.values(commands))
        assert.ok(
          keyHelp(columns).some(line => line.includes(help)),
          `${columns} ${help}`,
        )
  })

  it('are all in the help of the line by line review', () => {
    for (const [name, {help}] of Object.entries(commands))
      assert.ok(
        lineHelp.some(line => line.endsWith(help)),
        name,
      )
  })

  it('fit the help of the screen into a terminal of 80 columns and 24 rows', () => {
    assert.ok(keyHelp(80).length <= 20)
    assert.deepEqual(
      keyHelp(80).filter(line => line.length > 80),
      [],
    )
  })
})
