import type {BundleDifference, DecisionLogHead} from '../model/manifest.js'
import type {Notice} from '../model/report.js'
import type {Verification} from '../model/verification.js'
import type {PublicKey} from './keys.js'
import type {BundleReader} from './archive/open-bundle.js'
import type {LaterLog} from './decisions.js'
import type {AssessmentInputs} from './evidence.js'
import type {ChecksumResult} from './checksums.js'

import {manifestName} from '../model/manifest.js'
import {reproduce} from './reproduce.js'
import {continuityDifferences} from './decisions.js'
import {decisionsName} from './bundle-files.js'
import {verifySignature} from './signature.js'
import {verifyChecksums} from './checksums.js'

export interface VerifyOptions {
  readonly key?: PublicKey | undefined
  /** The bundle before, once it was held to its sums. */
  readonly previous?: Pick<ChecksumResult, 'differences' | 'manifest' | 'sha256'> | undefined
  /** The decision log as it is now. */
  readonly log?: LaterLog | undefined
  /** Whether a bundle of another version will do, whose checks and frameworks are held to nothing. */
  readonly acceptsVersion?: boolean | undefined
  /** The tool's. */
  readonly version: string
}

export interface VerifyResult {
  readonly verification: Verification
  /** There where the snapshot could be judged again. */
  readonly inputs?: AssessmentInputs
}

/**
 * Finds out whether a bundle is as it was written: its sums, its signature, its place in a chain, and whether its report
 * follows from its snapshot.
 *
 * @throws UserError where it is no bundle
 */
export async function verify(
  bundle: BundleReader,
  file: string,
  {acceptsVersion = false, key, log, previous, version}: VerifyOptions,
): Promise<VerifyResult> {
  const checksums = verifyChecksums(bundle, file)
  const {manifest, sha256} = checksums
  const {differences: signatureDifferences, signature} = verifySignature(bundle, checksums, key)
  const {
    differences: reproductionDifferences,
    inputs,
    isReproduced,
    notices,
  } = await reproduce(bundle, checksums, version)
  const chainDifferences = [
    ...previousDifferences(checksums, previous),
    ...logDifferences(checksums, inputs, {log, previous}),
  ]
  const differences = [
    ...checksums.differences,
    ...signatureDifferences,
    ...chainDifferences,
    ...reproductionDifferences,
  ]
  const isOtherVersion = manifest !== undefined && manifest.tool.version !== version
  return {
    ...(inputs ? {inputs} : {}),
    verification: {
      verificationVersion: 1,
      tool: {name: 'heroku-compliance', version},
      bundle: file,
      verified: differences.length === 0 && (!isOtherVersion || acceptsVersion),
      ...(manifest && sha256 !== undefined ? {manifest: {...manifest, files: manifest.files.length, sha256}} : {}),
      signature,
      previous: {...(manifest?.previous ? {named: manifest.previous} : {}), isChecked: previous !== undefined},
      decisions: {isChecked: log !== undefined && manifest?.decisions !== undefined},
      reproduced: isReproduced,
      differences,
      notices: [...notices, ...uncheckedNotices(checksums, signature, {log, previous})],
    },
  }
}

function previousDifferences({manifest}: ChecksumResult, previous: VerifyOptions['previous']): BundleDifference[] {
  if (!previous || !manifest) return []
  const namedPrevious = manifest.previous
  const inherited = previous.differences.map(({file, what}) => ({file: `previous: ${file}`, what}))
  if (!namedPrevious) return [...inherited, {file: manifestName, what: 'names no bundle before it, and one was given'}]
  if (namedPrevious.sha256 !== previous.sha256)
    return [
      ...inherited,
      {
        file: manifestName,
        what: `names another bundle before it: the one whose manifest has SHA-256 ${namedPrevious.sha256}, not ${previous.sha256 ?? 'one that cannot be read'}`,
      },
    ]
  const generatedAt = previous.manifest?.generatedAt
  const dateProblem = `gives the bundle before it the date ${namedPrevious.generatedAt}, and that has ${generatedAt ?? 'none'}`
  return namedPrevious.generatedAt === generatedAt ? inherited : [...inherited, {file: manifestName, what: dateProblem}]
}

/** The log in a bundle goes on from that in the one before, and one that is given from both. */
function logDifferences(
  {manifest}: ChecksumResult,
  inputs: AssessmentInputs | undefined,
  {log, previous}: Pick<VerifyOptions, 'log' | 'previous'>,
): BundleDifference[] {
  if (!manifest) return []
  const [previousHead, head] = [previous?.manifest?.decisions, manifest.decisions]
  return [
    // Where the bundle can't be read, that is told.
    ...(previousHead && inputs
      ? continuityDifferences(previousHead, {file: decisionsName, text: inputs.decisions})
      : []),
    ...(log && head ? continuityDifferences(head, log) : []),
    ...(log && !head ? [{file: manifestName, what: 'tells of no decision log, and one was given'}] : []),
  ]
}

function uncheckedNotices(
  {manifest}: ChecksumResult,
  {checkedWith}: Verification['signature'],
  {log, previous}: Pick<VerifyOptions, 'log' | 'previous'>,
): Notice[] {
  if (!manifest) return []
  return [
    ...(checkedWith === 'given'
      ? []
      : [
          {
            id: 'author-not-known',
            text:
              checkedWith === 'enclosed'
                ? "The signature fits the key in the bundle, which may be anybody's: hold it with --key to one that you got from someone you trust."
                : 'The bundle is not signed: that nobody made it anew is not known.',
          },
        ]),
    ...(manifest.previous && !previous
      ? [
          {
            id: 'chain-not-checked',
            text: `It names a bundle before it, of ${manifest.previous.generatedAt} with SHA-256 ${manifest.previous.sha256}: give that with --previous to check it.`,
          },
        ]
      : []),
    ...(manifest.decisions && !log ? [{id: 'log-not-checked', text: logNoticeText(manifest.decisions)}] : []),
  ]
}

const logNoticeText = ({lines}: DecisionLogHead) =>
  `Its decision log ends with line ${lines}: give the log as it is now with --decisions to see that none was changed since.`
