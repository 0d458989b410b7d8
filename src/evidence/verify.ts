import type {Difference, LogHead} from '../model/manifest.js'
import type {Notice} from '../model/report.js'
import type {Verification} from '../model/verification.js'
import type {PublicKey} from './keys.js'
import type {BundleFiles} from './archive/open-bundle.js'
import type {LaterLog} from './decisions.js'
import type {Evidence} from './evidence.js'
import type {Summed} from './checksums.js'

import {manifestName} from '../model/manifest.js'
import {again} from './reproduce.js'
import {interruptions} from './decisions.js'
import {decisionsName} from './bundle-files.js'
import {signatureOf} from './signature.js'
import {summed} from './checksums.js'

export interface Verifying {
  readonly key?: PublicKey | undefined
  /** The bundle before, once it was held to its sums. */
  readonly previous?: Pick<Summed, 'differences' | 'manifest' | 'sha256'> | undefined
  /** The decision log as it is now. */
  readonly log?: LaterLog | undefined
  /** Whether a bundle of another version will do, whose checks and frameworks are held to nothing. */
  readonly acceptsVersion?: boolean | undefined
  /** The tool's. */
  readonly version: string
}

export interface Verified {
  readonly verification: Verification
  /** There where the snapshot could be judged again. */
  readonly evidence?: Evidence
}

/**
 * Finds out whether a bundle is as it was written: its sums, its signature, its place in a chain, and whether its report
 * follows from its snapshot.
 *
 * @throws UserError where it is no bundle
 */
export async function verify(
  bundle: BundleFiles,
  file: string,
  {acceptsVersion = false, key, log, previous, version}: Verifying,
): Promise<Verified> {
  const sums = summed(bundle, file)
  const {manifest, sha256} = sums
  const {differences: ofSignature, signature} = signatureOf(bundle, sums, key)
  const {differences: ofJudging, evidence, isJudged, notices} = await again(bundle, sums, version)
  const ofChain = [...chain(sums, previous), ...ofLogs(sums, evidence, {log, previous})]
  const differences = [...sums.differences, ...ofSignature, ...ofChain, ...ofJudging]
  const isOther = manifest !== undefined && manifest.tool.version !== version
  return {
    ...(evidence ? {evidence} : {}),
    verification: {
      verificationVersion: 1,
      tool: {name: 'heroku-compliance', version},
      bundle: file,
      verified: differences.length === 0 && (!isOther || acceptsVersion),
      ...(manifest && sha256 !== undefined ? {manifest: {...manifest, files: manifest.files.length, sha256}} : {}),
      signature,
      previous: {...(manifest?.previous ? {named: manifest.previous} : {}), isChecked: previous !== undefined},
      decisions: {isChecked: log !== undefined && manifest?.decisions !== undefined},
      judgedAgain: isJudged,
      differences,
      notices: [...notices, ...notLookedAt(sums, signature, {log, previous})],
    },
  }
}

function chain({manifest}: Summed, previous: Verifying['previous']): Difference[] {
  if (!previous || !manifest) return []
  const named = manifest.previous
  const broken = previous.differences.map(({file, what}) => ({file: `previous: ${file}`, what}))
  if (!named) return [...broken, {file: manifestName, what: 'names no bundle before it, and one was given'}]
  if (named.sha256 !== previous.sha256)
    return [
      ...broken,
      {
        file: manifestName,
        what: `names another bundle before it: the one whose manifest has SHA-256 ${named.sha256}, not ${previous.sha256 ?? 'one that cannot be read'}`,
      },
    ]
  const generatedAt = previous.manifest?.generatedAt
  const dated = `gives the bundle before it the date ${named.generatedAt}, and that has ${generatedAt ?? 'none'}`
  return named.generatedAt === generatedAt ? broken : [...broken, {file: manifestName, what: dated}]
}

/** The log in a bundle goes on from that in the one before, and one that is given from both. */
function ofLogs(
  {manifest}: Summed,
  evidence: Evidence | undefined,
  {log, previous}: Pick<Verifying, 'log' | 'previous'>,
): Difference[] {
  if (!manifest) return []
  const [before, head] = [previous?.manifest?.decisions, manifest.decisions]
  return [
    // Where the bundle can't be read, that is told.
    ...(before && evidence ? interruptions(before, {file: decisionsName, text: evidence.decisions}) : []),
    ...(log && head ? interruptions(head, log) : []),
    ...(log && !head ? [{file: manifestName, what: 'tells of no decision log, and one was given'}] : []),
  ]
}

function notLookedAt(
  {manifest}: Summed,
  {checkedWith}: Verification['signature'],
  {log, previous}: Pick<Verifying, 'log' | 'previous'>,
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
    ...(manifest.decisions && !log ? [{id: 'log-not-checked', text: logNotice(manifest.decisions)}] : []),
  ]
}

const logNotice = ({lines}: LogHead) =>
  `Its decision log ends with line ${lines}: give the log as it is now with --decisions to see that none was changed since.`
