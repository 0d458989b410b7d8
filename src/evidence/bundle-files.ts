import type {Fact} from '../model/snapshot.js'
import type {Format} from '../report/formats.js'
import type {Report} from '../model/report.js'
import type {Evidence, Terms} from './evidence.js'

import {savedCatalog} from '../catalog/saved-catalog.js'
import {jsonPieces} from '../model/json-stream.js'
import {keyName} from '../model/manifest.js'
import {byCodeUnit} from '../foundation/collections.js'
import {savedPolicy} from '../policy/saved-policy.js'
import {formats, isFormat} from '../report/formats.js'
import {fingerprint} from '../foundation/canonical-json.js'
import {guide} from './readme-text.js'

/** A file of a bundle. It is put into words when it is written, one after the other. */
export interface Document {
  readonly name: string
  readonly pieces: () => Promise<Iterable<Uint8Array>>
}

/** The formats that an auditor reads. */
const forAuditors: readonly Format[] = ['csv', 'html', 'json'].filter(name => isFormat(name))

export const reportName = (format: Format): string => `report${formats[format].suffixes[0]}`

export const snapshotName = 'snapshot.json'
export const checksName = 'checks.json'
export const decisionsName = 'decisions.jsonl'
export const policyName = 'policy.json'
export const termsName = 'judging.json'
export const versionsName = 'end-of-life.json'
export const frameworkFolder = 'frameworks/'
export const guideName = 'README.txt'

/** The names of reports other than the JSON one, which look otherwise in each version of the tool. */
export const renderings: ReadonlySet<string> = new Set([
  guideName,
  ...forAuditors.filter(format => format !== 'json').map(format => reportName(format)),
])

/** All that a bundle holds beside its manifest, by name: what was read, what it was judged by, and what came of it. */
export function documentsOf(evidence: Evidence, report: Report, publicKey?: string): Document[] {
  const {catalog, decisions, policy, snapshot, terms} = evidence
  const {checks, endOfLife, frameworks} = savedCatalog(catalog)
  const json = (name: string, value: () => unknown): Document => ({name, pieces: async () => jsonPieces(value(), 1)})
  const text = (name: string, value: string): Document => ({name, pieces: async () => [Buffer.from(value)]})
  return [
    text(guideName, guide),
    json('answers.json', () => snapshot.facts.map(fact => answerOf(fact))),
    json(checksName, () => checks),
    ...frameworks.map(framework => json(`${frameworkFolder}${framework.id}.json`, () => framework)),
    json(termsName, () => inOrder(terms)),
    ...(decisions === undefined ? [] : [text(decisionsName, decisions)]),
    ...(policy ? [json(policyName, () => savedPolicy(policy.policy))] : []),
    json(versionsName, () => endOfLife),
    ...(publicKey === undefined ? [] : [text(keyName, publicKey)]),
    json(snapshotName, () => snapshot),
    ...forAuditors.map(format => rendered(format, report)),
  ].sort((a, b) => byCodeUnit(a.name, b.name))
}

const inOrder = ({allowUnknown, failOn, frameworks, noWaivers, now, policyFiles, scopeKind, strict}: Terms): Terms => ({
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
const answerOf = ({at, body, gap, path, requestId, status}: Fact) => ({
  path,
  at,
  ...(status === undefined ? {} : {status}),
  ...(requestId === undefined ? {} : {requestId}),
  ...(gap ? {gap: gap.reason} : {sha256: fingerprint(body)}),
})

function rendered(format: Format, report: Report): Document {
  return {
    name: reportName(format),
    async pieces() {
      const document = (await formats[format].load())(report, {color: false, columns: 80, view: 'findings'})
      return typeof document === 'string' ? [Buffer.from(document)] : document
    },
  }
}

/** Bytes of the largest document that is read of a bundle: about as much as a string may be long. */
export const mostBytes = 500_000_000
