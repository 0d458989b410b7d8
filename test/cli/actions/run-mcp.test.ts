import assert from 'node:assert/strict'
import {once} from 'node:events'
import {PassThrough} from 'node:stream'

import type {ComplianceCommand} from '../../../src/cli/io/base-command.js'

import {runMcp} from '../../../src/cli/actions/run-mcp.js'

/** What a person reads on stderr who starts the server and ends it at once. */
async function messages(isTTY: boolean): Promise<string> {
  const lines: string[] = []
  const command = {printMessage: (line: string) => lines.push(line), version: '0.0.0'} as unknown as ComplianceCommand
  const [stdin, stdout] = [Object.assign(new PassThrough(), {isTTY}), new PassThrough()]
  const served = runMcp(command, {framework: ['baseline'], sample: true}, {stdin, stdout} as unknown as NodeJS.Process)
  stdin.end('{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
  const [answer] = (await once(stdout, 'data')) as [Buffer]
  assert.equal(String(answer), '{"result":{},"jsonrpc":"2.0","id":1}\n')
  await served
  return lines.join('\n')
}

describe('a server that is started by hand', () => {
  it('says what it is and how a client starts it, and serves', async () => {
    assert.match(await messages(true), /^This is a server [^]*"--sample",\s+"--framework",\s+"baseline"/)
  })

  it('says nothing where a client starts it', async () => {
    assert.equal(await messages(false), '')
  })
})
