import type {Fact} from '../model/snapshot.js'
import type {Format} from '../report/formats.js'
import type {Report} from '../model/report.js'
import type {AssessmentInputs, AssessmentSettings} from './assessment-inputs.js'

import {toSavedCatalog} from '../catalog/saved-catalog.js'
import {jsonChunks} from '../model/json-stream.js'
import {publicKeyName} from '../model/manifest.js'
import {byCodeUnit} from '../foundation/collections.js'
import {toSavedPolicy} from '../policy/saved-policy.js'
import {formats, isFormat} from '../report/formats.js'
import {fingerprint} from '../foundation/canonical-json.js'
import {readmeText} from './readme-text.js'

/** A file of a bundle, rendered when it's written: never more than one is in memory. */
export interface BundleFile {
  readonly name: string
  readonly chunks: () => Promise<Iterable<Uint8Array>>
}

/** The report formats that a bundle holds. */
const auditorFormats: readonly Format[] = ['csv', 'html', 'json'].filter(name => isFormat(name))

export const reportName = (format: Format): string => `report${formats[format].suffixes[0]}`

export const snapshotName = 'snapshot.json'
export const checksName = 'checks.json'
export const decisionsName = 'decisions.jsonl'
export const policyName = 'policy.json'
export const responsesName = 'responses.json'
export const settingsName = 'settings.json'
export const versionsName = 'end-of-life.json'
export const frameworkFolder = 'frameworks/'
export const readmeName = 'README.txt'

/** What earlier bundles call some of the files. */
const earlierNames: Readonly<Record<string, string>> = {[responsesName]: 'answers.json', [settingsName]: 'judging.json'}

/** The name that a file has in a bundle with these names: the current one, or else an earlier one if that is listed. */
export function listedName(name: string, names: readonly string[]): string {
  const earlier = earlierNames[name]
  return earlier !== undefined && !names.includes(name) && names.includes(earlier) ? earlier : name
}

/** Files for people, which look different in each version of the tool: the README and all reports but the JSON one. */
export const renderedNames: ReadonlySet<string> = new Set([
  readmeName,
  ...auditorFormats.filter(format => format !== 'json').map(format => reportName(format)),
])

/**
 * The files of a bundle that its manifest lists, sorted by name: what was read, how it was assessed, and the result.
 *
 * @param publicKey in PEM, if the bundle is signed
 * @param workpapers the documents for an assessor, if they are in the bundle
 */
export function bundleFiles(
  inputs: AssessmentInputs,
  report: Report,
  publicKey?: string,
  workpapers: readonly BundleFile[] = [],
): BundleFile[] {
  const {catalog, decisions, policy, snapshot, settings} = inputs
  const {answeredFrameworks, checks, endOfLife, frameworks} = toSavedCatalog(catalog)
  const jsonFile = (name: string, value: () => unknown): BundleFile => ({
    name,
    chunks: async () => jsonChunks(value(), 1),
  })
  const textFile = (name: string, value: string): BundleFile => ({name, chunks: async () => [Buffer.from(value)]})
  return [
    textFile(readmeName, readmeText),
    jsonFile(responsesName, () => snapshot.facts.map(fact => factSummary(fact))),
    jsonFile(checksName, () => checks),
    ...[...frameworks, ...answeredFrameworks].map(framework =>
      jsonFile(`${frameworkFolder}${framework.id}.json`, () => framework),
    ),
    jsonFile(settingsName, () => orderedSettings(settings)),
    ...(decisions === undefined ? [] : [textFile(decisionsName, decisions)]),
    ...(policy ? [jsonFile(policyName, () => toSavedPolicy(policy.policy))] : []),
    jsonFile(versionsName, () => endOfLife),
    ...(publicKey === undefined ? [] : [textFile(publicKeyName, publicKey)]),
    jsonFile(snapshotName, () => snapshot),
    ...auditorFormats.map(format => renderedReport(format, report)),
    ...workpapers,
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

/** Where a response came from and what it was. The response itself is in the snapshot. */
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
      const render = await formats[format].load()
      const output = await render(report, {color: false, columns: 80, isFull: true, view: 'findings'})
      return typeof output === 'string' ? [Buffer.from(output)] : output
    },
  }
}

/** Bytes of the largest file of a bundle that is read as a whole: about the longest string that there can be. */
export const maxFileBytes = 500_000_000
