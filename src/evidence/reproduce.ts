import type {BundleDifference, Manifest, ManifestEntry} from '../model/manifest.js'
import type {Notice, Report} from '../model/report.js'
import type {BundleReader} from './archive/bundle-reader.js'
import type {AssessmentInputs} from './assessment-inputs.js'
import type {BundleFile} from './bundle-files.js'
import type {ChecksumResult} from './checksums.js'

import {firstFew} from '../foundation/text.js'
import {UserError} from '../foundation/user-error.js'
import {manifestName, maxKeyBytes, publicKeyName} from '../model/manifest.js'
import {isAccessReviewFile} from './access-review-files.js'
import {alterations, customNotices} from './alterations.js'
import {readBytes} from './archive/bundle-reader.js'
import {CorruptFileError} from './archive/corrupt-file-error.js'
import {entryMeter} from './archive/entry-meter.js'
import {reportFrom} from './assessment-inputs.js'
import {
  bundleFiles,
  checksName,
  decisionsName,
  frameworkFolder,
  listedName,
  policyName,
  renderedNames,
  settingsName,
  snapshotName,
  versionsName,
} from './bundle-files.js'
import {logHead} from './decisions.js'
import {firstDifferingLine} from './first-difference.js'
import {loadInputs} from './load-inputs.js'
import {manifestOf, manifestText} from './manifest.js'
import {isWorkpaper, workpaperFiles} from './workpaper-files.js'

interface Reproduction {
  readonly differences: readonly BundleDifference[]
  readonly notices: readonly Notice[]
  readonly isReproduced: boolean
  readonly inputs?: AssessmentInputs
}

/** What the comparison of a bundle with its reproduction needs. */
interface Comparison {
  readonly bundle: BundleReader
  readonly manifest: Manifest
  readonly intact: ReadonlySet<string>
  readonly inputs: AssessmentInputs
  /** The version of the tool that compares. */
  readonly version: string
}

/**
 * Assesses the snapshot of a bundle again with the frameworks, checks and policy in it, and compares every file with
 * what would be written now.
 */
export async function reproduce(
  bundle: BundleReader,
  {intact, manifest}: ChecksumResult,
  version: string,
): Promise<Reproduction> {
  if (!manifest) return {differences: [], isReproduced: false, notices: []}
  const needed = inputNames(manifest)
  const changed = needed.filter(name => !intact.has(name))
  if (changed.length > 0) return {differences: [], isReproduced: false, notices: [notReproduced(changed)]}
  try {
    const inputs = await loadInputs(bundle, needed, manifest.tool.version)
    const compared = await compareFiles({bundle, inputs, intact, manifest, version})
    return {...compared, inputs, isReproduced: true}
  } catch (error) {
    if (!(error instanceof UserError) && !(error instanceof CorruptFileError)) throw error
    const file = needed.find(name => error.message.startsWith(name)) ?? manifestName
    return {
      differences: [{file, problem: `prevents the report from being reproduced: ${error.message}`}],
      isReproduced: false,
      notices: otherVersionNotices(manifest, version),
    }
  }
}

function inputNames({files}: Manifest): string[] {
  const names = files.map(({name}) => name)
  const fixed = [checksName, decisionsName, policyName, snapshotName, listedName(settingsName, names), versionsName]
  return names.filter(name => fixed.includes(name) || name.startsWith(frameworkFolder))
}

const notReproduced = (changed: readonly string[]): Notice => ({
  id: 'not-reproduced',
  text: `The report was not reproduced, because files that it depends on were changed: ${firstFew(changed)}.`,
})

async function compareFiles(
  comparison: Comparison,
): Promise<{readonly differences: readonly BundleDifference[]; readonly notices: readonly Notice[]}> {
  const {bundle, inputs, intact, manifest, version} = comparison
  const isOtherVersion = manifest.tool.version !== version
  const report = reportFrom(inputs)
  const key = intact.has(publicKeyName)
    ? (await readBytes(bundle, publicKeyName, maxKeyBytes)).toString('utf8')
    : undefined
  const listedNames = manifest.files.map(({name}) => name)
  const papers =
    !isOtherVersion && listedNames.some(name => isWorkpaper(name)) ? await workpaperFiles(inputs, report) : []
  const expectedFiles = bundleFiles(inputs, report, key, papers).map(file => ({
    ...file,
    name: listedName(file.name, listedNames),
  }))
  const expectedNames = new Set(expectedFiles.map(({name}) => name))
  const unexpectedNames = listedNames.filter(
    name => !expectedNames.has(name) && !isAccessReviewFile(name) && !(isOtherVersion && isWorkpaper(name)),
  )
  const compared = isOtherVersion ? expectedFiles.filter(({name}) => !renderedNames.has(name)) : expectedFiles
  const differences = [
    ...scopeDifferences(inputs, listedName(settingsName, listedNames)),
    ...(await fileDifferences(comparison, compared)),
  ]
  if (!isOtherVersion)
    differences.push(...unexpectedNames.map(file => ({file, problem: "is in the bundle, but doesn't belong to it"})))
  differences.push(...manifestDifferences(report, manifest, inputs))
  if (!isOtherVersion) differences.push(...alterations(inputs, version))
  return {
    differences,
    notices: [
      ...otherVersionNotices(manifest, version),
      ...(isOtherVersion ? unknownFileNotices(unexpectedNames) : []),
      ...customNotices(inputs),
      ...report.notices.filter(({id}) => id === 'assessed-before-collection'),
    ],
  }
}

/** The report takes the kind of scope from the settings. A saved snapshot and the sample have no kind of their own. */
function scopeDifferences(
  {settings: {scopeKind}, snapshot: {scopes}}: AssessmentInputs,
  settingsFile: string,
): BundleDifference[] {
  if (scopeKind === 'sample' || scopeKind === 'snapshot') return []
  if (scopes.length === 1 && scopes[0]?.kind === scopeKind) return []
  const actual = scopes.map(({kind, name}) => (name === undefined ? kind : `${kind} ${name}`)).join(', ')
  return [
    {file: settingsFile, problem: `says that the scope is of kind ${scopeKind}, but the snapshot is of ${actual}`},
  ]
}

async function fileDifferences(
  {bundle, intact, manifest, version}: Comparison,
  expectedFiles: readonly BundleFile[],
): Promise<BundleDifference[]> {
  const entries = new Map(manifest.files.map(entry => [entry.name, entry]))
  const differences: BundleDifference[] = []
  for (const expected of expectedFiles) {
    const entry = entries.get(expected.name)
    if (!entry) differences.push({file: expected.name, problem: 'is missing from the bundle'})
    else if (intact.has(entry.name)) {
      const line = await differingLine(bundle, entry, expected)
      if (line !== undefined)
        differences.push({
          file: entry.name,
          problem: `differs from the reproduced file from line ${line} on${versionExplanation(manifest, version)}`,
        })
    }
  }

  return differences
}

/** The first line in which a file differs from the expected one; undefined if both are the same. */
async function differingLine(
  bundle: BundleReader,
  {bytes, name, sha256}: ManifestEntry,
  expected: BundleFile,
): Promise<number | undefined> {
  const {entry, update} = entryMeter(name)
  for (const chunk of await expected.chunks()) update(chunk)
  return entry().sha256 === sha256 ? undefined : firstDifferingLine(bundle.read(name, bytes), await expected.chunks())
}

/** The manifest must say about report and decision log what they say themselves. */
function manifestDifferences(report: Report, manifest: Manifest, {decisions}: AssessmentInputs): BundleDifference[] {
  const reproduced = manifestOf(report, manifest.files, {
    decisions: logHead(decisions, decisionsName),
    previous: manifest.previous,
  })
  return manifestText(reproduced) === manifestText(manifest)
    ? []
    : [{file: manifestName, problem: 'contradicts the reproduced report'}]
}

const versionExplanation = ({tool}: Manifest, version: string): string =>
  tool.version === version
    ? ''
    : `. Version ${tool.version} wrote the bundle and version ${version} reproduced it, which may be the reason; ` +
      `heroku-compliance ${tool.version} can tell`

const otherVersionNotices = ({files, tool}: Manifest, version: string): Notice[] =>
  tool.version === version
    ? []
    : [
        {
          id: 'other-version',
          text:
            `The bundle was written by version ${tool.version} and reproduced with version ${version}, using the ` +
            'frameworks, checks and policy in the bundle. Files that look different in each version were only ' +
            `compared with their checksums: ${renderedFiles(files).join(', ')}.`,
        },
      ]

/** The files for people that are in a bundle, the documents for an assessor as one folder. */
const renderedFiles = (files: Manifest['files']): string[] => [
  ...renderedNames,
  ...(files.some(({name}) => isWorkpaper(name)) ? ['workpapers/'] : []),
]

const unknownFileNotices = (names: readonly string[]): Notice[] =>
  names.length === 0
    ? []
    : [
        {
          id: 'unknown-files',
          text: `This version doesn't know these files and only compared their checksums: ${firstFew(names)}.`,
        },
      ]
