import type {Difference, Entry, Manifest} from '../model/manifest.js'
import type {Notice, Report} from '../model/report.js'
import type {BundleFiles} from './archive/open-bundle.js'
import type {Document} from './bundle-files.js'
import type {Evidence} from './evidence.js'
import type {Summed} from './checksums.js'

import {UserError} from '../foundation/user-error.js'
import {keyName, manifestName, mostOfKey} from '../model/manifest.js'
import {firstOf} from '../foundation/text.js'
import {Damaged} from './archive/corrupt-file-error.js'
import {drain, measured} from './archive/hashing-stream.js'
import {bytesOf} from './archive/open-bundle.js'
import {alterations, customNotices} from './alterations.js'
import {headOf} from './decisions.js'
import {
  checksName,
  decisionsName,
  documentsOf,
  frameworkFolder,
  policyName,
  renderings,
  snapshotName,
  termsName,
  versionsName,
} from './bundle-files.js'
import {reportOn} from './evidence.js'
import {firstDifference} from './first-difference.js'
import {manifestOf, manifestText} from './manifest.js'
import {savedEvidence} from './load-inputs.js'

interface Again {
  readonly differences: readonly Difference[]
  readonly notices: readonly Notice[]
  readonly isJudged: boolean
  readonly evidence?: Evidence
}

const isNeeded = (name: string) =>
  [checksName, decisionsName, policyName, snapshotName, termsName, versionsName].includes(name) ||
  name.startsWith(frameworkFolder)

/** Judges the snapshot of a bundle by the frameworks, checks and policy in it, and holds every file to what is written then. */
export async function again(bundle: BundleFiles, {manifest, sound}: Summed, version: string): Promise<Again> {
  if (!manifest) return {differences: [], isJudged: false, notices: []}
  const needed = manifest.files.map(({name}) => name).filter(isNeeded)
  const broken = needed.filter(name => !sound.has(name))
  if (broken.length > 0)
    return {
      differences: [],
      isJudged: false,
      notices: [
        {
          id: 'not-judged-again',
          text: `The snapshot was not judged again, for what it takes is not as it was: ${broken.slice(0, 5).join(', ')}.`,
        },
      ],
    }
  try {
    const evidence = await savedEvidence(bundle, needed, manifest.tool.version)
    return {...(await compared(bundle, manifest, sound, evidence, version)), evidence, isJudged: true}
  } catch (error) {
    if (!(error instanceof UserError) && !(error instanceof Damaged)) throw error
    return {
      differences: [
        {
          file: needed.find(name => error.message.startsWith(name)) ?? manifestName,
          what: `does not let the snapshot be judged again: ${error.message}`,
        },
      ],
      isJudged: false,
      notices: ofOther(manifest, version),
    }
  }
}

async function compared(
  bundle: BundleFiles,
  manifest: Manifest,
  sound: ReadonlySet<string>,
  evidence: Evidence,
  version: string,
): Promise<Omit<Again, 'isJudged'>> {
  const isOther = manifest.tool.version !== version
  const report = reportOn(evidence)
  const told = [...customNotices(evidence), ...report.notices.filter(({id}) => id === 'judged-before-read')]
  const key = sound.has(keyName) ? bytesOf(bundle, keyName, mostOfKey).toString('utf8') : undefined
  const documents = documentsOf(evidence, report, key)
  const entries = new Map(manifest.files.map(entry => [entry.name, entry]))
  const differences: Difference[] = [...ofScope(evidence)]
  for (const document of documents.filter(({name}) => !isOther || !renderings.has(name))) {
    const entry = entries.get(document.name)
    if (!entry) differences.push({file: document.name, what: 'is not in the bundle, and belongs to it'})
    else if (sound.has(entry.name))
      differences.push(...(await held(bundle, entry, document, isOther ? because(manifest, version) : '')))
  }

  const known = new Set(documents.map(({name}) => name))
  const strays = manifest.files.map(({name}) => name).filter(name => !known.has(name))
  if (isOther)
    return {
      differences: [...differences, ...ofManifest(report, manifest, evidence)],
      notices: [...ofOther(manifest, version), ...unknownFiles(strays), ...told],
    }
  differences.push(...strays.map(file => ({file, what: 'is in the bundle, and does not belong to it'})))
  return {
    differences: [...differences, ...ofManifest(report, manifest, evidence), ...alterations(evidence, version)],
    notices: told,
  }
}

/** The report calls its scope what the terms say; that of a saved snapshot or of the sample has no kind of its own. */
function ofScope({snapshot: {scopes}, terms: {scopeKind}}: Evidence): Difference[] {
  const isOpen = scopeKind === 'sample' || scopeKind === 'snapshot'
  if (isOpen || (scopes.length === 1 && scopes[0]?.kind === scopeKind)) return []
  const read = scopes.map(({kind, name}) => (name === undefined ? kind : `${kind} ${name}`)).join(', ')
  return [{file: termsName, what: `says that the scope is of kind ${scopeKind}, and the snapshot is of ${read}`}]
}

const unknownFiles = (names: readonly string[]): Notice[] =>
  names.length === 0
    ? []
    : [
        {
          id: 'files-not-known',
          text: `This version of the tool writes no such files: ${firstOf(names)}. Nothing is known of them but their sums.`,
        },
      ]

async function held(
  bundle: BundleFiles,
  {bytes, name, sha256}: Entry,
  document: Document,
  why: string,
): Promise<Difference[]> {
  const {entry, pieces} = measured(name, await document.pieces())
  drain(pieces)
  if (entry().sha256 === sha256) return []
  const line = firstDifference(bundle.read(name, bytes), await document.pieces())
  return [{file: name, what: `is another when the snapshot is judged again, from line ${line} on${why}`}]
}

/** What the manifest says of the report and the log must be what they say. */
function ofManifest(report: Report, manifest: Manifest, {decisions}: Evidence): Difference[] {
  const again = manifestOf(report, manifest.files, {
    decisions: headOf(decisions, decisionsName),
    previous: manifest.previous,
  })
  return manifestText(again) === manifestText(manifest)
    ? []
    : [{file: manifestName, what: 'says of the report what judging again does not give'}]
}

const because = ({tool}: Manifest, version: string) =>
  `: version ${tool.version} of the tool made it and version ${version} judged again, which may be why; heroku-compliance ${tool.version} tells`

const ofOther = ({tool}: Manifest, version: string): Notice[] =>
  tool.version === version
    ? []
    : [
        {
          id: 'other-version',
          text: `Version ${tool.version} of the tool made the bundle, and version ${version} judged it again, by the frameworks, checks and policy in it. Files that look otherwise in each version (${[...renderings].join(', ')}) were held to their sums alone.`,
        },
      ]
