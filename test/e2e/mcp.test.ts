import assert from 'node:assert/strict'

import type {Read} from '../mcp/support.js'

import {Client} from '@modelcontextprotocol/sdk/client/index.js'
import {StdioClientTransport} from '@modelcontextprotocol/sdk/client/stdio.js'
import {existsSync} from 'node:fs'
import path from 'node:path'

import {checkCounts} from '../mcp/support.js'
import {installed} from './install.js'
import {temporaryFolder, heroku, reportOf} from './run.js'

describe('compliance:mcp in the Heroku CLI', () => {
  it('answers a client, without a login and without a connection', async () => {
    const {bin, env} = await installed()
    const straysFile = path.join(await temporaryFolder('mcp'), 'strays')
    const client = new Client({name: 'test', version: '1'})
    const transport = new StdioClientTransport({
      args: [bin, 'compliance:mcp', '--sample', '--framework', 'pci'],
      command: process.execPath,
      env: {...env, STRAYS: straysFile},
      stderr: 'pipe',
    })
    const errors: Error[] = []
    client.onerror = error => errors.push(error)
    await client.connect(transport)
    const {content} = await client.callTool({arguments: {}, name: 'summary'})
    const [first] = content as ReadonlyArray<{readonly text: string}>
    await client.close()
    const {data} = JSON.parse(first?.text ?? '') as Read
    const report = reportOf(await heroku(['compliance:check', '--sample', '--framework', 'pci', '--json']))
    assert.deepEqual([data['checks'], data['exitCode']], [checkCounts(report), report.exit.code])
    assert.deepEqual([errors, existsSync(straysFile)], [[], false], 'stdout has nothing but the protocol')
  })
})
