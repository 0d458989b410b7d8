import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import type {ResponseShape} from '../src/api/response-shapes.js'
import type {FactKind} from '../src/model/facts.js'

import {readCatalogFile} from '../src/catalog/catalog-files.js'
import {paths} from '../src/model/paths.js'

type Schema = Readonly<Record<string, unknown>>
type Defs = Readonly<Record<string, Schema>>

const {$defs: defs} = readCatalogFile<{readonly $defs: Defs}>('./schema/facts.schema.json')
const kinds = new Map((Object.keys(paths) as FactKind[]).map(kind => [paths[kind]('*', '*', '*'), kind]))

/** All that a schema may be, with references followed. */
function alternatives(schema: Schema): Schema[] {
  if (typeof schema['$ref'] === 'string') return alternatives(defs[schema['$ref'].replace('#/$defs/', '')] ?? {})
  return Array.isArray(schema['anyOf'])
    ? (schema['anyOf'] as Schema[]).flatMap(alternative => alternatives(alternative))
    : [schema]
}

/** The schemas of a path such as `[].app.name`; none where nothing is kept of it. */
function schemasAt(kind: FactKind, path: string): Schema[] {
  const steps = [...path.matchAll(/\[\]|\.[^.[]+/g)].map(([step]) => step)
  return steps.reduce(
    (all: Schema[], step) =>
      all.flatMap(schema => {
        const inner = step === '[]' ? schema['items'] : (schema['properties'] as Schema | undefined)?.[step.slice(1)]
        return inner === undefined ? [] : alternatives(inner as Schema)
      }),
    alternatives(defs[`fact-${kind}`] ?? {}),
  )
}

const typeOf = (seen: string) => (['array', 'boolean', 'null', 'number', 'object'].includes(seen) ? seen : 'string')

/** What of an endpoint no schema of ours knows, each as a line. */
export function newShapes({contentType, endpoint, fields, status = 0, failure}: ResponseShape): string[] {
  const at = `${endpoint} ${failure ?? status}`
  const kind = kinds.get(endpoint)
  const isSuccess = status >= 200 && status < 300
  const found = [
    ...(kind ? [] : ['the endpoint is not known']),
    ...(isSuccess && contentType !== 'application/json' ? [`the type is ${contentType ?? 'not said'}`] : []),
    ...Object.entries(fields).flatMap(([path, all]) => {
      const isNewKey = /\(new\)$|\{[^}]*\}$/.test(path)
      if (isNewKey) return [`${path} is a new key: ${all.join(', ')}`]
      // What pg:info prints is lines, each of its own kind.
      const isLine = /\[[^\]]/.test(path)
      const allowed =
        kind && isSuccess && !isLine
          ? schemasAt(kind, path)
              .flatMap(({type}) => [type].flat())
              .map(type => (type === 'integer' ? 'number' : type))
          : []
      const types = [...new Set(all.map(typeOf))].filter(
        type => allowed.length > 0 && !allowed.includes(type) && !allowed.includes(undefined),
      )
      const values = all.filter(value => value.startsWith('string ('))
      return [
        ...(types.length > 0 ? [`${path} is ${types.join(', ')}`] : []),
        ...(values.length > 0 ? [`${path} has a value that is not known: ${values.join(', ')}`] : []),
      ]
    }),
  ]
  return found.map(line => `${at}: ${line}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , file] = process.argv
  if (file === undefined) throw new Error('npm run shapes -- FILE')
  const {endpoints} = JSON.parse(readFileSync(file, 'utf8')) as {readonly endpoints: readonly ResponseShape[]}
  const lines = endpoints.flatMap(newShapes)
  process.stdout.write(lines.length > 0 ? `${lines.join('\n')}\n` : 'Nothing is new.\n')
}
