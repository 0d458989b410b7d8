import assert from 'node:assert/strict'
import path from 'node:path'

import {clientSettings} from '../../../src/cli/actions/mcp-client-settings.js'

/** The settings in what a person reads. */
const settingsIn = (text: string): unknown => JSON.parse(text.slice(text.indexOf('{')))

const serverWith = (args: readonly string[]) => ({
  mcpServers: {'heroku-compliance': {args: ['compliance:mcp', ...args], command: 'heroku'}},
})

describe('what a person reads who starts the server by hand', () => {
  it('says what it is, and has the settings of a client in JSON', () => {
    const text = clientSettings({sample: true}, false)
    assert.match(text, /^This is a server of the Model Context Protocol/)
    assert.deepEqual(settingsIn(text), serverWith(['--sample']))
    for (const line of text.split('\n')) assert.ok(line.length <= 80, line)
  })

  it('has files by absolute paths, because a client starts it elsewhere', () => {
    const flags = {
      framework: ['pci', './house.yml'],
      now: '2027-01-01',
      policy: 'own.yml',
      sample: false,
      snapshot: ['a.json', '/tmp/b.json'],
    }
    assert.deepEqual(
      settingsIn(clientSettings(flags, true)),
      serverWith([
        '--snapshot',
        path.resolve('a.json'),
        '--snapshot',
        path.resolve('/tmp/b.json'),
        '--framework',
        'pci',
        '--framework',
        path.resolve('house.yml'),
        '--policy',
        path.resolve('own.yml'),
        '--now',
        '2027-01-01',
      ]),
    )
    assert.deepEqual(
      settingsIn(clientSettings({report: 'r.json', sample: false}, false)),
      serverWith(['--report', path.resolve('r.json')]),
    )
  })

  it('names the policy of the working folder', () => {
    assert.deepEqual(
      settingsIn(clientSettings({sample: false, snapshot: ['a.json']}, true)),
      serverWith(['--snapshot', path.resolve('a.json'), '--policy', path.resolve('compliance.yml')]),
    )
  })
})
