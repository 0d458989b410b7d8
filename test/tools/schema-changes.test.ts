import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {Direction, SchemaSet} from '../../tools/schema-changes.js'

import {publishedSchemas} from '../../tools/published-schemas.js'
import {breakingChanges, mayBreak} from '../../tools/schema-changes.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const json = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'))

describe('breakingChanges', () => {
  const before = {
    $defs: {
      severity: {enum: ['high', 'low']},
      tree: {properties: {children: {items: {$ref: '#/$defs/tree'}}, name: {type: 'string'}}, type: 'object'},
    },
    additionalProperties: false,
    properties: {
      age: {maximum: 9, minimum: 1, type: 'integer'},
      either: {anyOf: [{type: 'string'}, {type: 'boolean'}]},
      list: {items: {type: 'string'}, minItems: 1, type: 'array'},
      map: {additionalProperties: {type: 'integer'}, type: 'object'},
      kind: {$comment: 'open: there may be others', enum: ['app', 'team']},
      name: {pattern: '^a', type: 'string'},
      rules: {allOf: [{minLength: 2}], not: {const: 'no'}},
      severity: {$ref: '#/$defs/severity', description: 'how bad'},
      tree: {$ref: '#/$defs/tree'},
    },
    required: ['name'],
    type: 'object',
  }

  /** The schema with another part at a path; undefined removes it. */
  function mutated(at: string, part: unknown): object {
    const copy = structuredClone(before) as Record<string, unknown>
    const keys = at.split('/')
    const last = keys.pop() ?? ''
    const parent = keys.reduce<Record<string, unknown>>((node, key) => node[key] as Record<string, unknown>, copy)
    parent[last] = part
    return JSON.parse(JSON.stringify(copy)) as object
  }

  const found = (newer: object, direction: Direction) => {
    const set = (schema: object): SchemaSet => new Map([['x.json', schema as Record<string, unknown>]])
    return breakingChanges('x.json', [set(before), set(newer)], [direction])
  }

  // What each change breaks: those who write what we read, those who read what we write, or both.
  for (const [name, at, part, pointer, breaks] of [
    ['a key is removed', 'properties/age', undefined, '/properties/age', 'both'],
    ['a key is forbidden', 'properties/age', false, '/properties/age', 'both'],
    ['a key is added', 'properties/extra', {type: 'string'}, '', 'none'],
    ['a type is another', 'properties/name/type', 'integer', '/properties/name/type', 'both'],
    ['a type is added', 'properties/name/type', ['string', 'null'], '/properties/name/type', 'written'],
    ['a type is wider', 'properties/age/type', 'number', '/properties/age/type', 'written'],
    ['a type is gone', 'properties/name/type', undefined, '/properties/name/type', 'written'],
    ['a value is removed behind a reference', '$defs/severity/enum', ['high'], '/properties/severity/enum', 'read'],
    ['a value is added', '$defs/severity/enum', ['high', 'low', 'none'], '/properties/severity/enum', 'written'],
    ['an open list has one more', 'properties/kind/enum', ['app', 'team', 'space'], '', 'none'],
    ['an open list has one less', 'properties/kind/enum', ['app'], '/properties/kind/enum', 'read'],
    ['a key becomes required', 'required', ['name', 'age'], '/required', 'read'],
    ['a key becomes optional', 'required', undefined, '/required', 'written'],
    ['a pattern is another', 'properties/name/pattern', '^ab', '/properties/name/pattern', 'both'],
    ['a pattern is gone', 'properties/name/pattern', undefined, '/properties/name/pattern', 'written'],
    ['a pattern is new', 'properties/age/pattern', '^1', '/properties/age/pattern', 'read'],
    ['a minimum rises', 'properties/age/minimum', 2, '/properties/age/minimum', 'read'],
    ['a minimum falls', 'properties/age/minimum', 0, '/properties/age/minimum', 'written'],
    ['a maximum falls', 'properties/age/maximum', 8, '/properties/age/maximum', 'read'],
    ['a maximum rises', 'properties/age/maximum', 10, '/properties/age/maximum', 'written'],
    ['items are others', 'properties/list/items/type', 'integer', '/properties/list/items/type', 'both'],
    ['more items are needed', 'properties/list/minItems', 2, '/properties/list/minItems', 'read'],
    [
      'values of a map are others',
      'properties/map/additionalProperties/type',
      'string',
      '/properties/map/additionalProperties/type',
      'both',
    ],
    [
      'a map takes anything',
      'properties/map/additionalProperties',
      true,
      '/properties/map/additionalProperties',
      'written',
    ],
    [
      'a map takes nothing',
      'properties/map/additionalProperties',
      false,
      '/properties/map/additionalProperties',
      'read',
    ],
    ['an object is opened', 'additionalProperties', true, '', 'none'],
    ['an alternative is removed', 'properties/either/anyOf', [{type: 'string'}], '/properties/either/anyOf/1', 'read'],
    ['an alternative is added', 'properties/either/anyOf/2', {type: 'null'}, '/properties/either/anyOf', 'written'],
    ['a rule is added', 'properties/rules/allOf/1', {maxLength: 3}, '/properties/rules/allOf', 'read'],
    ['a rule is gone', 'properties/rules/allOf', undefined, '/properties/rules/allOf/0', 'written'],
    ['something else is denied', 'properties/rules/not/const', 'yes', '/properties/rules/not', 'both'],
    [
      'a definition that refers to itself changes',
      '$defs/tree/properties/name/type',
      'integer',
      '/properties/tree/properties/name/type',
      'both',
    ],
    ['an unknown keyword changes', 'properties/name/unknown', 1, '/properties/name/unknown', 'read'],
    ['a description changes', 'properties/severity/description', 'how very bad', '', 'none'],
    ['a definition is renamed', '$defs/other', {}, '', 'none'],
  ] as const)
    it(`says whom it breaks that ${name}`, () => {
      const newer = mutated(at, part)
      for (const direction of ['read', 'written'] as const) {
        const isBreaking = breaks === 'both' || breaks === direction
        const pointers = new Set(found(newer, direction).map(line => line.replace('x.json#', '').split(':')[0]))
        assert.deepEqual([...pointers], isBreaking ? [pointer] : [], direction)
      }
    })
})

describe('mayBreak', () => {
  for (const [since, version, expected] of [
    ['0.1.0', '0.1.0', false],
    ['0.1.0', '0.1.9', false],
    ['0.1.0', '0.2.0', true],
    ['0.9.0', '1.0.0', true],
    ['1.2.0', '1.10.0', false],
    ['1.2.0', '2.0.0', true],
    ['2.0.0', '1.9.0', false],
    ['1.0.0', '0.9.0', false],
  ] as const)
    it(`${version} ${expected ? 'may' : 'may not'} break what ${since} promised`, () => {
      assert.equal(mayBreak(since, version), expected)
    })
})

describe('the schemas', () => {
  const published = path.join('test', 'schemas', 'published')
  const {version} = json('package.json') as {version: string}
  const compare = (one: string, other: string) => one.localeCompare(other, 'en', {numeric: true})
  const baseline = readdirSync(path.join(root, published)).sort(compare).at(-1) ?? ''
  const older = (file: string) => json(path.join(published, baseline, file))

  const directions: ReadonlyArray<readonly [file: string, directions: readonly Direction[]]> = [
    ['report.schema.json', ['read', 'written']],
    ['manifest.schema.json', ['read', 'written']],
    ['snapshot.schema.json', ['read']],
    ['policy.schema.json', ['read']],
    ['own-framework.schema.json', ['read']],
  ]

  it('break no promise of the published version, unless this version may', () => {
    const newer = publishedSchemas() as Record<string, Record<string, unknown>>
    const before: SchemaSet = new Map(Object.keys(newer).map(file => [file, older(file) as Record<string, unknown>]))
    const broken = directions.flatMap(([file, ways]) =>
      breakingChanges(file, [before, new Map(Object.entries(newer))], ways),
    )
    assert.deepEqual(mayBreak(baseline, version) ? [] : broken, [])
  })

  it('and neither do the names that a policy uses', () => {
    interface Names {
      readonly checks: readonly string[]
      readonly controls: Readonly<Record<string, readonly string[]>>
      readonly documents: readonly string[]
    }
    const [before, now] = [older('names.json'), publishedSchemas()['names.json']] as [Names, Names]
    const gone = [
      ...before.checks.filter(id => !now.checks.includes(id)),
      ...before.documents.filter(id => !now.documents.includes(id)),
      ...Object.entries(before.controls).flatMap(([framework, ids]) =>
        ids.filter(id => !now.controls[framework]?.includes(id)).map(id => `${framework} ${id}`),
      ),
    ]
    assert.deepEqual(mayBreak(baseline, version) ? [] : gone, [])
  })
})
