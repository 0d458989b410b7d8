import assert from 'node:assert/strict'

import type {Outcome} from '../../src/api/http.js'
import type {ApiVocabulary, ResponseShape} from '../../src/api/response-shapes.js'

import {readCatalogFile} from '../../src/catalog/catalog-files.js'
import {characterCounts} from '../../src/api/value-shapes.js'
import {recordShapes} from '../../src/api/response-shapes.js'
import {canary, uuid} from '../fixtures/ids.js'
import {secretRoutes} from '../fixtures/respond-secrets.js'
import {hostOf, kinds, rawOf, wantedOf} from './support.js'

const words = readCatalogFile<ApiVocabulary>('./api-words.json')

interface Asked {
  readonly path: string
  readonly json?: unknown
  readonly status?: number
  readonly type?: string
  readonly outcome?: Outcome
}

/** The shapes of these responses, in turn. */
async function shapes(...requested: readonly Asked[]): Promise<ResponseShape[]> {
  const left = [...requested]
  const watched = recordShapes(async () => {
    const {json, outcome, status = 200, type = 'application/json'} = left.shift() ?? assert.fail()
    return outcome ?? {response: {headers: {'content-type': type}, json, status}}
  }, words)
  for (const {path} of requested) await watched.get({headers: {}, path})
  return watched.shapes()
}

const fields = async (json: unknown, path = '/apps/pay/domains') =>
  (await shapes({json, path}))[0]?.fields ?? assert.fail()

describe('characterCounts', () => {
  it('counts characters and reveals nothing else', () => {
    assert.equal(characterCounts('Temporarily Unavailable'), '(22 letters, 1 blanks)')
    assert.equal(characterCounts('a-1 ü\t.'), '(2 letters, 1 digits, 2 blanks, 2 others)')
    assert.equal(characterCounts(''), '(empty)')
  })
})

describe('recordShapes', () => {
  it('names endpoint, status and content type, but not the resource', async () => {
    const [shape] = await shapes(
      {json: [], path: '/apps/pay/domains', type: 'application/json; charset=utf-8'},
      {json: [], path: '/apps/other/domains'},
    )
    assert.deepEqual(shape, {
      responses: 2,
      contentType: 'application/json',
      endpoint: '/apps/*/domains',
      fields: {'': ['array']},
      host: 'platform',
      status: 200,
    })
    const several = await shapes(
      {path: '/teams/apps/pay', status: 404},
      {path: '/teams/acme/apps'},
      {path: '/no/such/thing', type: 'x/secret'},
      {outcome: {failure: 'timeout'}, path: '/account'},
    )
    assert.deepEqual(
      several.map(({contentType, endpoint, status, failure}) => [endpoint, status ?? failure, contentType]).sort(),
      [
        ['/account', 'timeout', undefined],
        ['/teams/*/apps', 200, 'application/json'],
        ['/teams/apps/*', 404, 'application/json'],
        ['another', 200, '(7 letters, 1 others)'],
      ],
    )
  })

  it('keeps keys with their types, and values of enumerations only', async () => {
    const row = {
      acm_status: 'cert issued',
      created_at: '2026-11-20T12:00:00Z',
      hostname: 'secret.example.com',
      id: uuid('a', 'b'),
      kind: 'custom',
      sni_endpoint: null,
    }
    assert.deepEqual(await fields([row, {...row, acm_status: 'quite fine', sni_endpoint: {name: 'x'}}]), {
      '': ['array'],
      '[]': ['object'],
      '[].acm_status': ['string (9 letters, 1 blanks)', 'string = cert issued'],
      '[].created_at': ['date 9999-99-99T99:99:99Z'],
      '[].hostname': ['string'],
      '[].id': ['uuid'],
      '[].kind': ['string = custom'],
      '[].sni_endpoint': ['null', 'object'],
      '[].sni_endpoint.name': ['string'],
    })
    assert.deepEqual(
      await fields({
        id: true,
        name: 7,
        url: 'https://secret.example.com/x',
        email: 'a@secret.example.com',
        updated_at: '2013-08-01 21:34:23 UTC',
      }),
      {
        '': ['object'],
        '.email': ['address'],
        '.id': ['boolean'],
        '.name': ['number'],
        '.updated_at': ['date 9999-99-99 99:99:99 UTC'],
        '.url': ['URL'],
      },
    )
  })

  it('names a new key, describes one that could be a name, and keeps no value of either', async () => {
    assert.deepEqual(
      await fields({
        created_at: null,
        id: 'x',
        name: 'x',
        'Some key-1': 'secret',
        brand_new: 'secret one',
        odd_one: {id: 'secret'},
      }),
      {
        '': ['object'],
        '.brand_new (new)': ['string (9 letters, 1 blanks)'],
        '.created_at': ['null'],
        '.id': ['string'],
        '.name': ['string'],
        '.odd_one (new)': ['object'],
        '.odd_one (new).id': ['string (6 letters)'],
        '.{(7 letters, 1 digits, 1 blanks, 1 others)}': ['string (6 letters)'],
      },
    )
    const long = 'a'.repeat(42)
    assert.ok(Object.keys(await fields({id: 1, [long]: 1})).includes('.{(42 letters)}'))
  })

  it('masks keys of objects that are keyed by name', async () => {
    for (const json of [
      {payroll: 'x', shop: 'y', [uuid('a', 'b')]: 'z'},
      {payroll: {id: 'a'}},
      {payroll: 1, shop: 2, id: 3},
    ]) {
      assert.doesNotMatch(JSON.stringify(await fields(json)), /payroll|shop|[\da-f]{8}-/)
    }
    assert.deepEqual(Object.keys(await fields({payroll: {id: 'a'}})), ['', '.{*}', '.{*}.id'])
  })

  it('masks a new key that occurs as a value, before or after', async () => {
    const keyed = {json: {id: 'x', name: 'x', payroll: 1}, path: '/apps/x'}
    const said = {json: [{id: 'y', name: 'payroll'}], path: '/apps'}
    for (const all of [
      [keyed, said],
      [said, keyed],
      [keyed, {json: [], path: '/apps/payroll/domains'}],
    ])
      assert.doesNotMatch(JSON.stringify(await shapes(...all)), /payroll/)
    assert.match(JSON.stringify(await shapes(keyed)), /payroll \(new\)/)
  })

  it('keeps known words of pg:info, and describes others', async () => {
    const info = [
      {name: 'HA Status', values: ['Temporarily Unavailable']},
      {name: 'HA Status', values: ['Fine with secret']},
      {name: 'Rollback', values: ['earliest from 2026-11-09 15:17 UTC']},
      {name: 'Secret Line', values: ['secret', 7]},
      {name: 'PG Version', values: ['16.4']},
      {name: 'Forks', values: ['postgres://u:secret@x/y']},
    ]
    assert.deepEqual((await shapes({json: {info}, path: '/client/v11/databases/x'}))[0]?.fields, {
      '': ['object'],
      '.info': ['array'],
      '.info[]': ['object'],
      '.info[][(10 letters, 1 blanks)]': ['line', 'number', 'string (6 letters)'],
      '.info[][Forks]': ['line', `string ${characterCounts('postgres://u:secret@x/y')}`],
      '.info[][HA Status]': ['line', 'string (14 letters, 2 blanks)', 'string = Temporarily Unavailable'],
      '.info[][PG Version]': ['line', 'string = 9.9'],
      '.info[][Rollback]': ['line', 'string = earliest from 9-9-9 9:9 UTC'],
    })
  })

  it('names the ID of an error, and a body that is not JSON', async () => {
    const seen = await shapes(
      {json: {id: 'not_found', message: 'secret', resource: 'app'}, path: '/apps/x', status: 404},
      {path: '/apps/y', status: 404, type: 'text/html'},
      {json: {id: 'secret', message: 'secret'}, path: '/apps/z', status: 422},
    )
    assert.deepEqual(
      seen.map(shape => shape.fields['.id'] ?? shape.fields['']),
      [['string = not_found'], ['no JSON'], ['string (6 letters)']],
    )
    assert.doesNotMatch(JSON.stringify(seen), /secret/)
  })

  it('keeps no name, ID, address or secret of any kind of fact', async () => {
    const all = [...kinds.map(kind => ({json: rawOf(kind), path: wantedOf(kind).path}))]
    const text = JSON.stringify(await shapes(...all))
    const strings: string[] = []
    JSON.stringify(all, (_, value: unknown) => {
      if (typeof value === 'string') strings.push(value)
      return value
    })
    const known = new Set([
      ...words.keys,
      ...Object.values(words.values).flat(),
      ...Object.entries(words.lines).flat(2),
      'string',
      'number',
      'array',
      'line',
      'object',
      'another',
      'status',
    ])
    const found = new Set([...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}._@:/ -]{3,}/gu)].map(([word]) => word))
    assert.deepEqual(
      [...new Set(strings)].filter(word => word.length > 3 && found.has(word) && !known.has(word)),
      [],
    )
    assert.doesNotMatch(text, /CANARY|@|acme|vault|pay-|example|[\da-f]{8}-[\da-f]{4}/)
    assert.ok(kinds.every(kind => hostOf(kind)))
  })

  it('keeps nothing of responses that consist of secrets', async () => {
    const all = secretRoutes.map(([pattern]) => pattern.replaceAll(':', 'x'))
    const secret = canary('config-var', 'x')
    const bodies = [
      {DATABASE_URL: `postgres://u:${secret}@x/y`, SECRET_KEY: secret, token_of_mine: secret},
      [{key: 'SECRET_KEY', value: secret}],
      {[secret]: secret},
      secret,
      [secret],
    ]
    const text = JSON.stringify(await shapes(...all.flatMap(path => bodies.map(json => ({json, path, type: secret})))))
    assert.ok(!text.includes(secret))
    assert.doesNotMatch(text, /SECRET|DATABASE_URL|token_of_mine|CANARY/)
  })
})
