import type {BundleDifference, DecisionLogHead} from '../model/manifest.js'
import type {Notice} from '../model/report.js'
import type {Verification} from '../model/verification.js'
import type {BundleReader} from './archive/bundle-reader.js'
import type {AssessmentInputs} from './assessment-inputs.js'
import type {ChecksumResult} from './checksums.js'
import type {LaterLog} from './decisions.js'
import type {PublicKey} from './keys.js'

import {manifestName} from '../model/manifest.js'
import {decisionsName} from './bundle-files.js'
import {verifyChecksums} from './checksums.js'
import {continuityDifferences} from './decisions.js'
import {reproduce} from './reproduce.js'
import {verifyAccessReviews} from './verify-access-reviews.js'
import {verifySignature} from './signature.js'

/** What a bundle is compared with, as far as it was given. */
interface Related {
  /** The previous bundle, after its checksums were verified. */
  readonly previous?: Pick<ChecksumResult, 'differences' | 'manifest' | 'sha256'> | undefined
  /** The decision log as it is now. */
  readonly log?: LaterLog | undefined
}

export interface VerifyOptions extends Related {
  readonly key?: PublicKey | undefined
  /** Whether a bundle by another version is accepted, although its checks and frameworks can't be compared. */
  readonly acceptsVersion?: boolean | undefined
  /** The version of the tool. */
  readonly version: string
}

export interface VerifyResult {
  readonly verification: Verification
  /** Missing if the report couldn't be reproduced. */
  readonly inputs?: AssessmentInputs
}

/**
 * Verifies that a bundle is as it was written: its checksums, its signature, its place in a chain of bundles, and that
 * its report follows from its snapshot.
 *
 * @throws UserError if it isn't a bundle
 */
export async function verify(bundle: BundleReader, file: string, options: VerifyOptions): Promise<VerifyResult> {
  const {acceptsVersion = false, key, log, previous, version} = options
  const checksums = await verifyChecksums(bundle, file)
  const {manifest} = checksums
  const {signature, ...signed} = await verifySignature(bundle, checksums, key)
  const {inputs, isReproduced, ...reproduced} = await reproduce(bundle, checksums, version)
  const reviews = await verifyAccessReviews({bundle, checksums, inputs, key, version})
  const differences = [
    ...checksums.differences,
    ...signed.differences,
    ...previousDifferences(checksums, previous),
    ...logDifferences(checksums, inputs, options),
    ...reproduced.differences,
    ...reviews.differences,
  ]
  const isKnownVersion = manifest === undefined || manifest.tool.version === version
  return {
    ...(inputs ? {inputs} : {}),
    verification: {
      verificationVersion: 1,
      tool: {name: 'heroku-compliance', version},
      bundle: file,
      verified: differences.length === 0 && (isKnownVersion || acceptsVersion),
      ...manifestSummary(checksums),
      signature,
      previous: {...(manifest?.previous ? {expected: manifest.previous} : {}), isChecked: previous !== undefined},
      decisions: {isChecked: log !== undefined && manifest?.decisions !== undefined},
      reproduced: isReproduced,
      differences,
      notices: [...reproduced.notices, ...reviews.notices, ...uncheckedNotices(checksums, signature, options)],
    },
  }
}

const manifestSummary = ({manifest, sha256}: ChecksumResult): Pick<Verification, 'manifest'> =>
  manifest && sha256 !== undefined ? {manifest: {...manifest, files: manifest.files.length, sha256}} : {}

function previousDifferences({manifest}: ChecksumResult, previous: Related['previous']): BundleDifference[] {
  if (!previous || !manifest) return []
  const inherited = previous.differences.map(({file, problem}) => ({file: `previous: ${file}`, problem}))
  const problem = linkProblem(manifest.previous, previous)
  return problem === undefined ? inherited : [...inherited, {file: manifestName, problem}]
}

function linkProblem(
  expected: NonNullable<ChecksumResult['manifest']>['previous'],
  {manifest, sha256}: NonNullable<Related['previous']>,
): string | undefined {
  if (!expected) return 'names no previous bundle, but one was given'
  if (expected.sha256 !== sha256)
    return (
      `names another previous bundle: the SHA-256 of its manifest is ${expected.sha256}, ` +
      `that of the given one ${sha256 ?? "can't be read"}`
    )
  return expected.generatedAt === manifest?.generatedAt
    ? undefined
    : `dates the previous bundle ${expected.generatedAt}, but that says ${manifest?.generatedAt ?? 'nothing'}`
}

/** The log in a bundle continues the one in the previous bundle, and the given log continues both. */
function logDifferences(
  {manifest}: ChecksumResult,
  inputs: AssessmentInputs | undefined,
  {log, previous}: Related,
): BundleDifference[] {
  if (!manifest) return []
  const differences: BundleDifference[] = []
  const previousHead = previous?.manifest?.decisions
  // Without inputs the bundle can't be read, which is reported already.
  if (previousHead && inputs)
    differences.push(...continuityDifferences(previousHead, {file: decisionsName, text: inputs.decisions}))
  if (log && manifest.decisions) differences.push(...continuityDifferences(manifest.decisions, log))
  if (log && !manifest.decisions)
    differences.push({file: manifestName, problem: 'mentions no decision log, but one was given'})
  return differences
}

/** What a reader must know was not checked, and how to check it. */
function uncheckedNotices(
  {manifest}: ChecksumResult,
  {checkedWith}: Verification['signature'],
  {log, previous}: Related,
): Notice[] {
  if (!manifest) return []
  const notices: Notice[] = []
  if (checkedWith !== 'given') notices.push({id: 'author-unknown', text: authorNotice(checkedWith)})
  if (manifest.previous && !previous)
    notices.push({
      id: 'chain-not-checked',
      text:
        `The bundle names a previous one of ${manifest.previous.generatedAt} with SHA-256 ` +
        `${manifest.previous.sha256}. To check it, pass it with --previous.`,
    })
  if (manifest.decisions && !log) notices.push({id: 'log-not-checked', text: logNotice(manifest.decisions)})
  return notices
}

const authorNotice = (checkedWith: Verification['signature']['checkedWith']): string =>
  checkedWith === 'enclosed'
    ? "The signature fits the key in the bundle, which can be anyone's. With --key, pass a key that you got from " +
      'someone you trust.'
    : 'The bundle is not signed: someone may have replaced all of it.'

const logNotice = ({lines}: DecisionLogHead): string =>
  `The decision log ends with line ${lines}. To check that no line was changed since, pass the current log with ` +
  '--decisions.'
