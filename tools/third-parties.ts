import type {Metafile} from 'esbuild'

import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'

/** A package that the bundle contains a part of. */
export interface BundledPackage {
  readonly name: string
  readonly version: string
  /** Its folder below the root, with slashes: `node_modules/ajv`. */
  readonly location: string
  readonly license: string
  /** Who its package.json names as its author. */
  readonly author?: string
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
      ...authorOf(path.join(root, location)),
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

/** The author's name, without address and page: `Ann <ann@example.com> (https://example.com)` or `{name: 'Ann'}`. */
function authorOf(folder: string): {author?: string} {
  const {author} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    author?: string | {readonly name?: string}
  }
  const text = typeof author === 'string' ? author : author?.name
  const name = text?.replace(/[<(].*$/s, '').trim()
  return name ? {author: name} : {}
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
