import type {Metafile} from 'esbuild'

import {createHash} from 'node:crypto'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'

/** A package of which the bundle has a part. */
export interface BundledPackage {
  readonly name: string
  readonly version: string
  /** Where it stands below the root, with slashes: `node_modules/ajv`. */
  readonly location: string
  readonly license: string
  readonly texts: readonly string[]
  readonly integrity: string
  /** Where those stand that it needs, as far as they are in the bundle. */
  readonly dependencies: readonly string[]
}

interface LockedPackage {
  readonly version: string
  readonly integrity?: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

type Lock = Readonly<Record<string, LockedPackage | undefined>>

const packageOf = (file: string) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]

/** The packages of which anything is in the bundle, sorted by where they stand. */
export function bundledPackages(root: string, {outputs}: Metafile): BundledPackage[] {
  const inputs = Object.values(outputs)
    .flatMap(output => Object.entries(output.inputs))
    .filter(([, {bytesInOutput}]) => bytesInOutput > 0)
  const locations = [...new Set(inputs.flatMap(([file]) => packageOf(file) ?? []))].sort()
  const {packages} = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {packages: Lock}
  return locations.map(location => {
    const locked = packages[location]
    if (!locked?.integrity || !locked.license) throw new Error(`package-lock.json does not say what ${location} is`)
    return {
      location,
      integrity: locked.integrity,
      license: locked.license,
      name: location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length),
      dependencies: Object.keys(locked.dependencies ?? {})
        .map(name => resolvePackage(packages, location, name))
        .filter(candidate => locations.includes(candidate))
        .sort(),
      texts: licenseTexts(path.join(root, location)),
      version: locked.version,
    }
  })
}

/** Where node finds a package from within another. */
function resolvePackage(packages: Lock, from: string, name: string): string {
  const nested = `${from}/node_modules/${name}`
  if (packages[nested] || !from.includes('/node_modules/')) return packages[nested] ? nested : `node_modules/${name}`
  return resolvePackage(packages, from.slice(0, from.lastIndexOf('/node_modules/')), name)
}

function licenseTexts(folder: string): string[] {
  const names = readdirSync(folder)
    .filter(name => /^(?:licen[cs]e|copying|notice)/i.test(name))
    .sort()
  return names.map(name => readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
}

const rule = '-'.repeat(80)

/** The licences of all that is bundled, as one text. */
export function licensesText(packages: readonly BundledPackage[]): string {
  const sections = new Map(
    packages.map(({license, name, texts, version}) => {
      const title = `${name} ${version} (${license})`
      return [title, [title, ...(texts.length > 0 ? texts : ['Its package holds no text of a licence.'])].join('\n\n')]
    }),
  )
  return `${[`This package contains parts of ${sections.size} others, under these licences.`, ...sections.values()].join(`\n\n${rule}\n`)}\n`
}

const packageUrl = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`

function component({integrity, license, name, version}: BundledPackage): object {
  const [scope, short] = name.startsWith('@') ? name.split('/') : [undefined, name]
  const [algorithm = '', digest = ''] = integrity.split(/-(.*)/s)
  return {
    type: 'library',
    'bom-ref': packageUrl(name, version),
    ...(scope === undefined ? {} : {group: scope}),
    name: short,
    version,
    purl: packageUrl(name, version),
    hashes: [{alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex')}],
    licenses: [/[ ()]/.test(license) ? {expression: license} : {license: {id: license}}],
  }
}

/** The software bill of materials: CycloneDX 1.6, the same for the same bundle. */
export function billOfMaterials(
  packages: readonly BundledPackage[],
  self: {readonly name: string; readonly version: string; readonly license: string},
): string {
  const refs = new Map(packages.map(({location, name, version}) => [location, packageUrl(name, version)]))
  const required = new Set(packages.flatMap(({dependencies}) => dependencies))
  const selfUrl = packageUrl(self.name, self.version)
  const uniquePackages = [
    ...new Map(packages.map(bundled => [packageUrl(bundled.name, bundled.version), bundled])).entries(),
  ].sort(([a], [b]) => (a < b ? -1 : 1))
  const refsOf = (locations: readonly string[]) =>
    [...new Set(locations.flatMap(location => refs.get(location) ?? []))].sort()
  const body = {
    metadata: {
      component: {
        type: 'application',
        'bom-ref': selfUrl,
        name: self.name,
        version: self.version,
        purl: selfUrl,
        licenses: [{license: {id: self.license}}],
      },
    },
    components: uniquePackages.map(([, bundled]) => component(bundled)),
    dependencies: [
      {
        ref: selfUrl,
        dependsOn: refsOf(packages.map(({location}) => location).filter(location => !required.has(location))),
      },
      ...uniquePackages.map(([ref]) => ({
        ref,
        dependsOn: refsOf(
          packages
            .filter(({name, version}) => packageUrl(name, version) === ref)
            .flatMap(({dependencies}) => dependencies),
        ),
      })),
    ],
  }
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  const uuid = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`
  return `${JSON.stringify({bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${uuid}`, version: 1, ...body}, null, 1)}\n`
}
