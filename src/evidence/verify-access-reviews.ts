import type {AccessReview} from '../access/access-review.js'
import type {BundleDifference} from '../model/manifest.js'
import type {Notice} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'
import type {BundleReader} from './archive/bundle-reader.js'
import type {AssessmentInputs} from './assessment-inputs.js'
import type {ChecksumResult} from './checksums.js'
import type {PublicKey} from './keys.js'

import {populationOf} from '../access/population.js'
import {fingerprint, sha256} from '../foundation/canonical-json.js'
import {UserError} from '../foundation/user-error.js'
import {maxKeyBytes, publicKeyName} from '../model/manifest.js'
import {accessReviewPrefix} from '../model/policy.js'
import {newestAt} from '../model/snapshot.js'
import {accessReviewNames, evidenceReview, isAccessReviewFile} from './access-review-files.js'
import {readBytes} from './archive/bundle-reader.js'
import {maxFileBytes} from './bundle-files.js'
import {signatureKeyId, signedDigest, signatureProblem, signedStatement} from './dsse.js'
import {enclosedKey} from './keys.js'

interface Verified {
  readonly differences: readonly BundleDifference[]
  readonly notices: readonly Notice[]
}

interface Verifying {
  readonly bundle: BundleReader
  readonly checksums: ChecksumResult
  readonly inputs: AssessmentInputs | undefined
  /** The key that was given. */
  readonly key: PublicKey | undefined
  readonly version: string
}

/**
 * Verifies the reviews of access in a bundle: that their access is what was frozen, that it is what the snapshot shows
 * where both are of the same facts, their lists for spreadsheets, their signatures, and that the policy means them.
 */
export async function verifyAccessReviews(verifying: Verifying): Promise<Verified> {
  const {checksums, inputs} = verifying
  const listed = (checksums.manifest?.files ?? []).map(({name}) => name).filter(name => isAccessReviewFile(name))
  const results: Verified[] = []
  const digests: string[] = []
  const known = new Set<string>()
  for (let index = 0; listed.includes(accessReviewNames(index).json); index++) {
    const names = accessReviewNames(index)
    for (const name of Object.values(names)) known.add(name)
    // A file that isn't intact is a difference already.
    if (!checksums.intact.has(names.json)) continue
    const text = await readText(verifying, names.json)
    digests.push(sha256(text))
    results.push(await verifyReview(verifying, index, text))
  }

  return {
    differences: [
      ...results.flatMap(({differences}) => differences),
      ...listed
        .filter(name => !known.has(name) && checksums.intact.has(name))
        .map(file => ({file, problem: 'belongs to no review of access in the bundle'})),
    ],
    notices: [...results.flatMap(({notices}) => notices), ...missingReviews(inputs, digests)],
  }
}

const readText = async ({bundle}: Verifying, name: string): Promise<string> =>
  (await readBytes(bundle, name, maxFileBytes)).toString('utf8')

async function verifyReview(verifying: Verifying, index: number, text: string): Promise<Verified> {
  const names = accessReviewNames(index)
  try {
    const review = evidenceReview(text, names.json)
    const parts = [
      await listDifferences(verifying, names.csv, review),
      populationResult(names.json, review, verifying.inputs?.snapshot),
      await signatureResult(verifying, names.dsse, text),
    ]
    return {
      differences: parts.flatMap(({differences}) => differences),
      notices: parts.flatMap(({notices}) => notices),
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const problem = error.message.replace(new RegExp(`^${names.json}:? `), '').replace(/\.$/, '')
    return {differences: [{file: names.json, problem: `isn't a review that can be evidence: ${problem}`}], notices: []}
  }
}

const nothing: Verified = {differences: [], notices: []}
const differing = (file: string, problem: string): Verified => ({differences: [{file, problem}], notices: []})

/** The list for spreadsheets looks different in each version. */
async function listDifferences(verifying: Verifying, name: string, review: AccessReview): Promise<Verified> {
  const {checksums, version} = verifying
  const {manifest} = checksums
  if (!manifest?.files.some(file => file.name === name)) return differing(name, 'is missing from the bundle')
  if (!checksums.intact.has(name) || manifest.tool.version !== version) return nothing
  const {accessCsv} = await import('../report/access/csv.js')
  return (await readText(verifying, name)) === accessCsv({review})
    ? nothing
    : differing(name, 'is not the list that follows from the review')
}

/** Whether the access in a review is what the snapshot shows; only facts of the same time can tell. */
function populationResult(file: string, review: AccessReview, snapshot: Snapshot | undefined): Verified {
  if (!snapshot) return nothing
  const readAt = newestAt(snapshot.facts)
  const isSame = review.frozenAt === readAt && fingerprint(review.scopes) === fingerprint(snapshot.scopes)
  if (!isSame)
    return {
      differences: [],
      notices: [
        {
          id: 'access-not-compared',
          text:
            `${file} is of who had access at ${review.frozenAt}, and the snapshot of ${readAt} or of another scope: ` +
            "the access in it wasn't compared with the snapshot.",
        },
      ],
    }
  return populationOf(snapshot).digest === review.population.digest
    ? nothing
    : differing(file, 'has other access than the snapshot of the same time shows')
}

/** A review may be signed with another key than the bundle; only a known one can check it. */
async function signatureResult(verifying: Verifying, name: string, text: string): Promise<Verified> {
  const {checksums} = verifying
  if (!checksums.intact.has(name)) return nothing
  const envelope = await readText(verifying, name)
  const statement = signedStatement(envelope)
  if (statement === undefined || signedDigest(statement) !== sha256(text))
    return differing(name, 'is not a signature of this review')
  const keyId = signatureKeyId(envelope)
  const key = [verifying.key, await bundledKey(verifying)].find(candidate => candidate?.id === keyId)
  if (!key) {
    const notice = `${name} was signed with a key that is neither given nor in the bundle: ${keyId ?? 'unnamed'}.`
    return {differences: [], notices: [{id: 'access-signature-not-checked', text: notice}]}
  }

  const problem = signatureProblem(envelope, statement, key)
  return problem === undefined ? nothing : differing(name, problem)
}

async function bundledKey({bundle, checksums}: Verifying): Promise<PublicKey | undefined> {
  return checksums.intact.has(publicKeyName)
    ? enclosedKey((await readBytes(bundle, publicKeyName, maxKeyBytes)).toString('utf8'))
    : undefined
}

/** Reviews that the policy has on file, and that aren't in the bundle. */
function missingReviews(inputs: AssessmentInputs | undefined, digests: readonly string[]): Notice[] {
  const onFile = (inputs?.policy?.policy.documents ?? []).filter(({id}) => id.startsWith(accessReviewPrefix))
  return onFile
    .filter(({sha256: digest}) => digest === undefined || !digests.includes(digest))
    .map(({id}) => ({
      id: 'access-review-missing',
      text: `The policy has ${id} on file, but the bundle has no review of access with its SHA-256.`,
    }))
}
