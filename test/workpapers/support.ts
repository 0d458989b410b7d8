import {unzipSync, strFromU8} from 'fflate'

import type {Catalog} from '../../src/catalog/catalog.js'
import type {LoadedPolicy, Policy} from '../../src/model/policy.js'
import type {Snapshot} from '../../src/model/snapshot.js'
import type {WorkpaperFile, WorkpaperInputs} from '../../src/workpapers/workpaper.js'
import type {Workpapers} from '../../src/workpapers/workpapers.js'

import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadCatalog} from '../../src/catalog/catalog.js'
import {fingerprint} from '../../src/foundation/canonical-json.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {workpapers} from '../../src/workpapers/workpapers.js'
import {hostile} from '../fixtures/hostile.js'
import {collectWith, rememberOutcomes} from '../integration/run.js'

interface Given {
  readonly catalog?: Catalog
  readonly frameworks?: readonly string[]
  readonly policy?: Partial<Policy>
  readonly previous?: Snapshot
  readonly snapshot?: Snapshot
}

export const loaded = (own: Partial<Policy>): LoadedPolicy => {
  const policy = {allow: {}, ...own}
  return {files: ['compliance.yml'], policy, sha256: fingerprint(policy)}
}

/** What documents on the sample organization follow from. */
export function paperInputs({frameworks = ['pci'], snapshot = loadSample(), ...given}: Given = {}): WorkpaperInputs {
  const policy = given.policy ? loaded(given.policy) : undefined
  const catalog = given.catalog ?? loadCatalog(frameworks, [], policy?.policy)
  const report = assessSnapshot(snapshot, catalog, {
    allowUnknown: false,
    failOn: 'high',
    scopeKind: 'sample',
    strict: false,
    version: '0.0.0',
    ...(policy ? {policy} : {}),
  })
  return {catalog, now: report.generatedAt, policy, previous: given.previous, report, snapshot, version: '0.0.0'}
}

/** The documents on the sample organization. */
export const papersOf = (given: Given = {}): Promise<Workpapers> => workpapers(paperInputs(given))

let hostilePapers: Promise<Workpapers> | undefined

/** The documents on a world in which every name is hostile. */
export const papersOfHostile = (): Promise<Workpapers> => (hostilePapers ??= writeHostile())

async function writeHostile(): Promise<Workpapers> {
  const frameworks = ['pci', 'baseline']
  const snapshot = await collectWith(rememberOutcomes(hostile()), {kind: 'all'}, loadCatalog(frameworks))
  return papersOf({frameworks, snapshot})
}

export function fileOf({files}: Workpapers, name: string): WorkpaperFile {
  const file = files.find(candidate => candidate.name === name)
  if (!file) throw new Error(`there is no ${name}`)
  return file
}

export const textOf = (papers: Workpapers, name: string): string =>
  new TextDecoder('utf8', {fatal: true, ignoreBOM: true}).decode(Buffer.from(fileOf(papers, name).content))

/** The parts of a workbook, as text. */
export const partsOf = (papers: Workpapers): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(Buffer.from(fileOf(papers, 'inventory.xlsx').content))).map(([name, bytes]) => [
      name,
      strFromU8(bytes),
    ]),
  )
