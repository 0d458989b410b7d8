import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'

import type {BundledPackage} from './third-parties.js'

/** What the bill of materials says of the plugin itself, from package.json. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly author: string
  readonly description: string
}

interface BillOptions {
  /** The version of esbuild, which says what is in the bundle. */
  readonly bundler: string
  /** When the source was made: builds of one source give one bill. */
  readonly timestamp: Date | undefined
}

const packageUrl = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`
const urlOf = ({name, version}: Pick<BundledPackage, 'name' | 'version'>) => packageUrl(name, version)

function component({author, integrity, license, name, version}: BundledPackage): object {
  const [scope, short] = name.startsWith('@') ? name.split('/') : [undefined, name]
  const [algorithm = '', digest = ''] = integrity.split(/-(.*)/s)
  return {
    type: 'library',
    'bom-ref': packageUrl(name, version),
    ...(author === undefined ? {} : {authors: [{name: author}]}),
    ...(scope === undefined ? {} : {group: scope}),
    name: short,
    version,
    hashes: [{alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex')}],
    licenses: [/[ ()]/.test(license) ? {expression: license} : {license: {id: license}}],
    purl: packageUrl(name, version),
  }
}

function metadata({author, description, license, name, version}: Manifest, {bundler, timestamp}: BillOptions): object {
  const supplier = {name: author}
  return {
    ...(timestamp === undefined ? {} : {timestamp: timestamp.toISOString().replace('.000Z', 'Z')}),
    lifecycles: [{phase: 'build'}],
    tools: {
      components: [
        {type: 'application', name: 'esbuild', version: bundler, purl: packageUrl('esbuild', bundler)},
        {type: 'application', name: `${name}-build`, version, supplier},
      ],
    },
    component: {
      type: 'application',
      'bom-ref': packageUrl(name, version),
      supplier,
      name,
      version,
      description,
      licenses: [{license: {id: license}}],
      purl: packageUrl(name, version),
    },
    manufacturer: supplier,
    supplier,
  }
}

/** A UUID that follows from a text. */
function uuidOf(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex')
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `a${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-')
}

/** The software bill of materials: CycloneDX 1.6, the same for the same source. */
export function billOfMaterials(packages: readonly BundledPackage[], self: Manifest, options: BillOptions): string {
  const refs = new Map(packages.map(bundled => [bundled.location, urlOf(bundled)]))
  const required = new Set(packages.flatMap(({dependencies}) => dependencies))
  const uniquePackages = [...new Map(packages.map(bundled => [urlOf(bundled), bundled])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  const refsOf = (locations: readonly string[]) =>
    [...new Set(locations.flatMap(location => refs.get(location) ?? []))].sort()
  const body = {
    metadata: metadata(self, options),
    components: uniquePackages.map(([, bundled]) => component(bundled)),
    dependencies: [
      {
        ref: urlOf(self),
        dependsOn: refsOf(packages.map(({location}) => location).filter(location => !required.has(location))),
      },
      ...uniquePackages.map(([ref]) => ({
        ref,
        dependsOn: refsOf(packages.filter(bundled => urlOf(bundled) === ref).flatMap(({dependencies}) => dependencies)),
      })),
    ],
  }
  const head = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(body))}`,
    version: 1,
  }
  return `${JSON.stringify({...head, ...body})}\n`
}

/**
 * When the source was made: `SOURCE_DATE_EPOCH`, else the time of the last commit; unknown outside of a repository.
 * See https://reproducible-builds.org/specs/source-date-epoch/.
 */
export function sourceDate(root: string, epoch = process.env['SOURCE_DATE_EPOCH']): Date | undefined {
  const seconds = epoch === undefined || epoch === '' ? commitTime(root) : epoch
  if (seconds === undefined) return undefined
  if (!/^\d{1,11}$/.test(seconds))
    throw new Error(`SOURCE_DATE_EPOCH is "${seconds}", but has to be seconds since 1970, as date +%s prints them.`)
  return new Date(Number(seconds) * 1000)
}

function commitTime(root: string): string | undefined {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return undefined
  }
}
