import assert from 'node:assert/strict'
import {once} from 'node:events'
import {chmodSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import {connect} from 'node:net'
import path from 'node:path'

import type {AddressInfo} from 'node:net'
import type {Served} from '../fixtures/serve.js'
import type {CommandResult} from './run.js'

import {installed} from './install.js'
import {withServer, temporaryFolder, reportOf, stderrText} from './run.js'
import {compliantWorld} from './worlds.js'

const token = 'HRKU-stored'
const check = ['compliance:check', '--app', 'calm', '--json']
const netrc = ({port}: Served) => `machine 127.0.0.1:${port}\n  login lead@example.com\n  password ${token}\n`

/** A folder with a program in it that answers instead of the real one. */
async function programOnPath(name: string, scriptBody: string): Promise<string> {
  const directory = await temporaryFolder('programs')
  writeFileSync(path.join(directory, name), `#!/bin/sh\n${scriptBody}\n`)
  chmodSync(path.join(directory, name), 0o755)
  return `${directory}${path.delimiter}${process.env['PATH'] ?? ''}`
}

describe("the host's login", () => {
  it('is read from .netrc', () =>
    withServer(
      compliantWorld(),
      async (run, server) => {
        const home = await temporaryFolder('home')
        writeFileSync(path.join(home, '.netrc'), netrc(server))
        const result = await run(check, {env: {HEROKU_API_KEY: undefined, HEROKU_NETRC_WRITE: 'true', HOME: home}})
        assert.equal(result.code, 0, result.stderr)
        assert.deepEqual(reportOf(result).scope.apps, ['calm'])
      },
      {token},
    ))

  it('is read from an encrypted .netrc', async function () {
    if (process.platform === 'win32') this.skip()
    await withServer(
      compliantWorld(),
      async (run, server) => {
        const home = await temporaryFolder('home')
        writeFileSync(path.join(home, '.netrc.gpg'), 'unreadable')
        const PATH = await programOnPath('gpg', `cat <<'END'\n${netrc(server)}END`)
        const result = await run(check, {
          env: {HEROKU_API_KEY: undefined, HEROKU_NETRC_WRITE: 'true', HOME: home, PATH},
        })
        assert.equal(result.code, 0, result.stderr)
      },
      {token},
    )
  })

  /** Runs with a key store that answers so, where the host remembers that somebody logged in. */
  async function withKeyStore(
    scriptBody: string,
  ): Promise<{readonly result: CommandResult; readonly requests: number}> {
    const {env} = await installed()
    const state = path.join(env['XDG_DATA_HOME'] ?? '', 'heroku', 'login.json')
    const PATH = await programOnPath('secret-tool', scriptBody)
    writeFileSync(state, '{"account": "lead@example.com"}\n')
    try {
      return await withServer(
        compliantWorld(),
        async (run, {requests}) => {
          const result = await run(check, {env: {HEROKU_API_KEY: undefined, HOME: await temporaryFolder('home'), PATH}})
          return {result, requests: requests.length}
        },
        {token},
      )
    } finally {
      rmSync(state, {force: true})
    }
  }

  it("is read from the system's key store", async function () {
    if (process.platform !== 'linux') this.skip()
    const {result} = await withKeyStore(
      `[ "$*" = "lookup service heroku-cli account lead@example.com" ] && echo ${token}`,
    )
    assert.equal(result.code, 0, result.stderr)
  })

  it('is missing if the key store fails', async function () {
    if (process.platform !== 'linux') this.skip()
    const {result, requests} = await withKeyStore('exit 1')
    assert.equal(result.code, 2)
    assert.match(stderrText(result), /^Error: You are not logged in\./)
    assert.equal(requests, 0)
  })
})

describe("the host's proxy", () => {
  it('is used', async () => {
    const connected: string[] = []
    const proxy = createServer()
    proxy.on('connect', ({url = ''}, socket) => {
      connected.push(url)
      const upstream = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        upstream.pipe(socket).pipe(upstream)
      })
      for (const endpoint of [upstream, socket]) endpoint.on('error', () => endpoint.destroy())
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const {port} = proxy.address() as AddressInfo
    try {
      await withServer(compliantWorld(), async (run, server) => {
        const result = await run(check, {env: {HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: undefined}})
        assert.equal(result.code, 0, result.stderr)
        assert.ok(server.requests.length > 3)
        assert.ok(
          connected.length > 0 && connected.every(address => address.startsWith('127.0.0.1')),
          connected.join(' '),
        )
      })
    } finally {
      proxy.closeAllConnections()
      proxy.close()
    }
  })
})
