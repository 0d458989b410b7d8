import type {Metafile} from 'esbuild'

import {createHash} from 'node:crypto'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'

/** A package of which the bundle has a part. */
export interface ThirdParty {
  readonly name: string
  readonly version: string
  /** Where it stands below the root, with slashes: `node_modules/ajv`. */
  readonly at: string
  readonly licence: string
  readonly texts: readonly string[]
  readonly integrity: string
  /** Where those stand that it needs, as far as they are in the bundle. */
  readonly needs: readonly string[]
}

interface Locked {
  readonly version: string
  readonly integrity?: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

type Lock = Readonly<Record<string, Locked | undefined>>

const packageOf = (file: string) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]

/** The packages of which anything is in the bundle, sorted by where they stand. */
export function thirdParties(root: string, {outputs}: Metafile): ThirdParty[] {
  const inputs = Object.values(outputs)
    .flatMap(output => Object.entries(output.inputs))
    .filter(([, {bytesInOutput}]) => bytesInOutput > 0)
  const places = [...new Set(inputs.flatMap(([file]) => packageOf(file) ?? []))].sort()
  const {packages} = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {packages: Lock}
  return places.map(at => {
    const locked = packages[at]
    if (!locked?.integrity || !locked.license) throw new Error(`package-lock.json does not say what ${at} is`)
    return {
      at,
      integrity: locked.integrity,
      licence: locked.license,
      name: at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length),
      needs: Object.keys(locked.dependencies ?? {})
        .map(name => resolved(packages, at, name))
        .filter(one => places.includes(one))
        .sort(),
      texts: licenceTexts(path.join(root, at)),
      version: locked.version,
    }
  })
}

/** Where node finds a package from within another. */
function resolved(packages: Lock, from: string, name: string): string {
  const here = `${from}/node_modules/${name}`
  if (packages[here] || !from.includes('/node_modules/')) return packages[here] ? here : `node_modules/${name}`
  return resolved(packages, from.slice(0, from.lastIndexOf('/node_modules/')), name)
}

function licenceTexts(folder: string): string[] {
  const names = readdirSync(folder)
    .filter(name => /^(?:licen[cs]e|copying|notice)/i.test(name))
    .sort()
  return names.map(name => readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
}

const rule = '-'.repeat(80)

/** The licences of all that is bundled, as one text. */
export function licences(parties: readonly ThirdParty[]): string {
  const parts = new Map(
    parties.map(({licence, name, texts, version}) => {
      const title = `${name} ${version} (${licence})`
      return [title, [title, ...(texts.length > 0 ? texts : ['Its package holds no text of a licence.'])].join('\n\n')]
    }),
  )
  return `${[`This package contains parts of ${parts.size} others, under these licences.`, ...parts.values()].join(`\n\n${rule}\n`)}\n`
}

const purl = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`

function component({integrity, licence, name, version}: ThirdParty): object {
  const [scope, short] = name.startsWith('@') ? name.split('/') : [undefined, name]
  const [algorithm = '', digest = ''] = integrity.split(/-(.*)/s)
  return {
    type: 'library',
    'bom-ref': purl(name, version),
    ...(scope === undefined ? {} : {group: scope}),
    name: short,
    version,
    purl: purl(name, version),
    hashes: [{alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex')}],
    licenses: [/[ ()]/.test(licence) ? {expression: licence} : {license: {id: licence}}],
  }
}

/** The software bill of materials: CycloneDX 1.6, the same for the same bundle. */
export function billOfMaterials(
  parties: readonly ThirdParty[],
  self: {readonly name: string; readonly version: string; readonly license: string},
): string {
  const refs = new Map(parties.map(({at, name, version}) => [at, purl(name, version)]))
  const needed = new Set(parties.flatMap(({needs}) => needs))
  const me = purl(self.name, self.version)
  const unique = [...new Map(parties.map(one => [purl(one.name, one.version), one])).entries()].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  const refsOf = (places: readonly string[]) => [...new Set(places.flatMap(at => refs.get(at) ?? []))].sort()
  const body = {
    metadata: {
      component: {
        type: 'application',
        'bom-ref': me,
        name: self.name,
        version: self.version,
        purl: me,
        licenses: [{license: {id: self.license}}],
      },
    },
    components: unique.map(([, one]) => component(one)),
    dependencies: [
      {ref: me, dependsOn: refsOf(parties.map(({at}) => at).filter(at => !needed.has(at)))},
      ...unique.map(([ref]) => ({
        ref,
        dependsOn: refsOf(parties.filter(({name, version}) => purl(name, version) === ref).flatMap(({needs}) => needs)),
      })),
    ],
  }
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  const uuid = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`
  return `${JSON.stringify({bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${uuid}`, version: 1, ...body}, null, 1)}\n`
}
