import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {ApiVocabulary, ResponseShape} from '../../src/api/response-shapes.js'

import {readCatalogFile} from '../../src/catalog/catalog-files.js'
import {shapesFile} from '../../src/cli/actions/record-shapes.js'
import {recordShapes} from '../../src/api/response-shapes.js'
import {UserError} from '../../src/foundation/user-error.js'
import {kinds, rawOf, wantedOf} from '../api/support.js'
import {requestsTo} from '../../tools/sample.js'
import {newShapes} from '../../tools/shapes.js'
import {app, world} from '../fixtures/build.js'

const domains: ResponseShape = {
  responses: 1,
  contentType: 'application/json',
  endpoint: '/apps/*/domains',
  fields: {},
  host: 'platform',
  status: 200,
}

describe('new shapes', () => {
  it('are none in what the simulated API returns', async () => {
    const watched = recordShapes(async ({path: requested}) => {
      const kind = kinds.find(kind => wantedOf(kind).path === requested) ?? assert.fail()
      return {response: {headers: {'content-type': 'application/json'}, json: rawOf(kind), status: 200}}
    }, readCatalogFile<ApiVocabulary>('./api-words.json'))
    for (const kind of kinds) await watched.get({headers: {}, path: wantedOf(kind).path})
    const shapes = watched.shapes().flatMap(newShapes)
    assert.deepEqual(
      shapes.filter(line => !/a new key|a value that is not known/.test(line)),
      [],
    )
  })

  it('are keys, types, values, content types and endpoints that no schema knows', () => {
    const fields = {
      '': ['array'],
      '[]': ['object'],
      '[].acm_status': ['null', 'string (4 letters)'],
      '[].brand_new (new)': ['number'],
      '[].hostname': ['array', 'string'],
      '[].kind': ['null', 'string = custom'],
      '[].{*}': ['object'],
      '[].status': ['string', 'object'],
    }
    assert.deepEqual(newShapes({...domains, fields}), [
      '/apps/*/domains 200: [].acm_status has a value that is not known: string (4 letters)',
      '/apps/*/domains 200: [].brand_new (new) is a new key: number',
      '/apps/*/domains 200: [].hostname is array',
      '/apps/*/domains 200: [].{*} is a new key: object',
    ])
    assert.deepEqual(newShapes({...domains, contentType: 'text/html'}), ['/apps/*/domains 200: the type is text/html'])
    assert.deepEqual(newShapes({...domains, contentType: 'text/html', status: 404}), [])
    assert.deepEqual(newShapes({...domains, endpoint: 'another'}), ['another 200: the endpoint is not known'])
  })
})

describe('the shapes file', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'shapes-'))
  })
  after(() => rmSync(folder, {recursive: true}))

  it('is written once, and holds what was requested', async () => {
    const file = path.join(folder, 'shapes.json')
    const {watch, write} = shapesFile(file, '1.2.3')
    const get = watch(requestsTo(world({apps: [app('payroll')]})))
    await get({headers: {Accept: 'application/vnd.heroku+json; version=3.sdk'}, path: '/apps/payroll'})
    write()
    const text = readFileSync(file, 'utf8')
    const {endpoints, shapesVersion, tool} = JSON.parse(text) as {
      endpoints: ResponseShape[]
      shapesVersion: number
      tool: unknown
    }
    assert.deepEqual(
      [shapesVersion, tool, endpoints.map(({endpoint, status}) => [endpoint, status])],
      [1, {name: 'heroku-compliance', version: '1.2.3'}, [['/apps/*', 200]]],
    )
    assert.doesNotMatch(text, /payroll/)
  })

  it('never overwrites a file', () => {
    const file = path.join(folder, 'there.json')
    writeFileSync(file, 'mine')
    assert.throws(() => shapesFile(file, '1'), UserError)
    assert.equal(readFileSync(file, 'utf8'), 'mine')
  })
})
