import type {Difference} from '../model/manifest.js'
import type {Verification} from '../model/verification.js'
import type {PublicKey} from './keys.js'
import type {BundleFiles} from './archive/open-bundle.js'
import type {Summed} from './checksums.js'

import {keyName, mostOfKey, signatureName} from '../model/manifest.js'
import {signatureProblem} from './dsse.js'
import {enclosedKey} from './keys.js'
import {bytesOf} from './archive/open-bundle.js'
import {statementOf} from './in-toto-statement.js'
import {damage} from './checksums.js'

interface Signature {
  readonly signature: Verification['signature']
  readonly differences: readonly Difference[]
}

/** Holds the signature of a bundle to a key that was given, else to the one that came with it. */
export function signatureOf(
  bundle: BundleFiles,
  {manifest, sha256, sound}: Summed,
  given: PublicKey | undefined,
): Signature {
  const isSigned = bundle.names.includes(signatureName)
  const isMeant = manifest?.files.some(({name}) => name === keyName) === true
  const none = (file: string, what: string): Signature => ({differences: [{file, what}], signature: {}})
  if (!manifest || sha256 === undefined) return {differences: [], signature: {}}
  if (!isSigned && isMeant) return none(signatureName, 'is missing, and the bundle was signed')
  if (!isSigned)
    return given ? none(signatureName, 'is missing: the bundle is not signed') : {differences: [], signature: {}}
  const enclosed = sound.has(keyName) ? enclosedKey(text(bundle, keyName)) : undefined
  const strange = !isMeant ? [{file: signatureName, what: `is there, and ${keyName} is not in the manifest`}] : []
  const other =
    given && enclosed && enclosed.id !== given.id
      ? [{file: keyName, what: `is another key than the one given: ${enclosed.id}, not ${given.id}`}]
      : []
  const key = given ?? enclosed
  if (!key)
    return {
      differences:
        strange.length > 0 ? strange : [{file: keyName, what: 'is no key by which the signature could be checked'}],
      signature: {},
    }
  const problem = signatureProblem(text(bundle, signatureName), statementOf(manifest, sha256), key)
  return {
    differences: [...strange, ...other, ...(problem === undefined ? [] : [{file: signatureName, what: problem}])],
    signature: {checkedWith: given ? 'given' : 'enclosed', keyId: key.id},
  }
}

function text(bundle: BundleFiles, name: string): string {
  const found = damage(() => bytesOf(bundle, name, mostOfKey).toString('utf8'))
  return 'flaw' in found ? '' : found.value
}
