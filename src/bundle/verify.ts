import type {Difference} from '../model/manifest.js'
import type {Notice} from '../model/report.js'
import type {Verification} from '../model/verification.js'
import type {PublicKey} from '../store/bundle/keys.js'
import type {BundleFiles} from '../store/bundle/open-bundle.js'
import type {Evidence} from './evidence.js'
import type {Summed} from './sums.js'

import {manifestName} from '../model/manifest.js'
import {again} from './again.js'
import {signatureOf} from './signature.js'
import {summed} from './sums.js'

export interface Verifying {
  readonly key?: PublicKey | undefined
  /** The bundle before, once it was held to its sums. */
  readonly previous?: Pick<Summed, 'differences' | 'sha256'> | undefined
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
export async function verify(bundle: BundleFiles, file: string, {key, previous, version}: Verifying): Promise<Verified> {
  const sums = summed(bundle, file)
  const {manifest, sha256} = sums
  const {differences: ofSignature, signature} = signatureOf(bundle, sums, key)
  const {differences: ofJudging, evidence, isJudged, notices} = await again(bundle, sums, version)
  const differences = [...sums.differences, ...ofSignature, ...chain(sums, previous), ...ofJudging]
  return {
    ...(evidence ? {evidence} : {}),
    verification: {
      verificationVersion: 1,
      tool: {name: 'heroku-compliance', version},
      bundle: file,
      verified: differences.length === 0,
      ...(manifest && sha256 !== undefined ? {manifest: {...manifest, files: manifest.files.length, sha256}} : {}),
      signature,
      previous: {...(manifest?.previous ? {named: manifest.previous} : {}), isChecked: previous !== undefined},
      judgedAgain: isJudged,
      differences,
      notices: [...notices, ...notLookedAt(sums, signature, previous !== undefined)],
    },
  }
}

function chain({manifest}: Summed, previous: Verifying['previous']): Difference[] {
  if (!previous || !manifest) return []
  const named = manifest.previous
  const broken = previous.differences.map(({file, what}) => ({file: `previous: ${file}`, what}))
  if (!named) return [...broken, {file: manifestName, what: 'names no bundle before it, and one was given'}]
  return named.sha256 === previous.sha256 ? broken : [...broken, {file: manifestName, what: `names another bundle before it: the one whose manifest has SHA-256 ${named.sha256}, not ${previous.sha256 ?? 'one that cannot be read'}`}]
}

function notLookedAt({manifest}: Summed, {checkedWith}: Verification['signature'], isChained: boolean): Notice[] {
  if (!manifest) return []
  return [
    ...checkedWith === 'given' ? [] : [{id: 'author-not-known', text: checkedWith === 'enclosed'
      ? 'The signature fits the key in the bundle, which may be anybody\'s: hold it with --key to one that you got from someone you trust.'
      : 'The bundle is not signed: that nobody made it anew is not known.'}],
    ...manifest.previous && !isChained ? [{id: 'chain-not-checked', text: `It names a bundle before it, of ${manifest.previous.generatedAt} with SHA-256 ${manifest.previous.sha256}: give that with --previous to check it.`}] : [],
  ]
}
