import assert from 'node:assert/strict'

import {installed} from './install.js'
import {heroku} from './run.js'

describe('the plugin in the Heroku CLI', () => {
  it('installs without a warning of its own', async () => {
    const {messages} = await installed()
    assert.match(messages.stderr + messages.stdout, /installed v\d/)
    assert.doesNotMatch(messages.stderr.replaceAll(/^npm .*$/gm, ''), /warn|deprecat|error/i)
  })

  it('is listed', async () => {
    const {code, stdout} = await heroku(['plugins'])
    assert.equal(code, 0)
    assert.match(stdout, /heroku-compliance/)
  })

  it('shows its topic in the help', async () => {
    const {code, stdout} = await heroku(['help', 'compliance'])
    assert.equal(code, 0)
    for (const command of ['check', 'cjis', 'collect', 'controls', 'pci'])
      assert.match(stdout, new RegExp(`compliance:${command}`))
  })

  it('says which command to run first', async () => {
    const {code, stderr, stdout} = await heroku(['compliance'])
    assert.equal(code, 0)
    assert.equal(stderr, '')
    assert.match(stdout, /heroku compliance:check --app/)
  })

  for (const command of ['check', 'cjis', 'collect', 'pci'])
    it(`explains the flags of compliance:${command}`, async () => {
      const {code, stderr, stdout} = await heroku([`compliance:${command}`, '--help'])
      assert.equal(code, 0)
      assert.equal(stderr, '')
      for (const word of ['USAGE', 'FLAGS', 'EXAMPLES', '--app', '--space', '--team', '--pipeline', '--all'])
        assert.ok(stdout.includes(word), word)
      for (const line of stdout.split('\n')) assert.ok(line.length <= 80, line)
    })

  it('states its own version', async () => {
    const {stdout} = await heroku(['compliance:check', '--sample', '--json'])
    const {stdout: pluginList} = await heroku(['plugins'])
    const {tool} = JSON.parse(stdout) as {tool: {version: string}}
    assert.ok(pluginList.includes(tool.version))
  })
})
