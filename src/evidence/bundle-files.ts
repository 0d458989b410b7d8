import type {Fact} from '../model/snapshot.js'
import type {Format} from '../report/formats.js'
import type {Report} from '../model/report.js'
import type {AssessmentInputs, AssessmentSettings} from './evidence.js'

import {toSavedCatalog} from '../catalog/saved-catalog.js'
import {jsonChunks} from '../model/json-stream.js'
import {publicKeyName} from '../model/manifest.js'
import {byCodeUnit} from '../foundation/collections.js'
import {toSavedPolicy} from '../policy/saved-policy.js'
import {formats, isFormat} from '../report/formats.js'
import {fingerprint} from '../foundation/canonical-json.js'
import {readmeText} from './readme-text.js'

/** A file of a bundle. It is put into words when it is written, one after the other. */
export interface BundleFile {
  readonly name: string
  readonly chunks: () => Promise<Iterable<Uint8Array>>
}

/** The formats that an auditor reads. */
const auditorFormats: readonly Format[] = ['csv', 'html', 'json'].filter(name => isFormat(name))

export const reportName = (format: Format): string => `report${formats[format].suffixes[0]}`

export const snapshotName = 'snapshot.json'
export const checksName = 'checks.json'
export const decisionsName = 'decisions.jsonl'
export const policyName = 'policy.json'
export const settingsName = 'judging.json'
export const versionsName = 'end-of-life.json'
export const frameworkFolder = 'frameworks/'
export const readmeName = 'README.txt'

/** The names of reports other than the JSON one, which look otherwise in each version of the tool. */
export const renderedNames: ReadonlySet<string> = new Set([
  readmeName,
  ...auditorFormats.filter(format => format !== 'json').map(format => reportName(format)),
])

/** All that a bundle holds beside its manifest, by name: what was read, what it was judged by, and what came of it. */
export function bundleFiles(inputs: AssessmentInputs, report: Report, publicKey?: string): BundleFile[] {
  const {catalog, decisions, policy, snapshot, settings} = inputs
  const {checks, endOfLife, frameworks} = toSavedCatalog(catalog)
  const jsonFile = (name: string, value: () => unknown): BundleFile => ({
    name,
    chunks: async () => jsonChunks(value(), 1),
  })
  const textFile = (name: string, value: string): BundleFile => ({name, chunks: async () => [Buffer.from(value)]})
  return [
    textFile(readmeName, readmeText),
    jsonFile('answers.json', () => snapshot.facts.map(fact => factSummary(fact))),
    jsonFile(checksName, () => checks),
    ...frameworks.map(framework => jsonFile(`${frameworkFolder}${framework.id}.json`, () => framework)),
    jsonFile(settingsName, () => orderedSettings(settings)),
    ...(decisions === undefined ? [] : [textFile(decisionsName, decisions)]),
    ...(policy ? [jsonFile(policyName, () => toSavedPolicy(policy.policy))] : []),
    jsonFile(versionsName, () => endOfLife),
    ...(publicKey === undefined ? [] : [textFile(publicKeyName, publicKey)]),
    jsonFile(snapshotName, () => snapshot),
    ...auditorFormats.map(format => renderedReport(format, report)),
  ].sort((a, b) => byCodeUnit(a.name, b.name))
}

const orderedSettings = ({
  allowUnknown,
  failOn,
  frameworks,
  noWaivers,
  now,
  policyFiles,
  scopeKind,
  strict,
}: AssessmentSettings): AssessmentSettings => ({
  scopeKind,
  now,
  frameworks,
  failOn,
  allowUnknown,
  strict,
  noWaivers,
  ...(policyFiles ? {policyFiles} : {}),
})

/** Where an answer came from, and what it was: what is kept of it is in the snapshot. */
const factSummary = ({at, body, gap, path, requestId, status}: Fact) => ({
  path,
  at,
  ...(status === undefined ? {} : {status}),
  ...(requestId === undefined ? {} : {requestId}),
  ...(gap ? {gap: gap.reason} : {sha256: fingerprint(body)}),
})

function renderedReport(format: Format, report: Report): BundleFile {
  return {
    name: reportName(format),
    async chunks() {
      const output = (await formats[format].load())(report, {color: false, columns: 80, view: 'findings'})
      return typeof output === 'string' ? [Buffer.from(output)] : output
    },
  }
}

/** Bytes of the largest document that is read of a bundle: about as much as a string may be long. */
export const maxFileBytes = 500_000_000
