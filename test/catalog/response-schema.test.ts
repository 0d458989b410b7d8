import assert from 'node:assert/strict'

import type {FactKind} from '../../src/model/facts.js'

import {factChecker, narrower} from '../../src/catalog/response-schema.js'
import {readCatalog} from '../../src/catalog/catalog-files.js'
import {redact} from '../../src/api/redact.js'
import {kinds, rawOf} from '../api/support.js'

const narrow = narrower()
const check = factChecker()

type Schema = Readonly<Record<string, unknown>>
const {$defs} = readCatalog<{$defs: Readonly<Record<string, Schema>>}>('./schema/facts.schema.json')

/** Every schema within, with its JSON pointer. */
function* within(schema: unknown, at: string): Generator<{at: string; schema: Schema}> {
  if (typeof schema !== 'object' || schema === null) return
  if (!Array.isArray(schema) && !at.endsWith('/properties')) yield {at, schema: schema as Schema}
  for (const [key, one] of Object.entries(schema)) yield* within(one, `${at}/${key}`)
}

const body = (kind: FactKind) => {
  const cut = narrow(kind, redact(kind, rawOf(kind)))
  assert.ok('body' in cut, `${kind}: ${JSON.stringify(cut)}`)
  return structuredClone(cut.body) as unknown
}

/** Each value within, the whole included, as its path; of a list, the first row. */
function pathsIn(value: unknown, at: ReadonlyArray<number | string> = []): Array<ReadonlyArray<number | string>> {
  if (typeof value !== 'object' || value === null) return [at]
  const inner = Array.isArray(value)
    ? Object.entries(value)
        .slice(0, 1)
        .map(([, one]) => [0, one] as const)
    : Object.entries(value)
  return [at, ...inner.flatMap(([key, one]) => pathsIn(one, [...at, key]))]
}

const pointer = (path: ReadonlyArray<number | string>) => path.map(key => `/${key}`).join('')

function replaced(value: unknown, [key, ...rest]: ReadonlyArray<number | string>, by: unknown): unknown {
  if (key === undefined) return by
  if (Array.isArray(value))
    return value.map((one, index) => (index === key ? replaced(one, rest, by) : (one as unknown)))
  const row = value as Record<string, unknown>
  return {...row, [key]: replaced(row[key], rest, by)}
}

const valueAt = (value: unknown, path: ReadonlyArray<number | string>) =>
  path.reduce((seen, key) => (seen as Record<number | string, unknown>)[key], value)

describe('the form of facts', () => {
  it('is said of every kind', () => {
    assert.deepEqual(
      Object.keys($defs)
        .filter(name => name.startsWith('fact-'))
        .sort(),
      kinds.map(kind => `fact-${kind}`).sort(),
    )
  })

  it('names all that is kept: no object may hold more, and no list what is not said', () => {
    for (const {at, schema} of within($defs, '#/$defs')) {
      if (schema['properties'] !== undefined || schema['type'] === 'object')
        assert.equal(schema['additionalProperties'], false, at)
      if (schema['type'] === 'array') assert.ok(schema['items'], at)
      assert.equal(schema['patternProperties'], undefined, at)
    }
  })

  it('has no name for what is secret', () => {
    for (const {at, schema} of within($defs, '#/$defs')) {
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

describe('narrower', () => {
  for (const kind of kinds)
    describe(kind, () => {
      it('is cut down to what can be read again', () => {
        assert.deepEqual(check(kind, body(kind)), [])
      })

      it('is malformed, and says where, with a value of another type anywhere', () => {
        const whole = body(kind)
        for (const path of pathsIn(whole).filter(one => valueAt(whole, one) !== null)) {
          const by = Array.isArray(valueAt(whole, path)) ? {} : []
          const cut = narrow(kind, replaced(whole, path, by))
          assert.ok('wrong' in cut, pointer(path))
          assert.ok(
            cut.wrong.split('; ').some(one => one.startsWith(`${pointer(path) || '/'} must be `)),
            `${pointer(path)}: ${cut.wrong}`,
          )
        }
      })

      it('is malformed, and says where, without what it must have', () => {
        const whole = structuredClone(body(kind))
        const schema = $defs[`fact-${kind}`] ?? {}
        const row = (schema['items'] ?? schema) as {required?: string[]}
        for (const name of row.required ?? []) {
          const one = {...((Array.isArray(whole) ? whole[0] : whole) as Record<string, unknown>)}
          Reflect.deleteProperty(one, name)
          const cut = narrow(kind, Array.isArray(whole) ? [one] : one)
          assert.deepEqual(cut, {wrong: `${Array.isArray(whole) ? '/0' : '/'} lacks "${name}"`})
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
    const cut = narrow('app', raw)
    assert.deepEqual(cut, {
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
      '{"id":"1","name":"x","__proto__":{"shield":true},"constructor":{"x":1},"toString":"x","space":{"__proto__":{"shield":true},"id":"2"}}',
    ) as unknown
    const cut = narrow('app', raw)
    assert.ok('body' in cut)
    assert.deepEqual(Object.keys(cut.body), ['id', 'name', 'space'])
    assert.deepEqual(Object.keys(cut.body.space ?? {}), ['id'])
    assert.equal(cut.body.space?.shield, undefined)
    assert.equal(({} as {shield?: unknown}).shield, undefined)
  })

  it('takes no name or value of a type for another', () => {
    for (const shield of ['true', 1, 0, '', {}, []])
      assert.ok('wrong' in narrow('space', {id: '1', name: 'x', shield}), JSON.stringify(shield))
    for (const quantity of ['2', true, {}, []])
      assert.ok('wrong' in narrow('formation', [{quantity, type: 'web'}]), JSON.stringify(quantity))
    for (const enabled of ['true', 1])
      assert.ok('wrong' in narrow('appFeatures', [{enabled, name: 'spaces-strict-tls'}]))
    assert.ok('wrong' in narrow('members', [{two_factor_authentication: 'true'}]))
    assert.ok('wrong' in narrow('inboundRuleset', {applied: 'true', rules: []}))
    assert.ok('wrong' in narrow('inboundRuleset', {applied: true}))
    assert.ok('wrong' in narrow('inboundRuleset', {message: 'maintenance'}))
    assert.ok('wrong' in narrow('topology', {message: 'maintenance'}))
  })

  it('finds the odd row among many', () => {
    const rows = Array.from({length: 50}, (_, index) => ({id: `${index}`, name: index === 37 ? 7 : 'x'}))
    assert.deepEqual(narrow('apps', rows), {wrong: '/37/name must be string'})
  })
})

describe('factChecker', () => {
  it('refuses what is not kept, and says what was meant', () => {
    assert.deepEqual(
      check('apps', [
        {id: '1', name: 'x'},
        {id: '2', name: 'y', web_url: 'https://x'},
      ]),
      ['/1 has no "web_url"'],
    )
    assert.deepEqual(check('space', {id: '1', name: 'x', sheild: true}), ['/ has no "sheild"; did you mean "shield"?'])
    assert.deepEqual(check('logDrains', [{id: '1', target: {host: 'a', scheme: 'https', url: 'https://u:p@a'}}]), [
      '/0/target has no "url"',
      '/0/target must be null',
    ])
  })

  it('changes nothing', () => {
    const fact = {id: '1', name: 'x', web_url: 'https://x'}
    check('app', fact)
    assert.deepEqual(fact, {id: '1', name: 'x', web_url: 'https://x'})
  })
})
