import type {Metafile} from 'esbuild'

import {createHash} from 'node:crypto'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'

/** A package that the bundle contains a part of. */
export interface BundledPackage {
  readonly name: string
  readonly version: string
  /** Its folder below the root, with slashes: `node_modules/ajv`. */
  readonly location: string
  readonly license: string
  readonly texts: readonly string[]
  readonly integrity: string
  /** The folders of its dependencies, as far as they are in the bundle. */
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

/** The packages that the bundle contains anything of, sorted by folder. */
export function bundledPackages(root: string, {outputs}: Metafile): BundledPackage[] {
  const inputs = Object.values(outputs)
    .flatMap(output => Object.entries(output.inputs))
    .filter(([, {bytesInOutput}]) => bytesInOutput > 0)
  const locations = [...new Set(inputs.flatMap(([file]) => packageOf(file) ?? []))].sort()
  const {packages} = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {packages: Lock}
  return locations.map(location => {
    const locked = packages[location]
    if (!locked?.integrity || !locked.license)
      throw new Error(`package-lock.json has no integrity and license for ${location}`)
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

/** The folder in which node finds a package from within another. */
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

const isCopyright = (line: string) => /^\W*copyright\s*(?:\(c\)|©|\d{4})/i.test(line)

/** The terms of a license, without who holds the copyright and how its lines are broken. */
const termsKey = (text: string) =>
  text
    .split('\n')
    .filter(line => !isCopyright(line))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()

const titleOf = ({license, name, version}: BundledPackage) => `${name} ${version} (${license})`

/** The licenses of all that is bundled, as one text; terms that several packages share are printed once. */
export function licensesText(packages: readonly BundledPackage[]): string {
  const groups = new Map<string, {readonly heads: Set<string>; readonly text: string}>()
  for (const bundled of packages) {
    const texts = bundled.texts.length > 0 ? bundled.texts : ['The package contains no license text.']
    for (const text of texts) {
      const group = groups.get(termsKey(text)) ?? {heads: new Set<string>(), text}
      const copyrights = text.split('\n').filter(isCopyright)
      group.heads.add([titleOf(bundled), ...copyrights.map(line => `  ${line.trim()}`)].join('\n'))
      groups.set(termsKey(text), group)
    }
  }

  const count = new Set(packages.map(titleOf)).size
  const sections = [...groups.values()].map(({heads, text}) => `${[...heads].join('\n')}\n\n${withoutCopyrights(text)}`)
  const parts = [`This package contains parts of ${count} others, under these licenses.`, ...sections]
  return `${parts.join(`\n\n${rule}\n`)}\n`
}

const withoutCopyrights = (text: string) =>
  text
    .split('\n')
    .filter(line => !isCopyright(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

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
  const uuid = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `a${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join('-')
  const head = {bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${uuid}`, version: 1}
  return `${JSON.stringify({...head, ...body})}\n`
}
