import {build, transform, version as bundler} from 'esbuild'
import {mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {gzipSync} from 'node:zlib'

import type {Manifest} from './bill-of-materials.js'

import {billOfMaterials, sourceDate} from './bill-of-materials.js'
import {frameworkEditorSchema} from './editor/framework-schema.js'
import {policyEditorSchema} from './editor/policy-schema.js'
import {buildHook} from './guard-hook.js'
import {patchThirdParties} from './stand-ins.js'
import {writeStandaloneValidators} from './standalone-validators.js'
import {licensesText, bundledPackages} from './third-parties.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const source = path.join(root, 'dist', 'src')
const target = path.join(root, 'dist', 'bundle')

/** Bundled CommonJS requires parts of node by this function. */
const banner = `import {createRequire as createRequireOfNode} from 'node:module'
const require = createRequireOfNode(import.meta.url)
`

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/**
 * The catalog: each folder joined into one file, so that there are fewer to install and to open. Frameworks stay files
 * of their own, because a run needs few of them. They and the crosswalk are compressed: they are most of the package.
 */
function joinCatalog(): void {
  const catalog = path.join(source, 'catalog')
  const out = path.join(target, 'catalog')
  mkdirSync(path.join(out, 'frameworks'), {recursive: true})
  for (const entry of readdirSync(catalog, {withFileTypes: true})) {
    if (entry.isDirectory()) joinFolder(path.join(catalog, entry.name), path.join(out, entry.name))
    else if (entry.name.endsWith('.json'))
      writeFileSync(path.join(out, entry.name), JSON.stringify(json(path.join(catalog, entry.name))))
  }
}

function joinFolder(folder: string, out: string): void {
  const names = readdirSync(folder).filter(name => name.endsWith('.json'))
  const content = Object.fromEntries(names.map(name => [name.slice(0, -'.json'.length), json(path.join(folder, name))]))
  if (path.basename(folder) === 'frameworks')
    for (const [id, framework] of Object.entries(content))
      writeFileSync(path.join(out, `${id}.json.gz`), gzipSync(JSON.stringify(framework)))
  else if (path.basename(folder) === 'crosswalk') writeFileSync(`${out}.json.gz`, gzipSync(JSON.stringify(content)))
  else if (names.length > 0) writeFileSync(`${out}.json`, JSON.stringify(content))
}

const commands = path.join(source, 'commands')
const entries = readdirSync(commands, {encoding: 'utf8', recursive: true})
  .filter(name => name.endsWith('.js'))
  .map(name => name.split(path.sep).join('/'))
/** What the hook loads where a policy has a guard. */
const guardPart = 'parts/guard/run-guard'
const partName = (entry: string) => `parts/commands/${entry.slice(0, -'.js'.length).replaceAll('/', '-')}`

/** What oclif loads: where a part is missing, the host itself would exit with 1, as if a check had failed. */
function loader(entry: string): string {
  const part = path.posix.relative(path.posix.dirname(`commands/${entry}`), `${partName(entry)}.js`)
  return `let command
try {
  command = (await import("${part}")).default
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(" \u203A   Error: heroku-compliance can't be loaded: " + message + "\\n")
  process.stderr.write(" \u203A   Try this: Install it again with heroku plugins:install heroku-compliance\\n")
  process.exit(2)
}
export default command
`
}

rmSync(target, {force: true, recursive: true})
const {metafile} = await build({
  absWorkingDir: root,
  banner: {js: banner},
  bundle: true,
  chunkNames: 'parts/shared/[name]-[hash]',
  entryPoints: [
    ...entries.map(entry => ({in: path.join(commands, entry), out: partName(entry)})),
    {in: path.join(source, 'cli', 'guard', 'run-guard.js'), out: guardPart},
  ],
  external: ['typescript'],
  format: 'esm',
  legalComments: 'none',
  metafile: true,
  minifySyntax: true,
  minifyWhitespace: true,
  outdir: target,
  platform: 'node',
  plugins: [patchThirdParties()],
  sourcemap: 'linked',
  sourcesContent: false,
  splitting: true,
  target: 'node20',
})
const sum = (all: readonly number[]): number => all.reduce((total, size) => total + size, 0)

/** The share of a file's code that comes from third parties. */
function thirdPartyShare(inputs: Readonly<Record<string, {readonly bytesInOutput: number}>>): number {
  const isThirdParty = ([file]: readonly [string, unknown]) => file.includes('node_modules/')
  const sizes = (all: ReadonlyArray<readonly [string, {readonly bytesInOutput: number}]>) =>
    sum(all.map(([, {bytesInOutput}]) => bytesInOutput))
  const all = Object.entries(inputs)
  return sizes(all.filter(isThirdParty)) / Math.max(1, sizes(all))
}

/**
 * Shortens the names in code of third parties. Names of functions and classes are kept for code that reads them, and
 * `require` for the tests that look for it.
 */
async function minifyNames(code: string): Promise<string> {
  const body = code.replace(banner.trimEnd(), '').replaceAll('__require(', 'require(')
  const minified = await transform(body, {
    format: 'esm',
    keepNames: true,
    legalComments: 'none',
    minify: true,
    platform: 'node',
    target: 'node20',
  })
  return banner + minified.code
}

// Source maps would be a sixth of the package, and the names of the project's own code are as in its source. They are
// kept outside, for whoever debugs a build and for the tests that check the bill of materials.
const maps = path.join(root, 'dist', 'maps')
rmSync(maps, {force: true, recursive: true})
mkdirSync(maps)
writeFileSync(path.join(maps, 'metafile.json'), JSON.stringify(metafile))
for (const [output, {inputs}] of Object.entries(metafile.outputs)) {
  if (!output.endsWith('.js')) continue
  const file = path.join(root, output)
  renameSync(`${file}.map`, path.join(maps, `${path.basename(file)}.map`))
  const code = readFileSync(file, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n')
  writeFileSync(file, thirdPartyShare(inputs) < 0.9 ? code : await minifyNames(code))
}

for (const entry of entries) {
  const file = path.join(target, 'commands', entry)
  mkdirSync(path.dirname(file), {recursive: true})
  writeFileSync(file, loader(entry))
}

await buildHook(root, path.join(target, 'hooks'), guardPart)
joinCatalog()
const validators = await writeStandaloneValidators(root, path.join(target, 'validators'), maps)
// For editors, and for tools that read reports.
for (const [name, schema] of Object.entries({
  framework: frameworkEditorSchema(),
  policy: policyEditorSchema(),
  report: json(path.join(root, 'src', 'catalog', 'schema', 'report.schema.json')),
}))
  writeFileSync(path.join(target, `${name}.schema.json`), `${JSON.stringify(schema)}\n`)
const packages = bundledPackages(root, {
  ...metafile,
  outputs: {...metafile.outputs, ...validators.outputs},
})
const self = json(path.join(root, 'package.json')) as Manifest
writeFileSync(path.join(target, 'THIRD-PARTY-LICENSES.txt'), licensesText(packages))
writeFileSync(
  path.join(target, 'sbom.cdx.json'),
  billOfMaterials(packages, self, {bundler, timestamp: sourceDate(root)}),
)
