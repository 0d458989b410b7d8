import type {Config} from '@oclif/core/interfaces'

import assert from 'node:assert/strict'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import nock from 'nock'

import {isPlain} from '../../src/cli/collecting.js'
import {dataHosts, online} from '../../src/cli/online.js'
import {UserError} from '../../src/model/errors.js'

const config = {platform: 'linux', version: '0.0.0'} as unknown as Config

/** Runs `use` with these variables of the environment; undefined takes one away. */
async function inEnvironment<T>(variables: Readonly<Record<string, string | undefined>>, use: () => Promise<T> | T): Promise<T> {
  const before = Object.keys(variables).map(name => [name, process.env[name]] as const)
  const set = (all: ReadonlyArray<readonly [string, string | undefined]>) => {
    for (const [name, value] of all) {
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

describe('online', () => {
  afterEach(() => nock.cleanAll())

  it('asks with the login of the host', async () => {
    nock('https://api.heroku.com', {reqheaders: {authorization: 'Bearer HRKU-test'}}).get('/stacks').reply(200, [])
    const get = await online(config)
    const outcome = await get({headers: {Accept: 'application/vnd.heroku+json; version=3.sdk'}, path: '/stacks'})
    assert.deepEqual('reply' in outcome && outcome.reply.json, [])
  })

  it('asks the data services at their own host', async () => {
    nock('https://api.data.heroku.com', {reqheaders: {authorization: 'Bearer HRKU-test'}}).get('/redis/v0/databases/x').reply(200, {})
    const get = await online(config)
    const outcome = await get({headers: {}, host: 'redis', path: '/redis/v0/databases/x'})
    assert.deepEqual('reply' in outcome && outcome.reply.json, {})
  })

  it('asks them where the environment says', async () => {
    nock('https://data.example.com').get('/client/v11/databases/x').reply(200, {})
    const get = await inEnvironment({HEROKU_POSTGRESQL_HOST: 'data.example.com'}, () => online(config))
    const outcome = await get({headers: {}, host: 'data', path: '/client/v11/databases/x'})
    assert.deepEqual('reply' in outcome && outcome.reply.json, {})
  })

  it('says that nobody is logged in', async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'home-'))
    try {
      const nobody = {HEROKU_API_KEY: undefined, HEROKU_NETRC_WRITE: 'true', HOME: home, USERPROFILE: home}
      await assert.rejects(inEnvironment(nobody, () => online(config)), (error: unknown) =>
        error instanceof UserError && error.message === 'You are not logged in.' && error.hint === 'Run heroku login, or set HEROKU_API_KEY.')
    } finally {
      rmSync(home, {recursive: true})
    }
  })
})

describe('dataHosts', () => {
  const own = 'api.data.heroku.com'
  const cases: Array<[Record<string, string>, ReturnType<typeof dataHosts>]> = [
    [{}, {data: own, redis: own}],
    [{HEROKU_DATA_HOST: 'a'}, {data: 'a', redis: 'a'}],
    [{HEROKU_DATA_HOST: 'a', HEROKU_POSTGRESQL_HOST: 'b', HEROKU_REDIS_HOST: 'c'}, {data: 'a', redis: 'a'}],
    [{HEROKU_POSTGRESQL_HOST: 'b'}, {data: 'b', redis: own}],
    [{HEROKU_REDIS_HOST: 'c'}, {data: own, redis: 'c'}],
    [{HEROKU_DATA_HOST: '', HEROKU_POSTGRESQL_HOST: '', HEROKU_REDIS_HOST: 'c'}, {data: own, redis: 'c'}],
  ]
  for (const [env, expected] of cases) it(`are ${JSON.stringify(expected)} with ${JSON.stringify(env)}`, () => {
    assert.deepEqual(dataHosts(env), expected)
  })
})

describe('isPlain', () => {
  const none = {CI: undefined, NO_COLOR: undefined, TERM: 'xterm'}
  const cases: Array<[Record<string, string>, boolean]> = [
    [{}, false], [{CI: 'true'}, true], [{CI: ''}, false], [{NO_COLOR: '1'}, true], [{TERM: 'dumb'}, true],
  ]
  for (const [variables, plain] of cases) it(`is ${plain} with ${JSON.stringify(variables)}`, async () => {
    assert.equal(await inEnvironment({...none, ...variables}, isPlain), plain)
  })
})
