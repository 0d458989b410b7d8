import assert from 'node:assert/strict'

import type {FactKind} from '../../src/model/facts.js'

import {factErrors, narrowResponse} from '../../src/catalog/response-schema.js'
import {readCatalogFile} from '../../src/catalog/catalog-files.js'
import {redact} from '../../src/api/redact.js'
import {kinds, rawOf} from '../api/support.js'

type Schema = Readonly<Record<string, unknown>>
const {$defs} = readCatalogFile<{$defs: Readonly<Record<string, Schema>>}>('./schema/facts.schema.json')

/** Every schema within, with its JSON pointer. */
function* schemasWithin(schema: unknown, at: string): Generator<{at: string; schema: Schema}> {
  if (typeof schema !== 'object' || schema === null) return
  if (!Array.isArray(schema) && !at.endsWith('/properties')) yield {at, schema: schema as Schema}
  for (const [key, subschema] of Object.entries(schema)) yield* schemasWithin(subschema, `${at}/${key}`)
}

const body = (kind: FactKind) => {
  const narrowed = narrowResponse(kind, redact(kind, rawOf(kind)))
  assert.ok('body' in narrowed, `${kind}: ${JSON.stringify(narrowed)}`)
  return structuredClone(narrowed.body) as unknown
}

/** Each value within, the whole included, as its path; of a list, the first row. */
function pathsIn(value: unknown, at: ReadonlyArray<number | string> = []): Array<ReadonlyArray<number | string>> {
  if (typeof value !== 'object' || value === null) return [at]
  const inner = Array.isArray(value)
    ? Object.entries(value)
        .slice(0, 1)
        .map(([, item]) => [0, item] as const)
    : Object.entries(value)
  return [at, ...inner.flatMap(([key, item]) => pathsIn(item, [...at, key]))]
}

const pointer = (path: ReadonlyArray<number | string>) => path.map(key => `/${key}`).join('')

function withReplaced(value: unknown, [key, ...rest]: ReadonlyArray<number | string>, replacement: unknown): unknown {
  if (key === undefined) return replacement
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withReplaced(item, rest, replacement) : (item as unknown)))
  const row = value as Record<string, unknown>
  return {...row, [key]: withReplaced(row[key], rest, replacement)}
}

const valueAt = (value: unknown, path: ReadonlyArray<number | string>) =>
  path.reduce((current, key) => (current as Record<number | string, unknown>)[key], value)

describe('the schema of facts', () => {
  it('is said of every kind', () => {
    assert.deepEqual(
      Object.keys($defs)
        .filter(name => name.startsWith('fact-'))
        .sort(),
      kinds.map(kind => `fact-${kind}`).sort(),
    )
  })

  it('names all that is kept: no object may hold more, and no list what is not said', () => {
    for (const {at, schema} of schemasWithin($defs, '#/$defs')) {
      if (schema['properties'] !== undefined || schema['type'] === 'object')
        assert.equal(schema['additionalProperties'], false, at)
      if (schema['type'] === 'array') assert.ok(schema['items'], at)
      assert.equal(schema['patternProperties'], undefined, at)
    }
  })

  it('has no name for what is secret', () => {
    for (const {at, schema} of schemasWithin($defs, '#/$defs')) {
      for (const name of Object.keys(schema['properties'] ?? {})) {
        const isAddress = at === '#/$defs/buildpack' && name === 'url'
        if (!isAddress)
          assert.doesNotMatch(
            name,
            /token|password|secret|key|url|command|private|exporter|headers|tunnel|config|env/i,
            at,
          )
      }
    }
  })
})

describe('narrowResponse', () => {
  for (const kind of kinds)
    describe(kind, () => {
      it('is cut down to what can be read again', () => {
        assert.deepEqual(factErrors(kind, body(kind)), [])
      })

      it('is malformed, and says where, with a value of another type anywhere', () => {
        const fullBody = body(kind)
        for (const path of pathsIn(fullBody).filter(candidate => valueAt(fullBody, candidate) !== null)) {
          const by = Array.isArray(valueAt(fullBody, path)) ? {} : []
          const narrowed = narrowResponse(kind, withReplaced(fullBody, path, by))
          assert.ok('problem' in narrowed, pointer(path))
          assert.ok(
            narrowed.problem.split('; ').some(message => message.startsWith(`${pointer(path) || '/'} must be `)),
            `${pointer(path)}: ${narrowed.problem}`,
          )
        }
      })

      it('is malformed, and says where, without what it must have', () => {
        const fullBody = structuredClone(body(kind))
        const schema = $defs[`fact-${kind}`] ?? {}
        const row = (schema['items'] ?? schema) as {required?: string[]}
        for (const name of row.required ?? []) {
          const incomplete = {...((Array.isArray(fullBody) ? fullBody[0] : fullBody) as Record<string, unknown>)}
          Reflect.deleteProperty(incomplete, name)
          const narrowed = narrowResponse(kind, Array.isArray(fullBody) ? [incomplete] : incomplete)
          assert.deepEqual(narrowed, {problem: `${Array.isArray(fullBody) ? '/0' : '/'} lacks "${name}"`})
        }
      })
    })

  it('drops what is not named, however deep it stands', () => {
    const raw = {
      acm: true,
      generation: {id: '1', name: 'cedar', secret: 'x'},
      id: '1',
      name: 'pay',
      owner: {email: 'a@example.com', full_name: 'x', id: '2'},
      region: {id: '3', name: 'us', x: 1},
      space: {id: '4', name: 'vault', shield: true, x: 1},
      team: null,
      web_url: 'https://x',
      x: {y: [{z: 1}]},
      buildpacks: [{homepage: 'x', id: 'heroku/nodejs', version: '1'}],
    }
    const narrowed = narrowResponse('app', raw)
    assert.deepEqual(narrowed, {
      body: {
        acm: true,
        buildpacks: [{id: 'heroku/nodejs'}],
        generation: {id: '1', name: 'cedar'},
        id: '1',
        name: 'pay',
        owner: {email: 'a@example.com', id: '2'},
        region: {id: '3', name: 'us'},
        space: {id: '4', name: 'vault', shield: true},
        team: null,
      },
    })
  })

  it('drops names that mean something to the language', () => {
    const raw = JSON.parse(
      '{"id":"1","name":"x","__proto__":{"shield":true},"constructor":{"x":1},"toString":"x",' +
        '"space":{"__proto__":{"shield":true},"id":"2"}}',
    ) as unknown
    const narrowed = narrowResponse('app', raw)
    assert.ok('body' in narrowed)
    assert.deepEqual(Object.keys(narrowed.body), ['id', 'name', 'space'])
    assert.deepEqual(Object.keys(narrowed.body.space ?? {}), ['id'])
    assert.equal(narrowed.body.space?.shield, undefined)
    assert.equal(({} as {shield?: unknown}).shield, undefined)
  })

  it('takes no name or value of a type for another', () => {
    for (const shield of ['true', 1, 0, '', {}, []])
      assert.ok('problem' in narrowResponse('space', {id: '1', name: 'x', shield}), JSON.stringify(shield))
    for (const quantity of ['2', true, {}, []])
      assert.ok('problem' in narrowResponse('formation', [{quantity, type: 'web'}]), JSON.stringify(quantity))
    for (const enabled of ['true', 1])
      assert.ok('problem' in narrowResponse('appFeatures', [{enabled, name: 'spaces-strict-tls'}]))
    assert.ok('problem' in narrowResponse('members', [{two_factor_authentication: 'true'}]))
    assert.ok('problem' in narrowResponse('inboundRuleset', {applied: 'true', rules: []}))
    assert.ok('problem' in narrowResponse('inboundRuleset', {applied: true}))
    assert.ok('problem' in narrowResponse('inboundRuleset', {message: 'maintenance'}))
    assert.ok('problem' in narrowResponse('topology', {message: 'maintenance'}))
  })

  it('finds the odd row among many', () => {
    const rows = Array.from({length: 50}, (_, index) => ({id: `${index}`, name: index === 37 ? 7 : 'x'}))
    assert.deepEqual(narrowResponse('apps', rows), {problem: '/37/name must be string'})
  })
})

describe('factErrors', () => {
  it('refuses what is not kept, and says what was meant', () => {
    assert.deepEqual(
      factErrors('apps', [
        {id: '1', name: 'x'},
        {id: '2', name: 'y', web_url: 'https://x'},
      ]),
      ['/1 has an unknown key "web_url"'],
    )
    assert.deepEqual(factErrors('space', {id: '1', name: 'x', sheild: true}), [
      '/ has an unknown key "sheild"; did you mean "shield"?',
    ])
    assert.deepEqual(factErrors('logDrains', [{id: '1', target: {host: 'a', scheme: 'https', url: 'https://u:p@a'}}]), [
      '/0/target has an unknown key "url"',
      '/0/target must be null',
    ])
  })

  it('changes nothing', () => {
    const fact = {id: '1', name: 'x', web_url: 'https://x'}
    factErrors('app', fact)
    assert.deepEqual(fact, {id: '1', name: 'x', web_url: 'https://x'})
  })
})
