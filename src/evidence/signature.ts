import type {BundleDifference} from '../model/manifest.js'
import type {Verification} from '../model/verification.js'
import type {PublicKey} from './keys.js'
import type {BundleReader} from './archive/open-bundle.js'
import type {ChecksumResult} from './checksums.js'

import {publicKeyName, maxKeyBytes, signatureName} from '../model/manifest.js'
import {signatureProblem} from './dsse.js'
import {enclosedKey} from './keys.js'
import {readBytes} from './archive/open-bundle.js'
import {inTotoStatement} from './in-toto-statement.js'
import {tryRead} from './checksums.js'

interface SignatureResult {
  readonly signature: Verification['signature']
  readonly differences: readonly BundleDifference[]
}

/** Holds the signature of a bundle to a key that was given, else to the one that came with it. */
export function verifySignature(
  bundle: BundleReader,
  {manifest, sha256, intact}: ChecksumResult,
  givenKey: PublicKey | undefined,
): SignatureResult {
  const isSigned = bundle.names.includes(signatureName)
  const hasKeyInManifest = manifest?.files.some(({name}) => name === publicKeyName) === true
  const failure = (file: string, what: string): SignatureResult => ({differences: [{file, what}], signature: {}})
  if (!manifest || sha256 === undefined) return {differences: [], signature: {}}
  if (!isSigned && hasKeyInManifest) return failure(signatureName, 'is missing, and the bundle was signed')
  if (!isSigned)
    return givenKey ? failure(signatureName, 'is missing: the bundle is not signed') : {differences: [], signature: {}}
  const bundledKey = intact.has(publicKeyName) ? enclosedKey(textOf(bundle, publicKeyName)) : undefined
  const unlistedKey = !hasKeyInManifest
    ? [{file: signatureName, what: `is there, and ${publicKeyName} is not in the manifest`}]
    : []
  const mismatch =
    givenKey && bundledKey && bundledKey.id !== givenKey.id
      ? [{file: publicKeyName, what: `is another key than the one given: ${bundledKey.id}, not ${givenKey.id}`}]
      : []
  const key = givenKey ?? bundledKey
  if (!key)
    return {
      differences:
        unlistedKey.length > 0
          ? unlistedKey
          : [{file: publicKeyName, what: 'is no key by which the signature could be checked'}],
      signature: {},
    }
  const problem = signatureProblem(textOf(bundle, signatureName), inTotoStatement(manifest, sha256), key)
  return {
    differences: [
      ...unlistedKey,
      ...mismatch,
      ...(problem === undefined ? [] : [{file: signatureName, what: problem}]),
    ],
    signature: {checkedWith: givenKey ? 'given' : 'enclosed', keyId: key.id},
  }
}

function textOf(bundle: BundleReader, name: string): string {
  const result = tryRead(() => readBytes(bundle, name, maxKeyBytes).toString('utf8'))
  return 'flaw' in result ? '' : result.value
}
