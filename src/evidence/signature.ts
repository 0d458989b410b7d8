import type {BundleDifference, Manifest} from '../model/manifest.js'
import type {Verification} from '../model/verification.js'
import type {BundleReader} from './archive/bundle-reader.js'
import type {ChecksumResult} from './checksums.js'
import type {PublicKey} from './keys.js'

import {maxKeyBytes, publicKeyName, signatureName} from '../model/manifest.js'
import {readBytes} from './archive/bundle-reader.js'
import {tryRead} from './checksums.js'
import {signatureProblem} from './dsse.js'
import {inTotoStatement} from './in-toto-statement.js'
import {enclosedKey} from './keys.js'

interface SignatureResult {
  readonly signature: Verification['signature']
  readonly differences: readonly BundleDifference[]
}

const unsigned: SignatureResult = {differences: [], signature: {}}
const failed = (...differences: readonly BundleDifference[]): SignatureResult => ({differences, signature: {}})

/** Checks the signature of a bundle with the key that was given, or else with the one in the bundle. */
export async function verifySignature(
  bundle: BundleReader,
  {intact, manifest, sha256}: ChecksumResult,
  givenKey: PublicKey | undefined,
): Promise<SignatureResult> {
  if (!manifest || sha256 === undefined) return unsigned
  if (!bundle.names.includes(signatureName)) return withoutSignature(manifest, givenKey)
  const bundledKey = intact.has(publicKeyName) ? enclosedKey(await readText(bundle, publicKeyName)) : undefined
  const differences = keyDifferences(manifest, givenKey, bundledKey)
  const key = givenKey ?? bundledKey
  if (!key)
    return differences.length > 0
      ? failed(...differences)
      : failed({file: publicKeyName, problem: "isn't a key that can check the signature"})
  const problem = signatureProblem(await readText(bundle, signatureName), inTotoStatement(manifest, sha256), key)
  return {
    differences: [...differences, ...(problem === undefined ? [] : [{file: signatureName, problem}])],
    signature: {checkedWith: givenKey ? 'given' : 'enclosed', keyId: key.id},
  }
}

function withoutSignature(manifest: Manifest, givenKey: PublicKey | undefined): SignatureResult {
  if (listsKey(manifest)) return failed({file: signatureName, problem: 'is missing, but the bundle was signed'})
  return givenKey ? failed({file: signatureName, problem: "is missing: the bundle isn't signed"}) : unsigned
}

function keyDifferences(
  manifest: Manifest,
  givenKey: PublicKey | undefined,
  bundledKey: PublicKey | undefined,
): BundleDifference[] {
  const differences: BundleDifference[] = []
  if (!listsKey(manifest))
    differences.push({file: signatureName, problem: `is there, but ${publicKeyName} isn't in the manifest`})
  if (givenKey && bundledKey && bundledKey.id !== givenKey.id)
    differences.push({file: publicKeyName, problem: `isn't the given key: ${bundledKey.id} instead of ${givenKey.id}`})
  return differences
}

const listsKey = ({files}: Manifest): boolean => files.some(({name}) => name === publicKeyName)

async function readText(bundle: BundleReader, name: string): Promise<string> {
  const result = await tryRead(() => readBytes(bundle, name, maxKeyBytes))
  return 'problem' in result ? '' : result.value.toString('utf8')
}
