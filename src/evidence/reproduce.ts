import type {BundleDifference, ManifestEntry, Manifest} from '../model/manifest.js'
import type {Notice, Report} from '../model/report.js'
import type {BundleReader} from './archive/open-bundle.js'
import type {BundleFile} from './bundle-files.js'
import type {AssessmentInputs} from './evidence.js'
import type {ChecksumResult} from './checksums.js'

import {UserError} from '../foundation/user-error.js'
import {publicKeyName, manifestName, maxKeyBytes} from '../model/manifest.js'
import {firstFew} from '../foundation/text.js'
import {CorruptFileError} from './archive/corrupt-file-error.js'
import {drain, hashChunks} from './archive/hashing-stream.js'
import {readBytes} from './archive/open-bundle.js'
import {alterations, customNotices} from './alterations.js'
import {logHead} from './decisions.js'
import {
  checksName,
  decisionsName,
  bundleFiles,
  frameworkFolder,
  policyName,
  renderedNames,
  snapshotName,
  settingsName,
  versionsName,
} from './bundle-files.js'
import {reportFrom} from './evidence.js'
import {firstDifferingLine} from './first-difference.js'
import {manifestOf, manifestText} from './manifest.js'
import {loadInputs} from './load-inputs.js'

interface Reproduction {
  readonly differences: readonly BundleDifference[]
  readonly notices: readonly Notice[]
  readonly isReproduced: boolean
  readonly inputs?: AssessmentInputs
}

const isNeeded = (name: string) =>
  [checksName, decisionsName, policyName, snapshotName, settingsName, versionsName].includes(name) ||
  name.startsWith(frameworkFolder)

/** Judges the snapshot of a bundle by the frameworks, checks and policy in it, and holds every file to what is written then. */
export async function reproduce(
  bundle: BundleReader,
  {manifest, intact}: ChecksumResult,
  version: string,
): Promise<Reproduction> {
  if (!manifest) return {differences: [], isReproduced: false, notices: []}
  const needed = manifest.files.map(({name}) => name).filter(isNeeded)
  const alteredFiles = needed.filter(name => !intact.has(name))
  if (alteredFiles.length > 0)
    return {
      differences: [],
      isReproduced: false,
      notices: [
        {
          id: 'not-judged-again',
          text: `The snapshot was not judged again, for what it takes is not as it was: ${alteredFiles.slice(0, 5).join(', ')}.`,
        },
      ],
    }
  try {
    const inputs = await loadInputs(bundle, needed, manifest.tool.version)
    return {...(await compareFiles(bundle, manifest, intact, inputs, version)), inputs, isReproduced: true}
  } catch (error) {
    if (!(error instanceof UserError) && !(error instanceof CorruptFileError)) throw error
    return {
      differences: [
        {
          file: needed.find(name => error.message.startsWith(name)) ?? manifestName,
          what: `does not let the snapshot be judged again: ${error.message}`,
        },
      ],
      isReproduced: false,
      notices: otherVersionNotices(manifest, version),
    }
  }
}

async function compareFiles(
  bundle: BundleReader,
  manifest: Manifest,
  intact: ReadonlySet<string>,
  inputs: AssessmentInputs,
  version: string,
): Promise<Omit<Reproduction, 'isReproduced'>> {
  const isOtherVersion = manifest.tool.version !== version
  const report = reportFrom(inputs)
  const notices = [...customNotices(inputs), ...report.notices.filter(({id}) => id === 'judged-before-read')]
  const key = intact.has(publicKeyName) ? readBytes(bundle, publicKeyName, maxKeyBytes).toString('utf8') : undefined
  const expectedFiles = bundleFiles(inputs, report, key)
  const entries = new Map(manifest.files.map(entry => [entry.name, entry]))
  const differences: BundleDifference[] = [...scopeDifferences(inputs)]
  for (const expectedFile of expectedFiles.filter(({name}) => !isOtherVersion || !renderedNames.has(name))) {
    const entry = entries.get(expectedFile.name)
    if (!entry) differences.push({file: expectedFile.name, what: 'is not in the bundle, and belongs to it'})
    else if (intact.has(entry.name))
      differences.push(
        ...(await contentDifferences(
          bundle,
          entry,
          expectedFile,
          isOtherVersion ? versionExplanation(manifest, version) : '',
        )),
      )
  }

  const expectedNames = new Set(expectedFiles.map(({name}) => name))
  const unexpectedNames = manifest.files.map(({name}) => name).filter(name => !expectedNames.has(name))
  if (isOtherVersion)
    return {
      differences: [...differences, ...manifestDifferences(report, manifest, inputs)],
      notices: [...otherVersionNotices(manifest, version), ...unknownFileNotices(unexpectedNames), ...notices],
    }
  differences.push(...unexpectedNames.map(file => ({file, what: 'is in the bundle, and does not belong to it'})))
  return {
    differences: [...differences, ...manifestDifferences(report, manifest, inputs), ...alterations(inputs, version)],
    notices,
  }
}

/** The report calls its scope what the terms say; that of a saved snapshot or of the sample has no kind of its own. */
function scopeDifferences({snapshot: {scopes}, settings: {scopeKind}}: AssessmentInputs): BundleDifference[] {
  const hasNoKind = scopeKind === 'sample' || scopeKind === 'snapshot'
  if (hasNoKind || (scopes.length === 1 && scopes[0]?.kind === scopeKind)) return []
  const read = scopes.map(({kind, name}) => (name === undefined ? kind : `${kind} ${name}`)).join(', ')
  return [{file: settingsName, what: `says that the scope is of kind ${scopeKind}, and the snapshot is of ${read}`}]
}

const unknownFileNotices = (names: readonly string[]): Notice[] =>
  names.length === 0
    ? []
    : [
        {
          id: 'files-not-known',
          text: `This version of the tool writes no such files: ${firstFew(names)}. Nothing is known of them but their sums.`,
        },
      ]

async function contentDifferences(
  bundle: BundleReader,
  {bytes, name, sha256}: ManifestEntry,
  expectedFile: BundleFile,
  explanation: string,
): Promise<BundleDifference[]> {
  const {entry, chunks} = hashChunks(name, await expectedFile.chunks())
  drain(chunks)
  if (entry().sha256 === sha256) return []
  const line = firstDifferingLine(bundle.read(name, bytes), await expectedFile.chunks())
  return [{file: name, what: `is another when the snapshot is judged again, from line ${line} on${explanation}`}]
}

/** What the manifest says of the report and the log must be what they say. */
function manifestDifferences(report: Report, manifest: Manifest, {decisions}: AssessmentInputs): BundleDifference[] {
  const reproduced = manifestOf(report, manifest.files, {
    decisions: logHead(decisions, decisionsName),
    previous: manifest.previous,
  })
  return manifestText(reproduced) === manifestText(manifest)
    ? []
    : [{file: manifestName, what: 'says of the report what judging again does not give'}]
}

const versionExplanation = ({tool}: Manifest, version: string) =>
  `: version ${tool.version} of the tool made it and version ${version} judged again, which may be why; heroku-compliance ${tool.version} tells`

const otherVersionNotices = ({tool}: Manifest, version: string): Notice[] =>
  tool.version === version
    ? []
    : [
        {
          id: 'other-version',
          text: `Version ${tool.version} of the tool made the bundle, and version ${version} judged it again, by the frameworks, checks and policy in it. Files that look otherwise in each version (${[...renderedNames].join(', ')}) were held to their sums alone.`,
        },
      ]
