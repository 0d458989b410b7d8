import type {Config} from '@oclif/core/interfaces'

import assert from 'node:assert/strict'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import nock from 'nock'

import {isPlain} from '../../../src/cli/io/plain-output.js'
import {dataHosts, hostClient} from '../../../src/cli/io/host-client.js'
import {UserError} from '../../../src/foundation/user-error.js'

const config = {platform: 'linux', version: '0.0.0'} as unknown as Config

/** Runs `use` with these variables of the environment; undefined takes one away. */
async function inEnvironment<T>(
  variables: Readonly<Record<string, string | undefined>>,
  use: () => Promise<T> | T,
): Promise<T> {
  const before = Object.keys(variables).map(name => [name, process.env[name]] as const)
  const set = (entries: ReadonlyArray<readonly [string, string | undefined]>) => {
    for (const [name, value] of entries) {
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
    }
  }
  set(Object.entries(variables))
  try {
    return await use()
  } finally {
    set(before)
  }
}

describe('hostClient', () => {
  afterEach(() => nock.cleanAll())

  it('asks with the login of the host', async () => {
    nock('https://api.heroku.com', {reqheaders: {authorization: 'Bearer HRKU-test'}})
      .get('/stacks')
      .reply(200, [])
    const get = await hostClient(config)
    const outcome = await get({headers: {Accept: 'application/vnd.heroku+json; version=3.sdk'}, path: '/stacks'})
    assert.deepEqual('response' in outcome && outcome.response.json, [])
  })

  it('asks the data services at their own host', async () => {
    nock('https://api.data.heroku.com', {reqheaders: {authorization: 'Bearer HRKU-test'}})
      .get('/redis/v0/databases/x')
      .reply(200, {})
    const get = await hostClient(config)
    const outcome = await get({headers: {}, host: 'redis', path: '/redis/v0/databases/x'})
    assert.deepEqual('response' in outcome && outcome.response.json, {})
  })

  it('asks them where the environment says', async () => {
    nock('https://data.herokudev.com').get('/client/v11/databases/x').reply(200, {})
    const get = await inEnvironment({HEROKU_POSTGRESQL_HOST: 'data.herokudev.com'}, () => hostClient(config))
    const outcome = await get({headers: {}, host: 'data', path: '/client/v11/databases/x'})
    assert.deepEqual('response' in outcome && outcome.response.json, {})
  })

  it('says that nobody is logged in', async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'home-'))
    try {
      const loggedOut = {HEROKU_API_KEY: undefined, HEROKU_NETRC_WRITE: 'true', HOME: home, USERPROFILE: home}
      await assert.rejects(
        inEnvironment(loggedOut, () => hostClient(config)),
        (error: unknown) =>
          error instanceof UserError &&
          error.message === 'You are not logged in.' &&
          error.hint === 'Run heroku login, or set HEROKU_API_KEY.',
      )
    } finally {
      rmSync(home, {recursive: true})
    }
  })
})

describe('dataHosts', () => {
  const defaultHost = 'api.data.heroku.com'
  const cases: Array<[Record<string, string>, ReturnType<typeof dataHosts>]> = [
    [{}, {data: defaultHost, redis: defaultHost}],
    [{HEROKU_DATA_HOST: 'a.heroku.com'}, {data: 'a.heroku.com', redis: 'a.heroku.com'}],
    [
      {HEROKU_DATA_HOST: 'a.heroku.com', HEROKU_POSTGRESQL_HOST: 'b.heroku.com', HEROKU_REDIS_HOST: 'c.heroku.com'},
      {data: 'a.heroku.com', redis: 'a.heroku.com'},
    ],
    [{HEROKU_POSTGRESQL_HOST: 'b.heroku.com'}, {data: 'b.heroku.com', redis: defaultHost}],
    [{HEROKU_REDIS_HOST: 'c.heroku.com'}, {data: defaultHost, redis: 'c.heroku.com'}],
    [
      {HEROKU_DATA_HOST: '', HEROKU_POSTGRESQL_HOST: '', HEROKU_REDIS_HOST: 'c.heroku.com'},
      {data: defaultHost, redis: 'c.heroku.com'},
    ],
  ]
  for (const [env, expected] of cases)
    it(`are ${JSON.stringify(expected)} with ${JSON.stringify(env)}`, () => {
      assert.deepEqual(dataHosts(env), expected)
    })

  const trusted = [
    'heroku.com',
    'API.Data.Heroku.com',
    'x.herokai.com',
    'x.herokuspace.com',
    'x.herokudev.com',
    'localhost',
    '127.0.0.1',
  ]
  for (const name of trusted)
    it(`may be ${name}`, () => {
      assert.equal(dataHosts({HEROKU_DATA_HOST: name}).data, name)
    })

  const foreign = [
    'data.example.com',
    'notheroku.com',
    'heroku.com.example.com',
    'localhost.example.com',
    'x.localhost',
    '127.0.0.1.example.com',
    'https://api.data.heroku.com',
    'example.com/.heroku.com',
    'example.com#.heroku.com',
    'example.com\\.heroku.com',
    'u@x.heroku.com',
    'x.heroku.com:443',
  ]
  for (const name of foreign)
    it(`are never ${name}, which would be sent the token`, async () => {
      for (const variable of ['HEROKU_DATA_HOST', 'HEROKU_POSTGRESQL_HOST', 'HEROKU_REDIS_HOST']) {
        const namesVariable = (error: unknown) =>
          error instanceof UserError && error.message.startsWith(`${variable} isn't a Heroku host`)
        assert.throws(() => dataHosts({[variable]: name}), namesVariable)
        await assert.rejects(
          inEnvironment({[variable]: name}, () => hostClient(config)),
          namesVariable,
        )
      }
    })

  it('are asked of the variable that counts alone', () => {
    assert.deepEqual(dataHosts({HEROKU_DATA_HOST: 'x.heroku.com', HEROKU_REDIS_HOST: 'example.com'}), {
      data: 'x.heroku.com',
      redis: 'x.heroku.com',
    })
  })
})

describe('isPlain', () => {
  const interactive = {CI: undefined, NO_COLOR: undefined, TERM: 'xterm'}
  const cases: Array<[Record<string, string>, boolean]> = [
    [{}, false],
    [{CI: 'true'}, true],
    [{CI: ''}, false],
    [{NO_COLOR: '1'}, true],
    [{TERM: 'dumb'}, true],
  ]
  for (const [variables, plain] of cases)
    it(`is ${plain} with ${JSON.stringify(variables)}`, async () => {
      assert.equal(await inEnvironment({...interactive, ...variables}, isPlain), plain)
    })
})
