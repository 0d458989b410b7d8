import type {Metafile} from 'esbuild'
import type {Ajv2020} from 'ajv/dist/2020.js'

import ajvStandalone from 'ajv/dist/standalone/index.js'
import {_} from 'ajv/dist/2020.js'
import {build} from 'esbuild'
import {renameSync} from 'node:fs'
import path from 'node:path'

import type {FactSchema} from '../src/catalog/bundled-schemas.js'

import {
  bundledSchemas,
  compiledSchema,
  factCompiler,
  factDefinition,
  readFactSchema,
  schemaCompiler,
} from '../src/catalog/bundled-schemas.js'
import {paths} from '../src/model/paths.js'

// The types of a CommonJS package say that its default export is its module.
const standaloneCode = ajvStandalone as unknown as typeof ajvStandalone.default

const code = {formats: _`require("./dist/src/parsing/schema-formats.js").formats`, optimize: 2, source: true}

/**
 * Compiles the bundled schemas to standalone code, a CommonJS module for each and one for all kinds of facts. The
 * source maps are moved to another folder, since nobody debugs generated code.
 *
 * @returns what the code consists of
 */
export async function writeStandaloneValidators(root: string, folder: string, maps: string): Promise<Metafile> {
  const modules = new Map<string, string>(
    bundledSchemas.map(name => {
      const ajv = schemaCompiler({code, inlineRefs: false})
      return [name, standaloneCode(ajv, compiledSchema(ajv, name))]
    }),
  )
  modules.set('facts', factsCode())
  const {metafile} = await build({
    absWorkingDir: root,
    bundle: true,
    entryPoints: [...modules.keys()].map(name => ({in: `standalone:${name}`, out: name})),
    format: 'cjs',
    legalComments: 'none',
    metafile: true,
    minify: true,
    outdir: folder,
    outExtension: {'.js': '.cjs'},
    platform: 'node',
    sourcemap: 'external',
    plugins: [
      {
        name: 'standalone',
        setup(plugin) {
          plugin.onResolve({filter: /^standalone:/}, ({path: name}) => ({
            namespace: 'standalone',
            path: name.slice('standalone:'.length),
          }))
          plugin.onLoad({filter: /.*/, namespace: 'standalone'}, ({path: name}) => ({
            contents: modules.get(name) ?? '',
            loader: 'js',
            resolveDir: root,
          }))
        },
      },
    ],
    target: 'node20',
  })
  for (const name of modules.keys())
    renameSync(path.join(folder, `${name}.cjs.map`), path.join(maps, `${name}.cjs.map`))
  return metafile
}

function factsCode(): string {
  const schema = withSharedParts(readFactSchema())
  const ajv: Ajv2020 = factCompiler(schema, {code})
  const kinds = Object.keys(paths)
  return standaloneCode(
    ajv,
    Object.fromEntries(kinds.map(kind => [kind, `${schema.$id}#/$defs/${factDefinition(kind)}`])),
  )
}

/** The same schema with recurring parts under `$defs`, where each is compiled once: that saves a fifth of the code. */
function withSharedParts(schema: FactSchema): FactSchema {
  const occurrences = new Map<string, number>()
  const count = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if (isShareable(part)) occurrences.set(JSON.stringify(part), (occurrences.get(JSON.stringify(part)) ?? 0) + 1)
    for (const child of Object.values(part)) count(child)
  }

  count(schema.$defs)
  const shared = new Map<string, {readonly name: string; readonly schema: unknown}>()
  const childrenShared = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part
    if (Array.isArray(part)) return part.map(replaced)
    return Object.fromEntries(Object.entries(part).map(([key, child]) => [key, replaced(child)]))
  }

  function replaced(part: unknown): unknown {
    const text = JSON.stringify(part)
    if ((occurrences.get(text) ?? 0) < 2) return childrenShared(part)
    const {name} = shared.get(text) ?? {name: `shared-${shared.size}`}
    if (!shared.has(text)) {
      shared.set(text, {name, schema: undefined})
      shared.set(text, {name, schema: childrenShared(part)})
    }

    return {$ref: `#/$defs/${name}`}
  }

  const definitions = Object.entries(schema.$defs).map(([name, part]) => [name, childrenShared(part)] as const)
  return {
    ...schema,
    $defs: Object.fromEntries([
      ...definitions,
      ...[...shared.values()].map(({name, schema: part}) => [name, part] as const),
    ]) as FactSchema['$defs'],
  }
}

const isShareable = (part: object): boolean =>
  !Array.isArray(part) && ('anyOf' in part || ('type' in part && (part.type === 'object' || part.type === 'array')))
