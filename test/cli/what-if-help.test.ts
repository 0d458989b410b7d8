import assert from 'node:assert/strict'

import {modeledCommands} from '../../src/changes/effects.js'
import {modeledLines, whatIfDescription} from '../../src/cli/what-if-help.js'

describe('the help of what-if', () => {
  it('lists commands by topic', () => {
    assert.deepEqual(modeledLines(['addons:attach', 'addons:detach', 'ps', 'ps:scale']), [
      '  addons: attach, detach',
      '  ps: (ps), scale',
    ])
  })

  it('names every command whose effect is known, in lines of eighty columns', () => {
    const text = whatIfDescription('say')
    assert.ok(text.split('\n').every(line => line.length <= 76))
    const names: readonly string[] = text.match(/[\w:-]+/g) ?? []
    for (const id of modeledCommands) assert.ok(names.includes(id.slice(id.indexOf(':') + 1)), id)
  })
})
