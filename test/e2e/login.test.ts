import assert from 'node:assert/strict'
import {once} from 'node:events'
import {chmodSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import {connect} from 'node:net'
import path from 'node:path'

import type {AddressInfo} from 'node:net'
import type {Served} from '../fixtures/serve.js'
import type {Ran} from './run.js'

import {installed} from './install.js'
import {during, folder, reportOf, told} from './run.js'
import {calm} from './worlds.js'

const token = 'HRKU-stored'
const check = ['compliance:check', '--app', 'calm', '--json']
const netrc = ({port}: Served) => `machine 127.0.0.1:${port}\n  login lead@example.com\n  password ${token}\n`

/** A folder with a program in it that answers instead of the real one. */
async function program(name: string, answer: string): Promise<string> {
  const at = await folder('programs')
  writeFileSync(path.join(at, name), `#!/bin/sh\n${answer}\n`)
  chmodSync(path.join(at, name), 0o755)
  return `${at}${path.delimiter}${process.env['PATH'] ?? ''}`
}

describe("the host's login", () => {
  it('is used from .netrc', () =>
    during(
      calm(),
      async (run, served) => {
        const home = await folder('home')
        writeFileSync(path.join(home, '.netrc'), netrc(served))
        const ran = await run(check, {env: {HEROKU_API_KEY: undefined, HEROKU_NETRC_WRITE: 'true', HOME: home}})
        assert.equal(ran.code, 0, ran.stderr)
        assert.deepEqual(reportOf(ran).scope.apps, ['calm'])
      },
      {token},
    ))

  it('is used from a .netrc that is encrypted', async function () {
    if (process.platform === 'win32') this.skip()
    await during(
      calm(),
      async (run, served) => {
        const home = await folder('home')
        writeFileSync(path.join(home, '.netrc.gpg'), 'unreadable')
        const PATH = await program('gpg', `cat <<'END'\n${netrc(served)}END`)
        const ran = await run(check, {env: {HEROKU_API_KEY: undefined, HEROKU_NETRC_WRITE: 'true', HOME: home, PATH}})
        assert.equal(ran.code, 0, ran.stderr)
      },
      {token},
    )
  })

  /** Runs with a key store that answers so, where the host remembers that somebody logged in. */
  async function withKeyStore(answer: string): Promise<{readonly ran: Ran; readonly requests: number}> {
    const {env} = await installed()
    const state = path.join(env['XDG_DATA_HOME'] ?? '', 'heroku', 'login.json')
    const PATH = await program('secret-tool', answer)
    writeFileSync(state, '{"account": "lead@example.com"}\n')
    try {
      return await during(
        calm(),
        async (run, {requests}) => {
          const ran = await run(check, {env: {HEROKU_API_KEY: undefined, HOME: await folder('home'), PATH}})
          return {ran, requests: requests.length}
        },
        {token},
      )
    } finally {
      rmSync(state, {force: true})
    }
  }

  it('is used from the key store of the system', async function () {
    if (process.platform !== 'linux') this.skip()
    const {ran} = await withKeyStore(`[ "$*" = "lookup service heroku-cli account lead@example.com" ] && echo ${token}`)
    assert.equal(ran.code, 0, ran.stderr)
  })

  it('is none where the key store fails', async function () {
    if (process.platform !== 'linux') this.skip()
    const {ran, requests} = await withKeyStore('exit 1')
    assert.equal(ran.code, 2)
    assert.match(told(ran), /^Error: You are not logged in\./)
    assert.equal(requests, 0)
  })
})

describe("the host's proxy", () => {
  it('is used', async () => {
    const asked: string[] = []
    const proxy = createServer()
    proxy.on('connect', ({url = ''}, socket) => {
      asked.push(url)
      const onward = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        onward.pipe(socket).pipe(onward)
      })
      for (const end of [onward, socket]) end.on('error', () => end.destroy())
    })
    proxy.listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const {port} = proxy.address() as AddressInfo
    try {
      await during(calm(), async (run, served) => {
        const ran = await run(check, {env: {HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: undefined}})
        assert.equal(ran.code, 0, ran.stderr)
        assert.ok(served.requests.length > 3)
        assert.ok(asked.length > 0 && asked.every(one => one.startsWith('127.0.0.1')), asked.join(' '))
      })
    } finally {
      proxy.closeAllConnections()
      proxy.close()
    }
  })
})
