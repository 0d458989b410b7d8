import type {LeafCertificate, SniEndpoint} from '../../model/facts.js'
import type {LazyField, FieldValue} from '../../model/subject.js'

import {required, unknown, value} from '../field-value.js'

/** Minimum key sizes in bits (NIST SP 800-131A, CA/Browser Forum baseline requirements). */
const minimumRsaBits = 2048
const minimumCurveBits = 256

const sha2: readonly string[] = ['sha224', 'sha256', 'sha384', 'sha512']

/** Key and signature, as the certificate itself states them. */
export function strengthFields({
  leaf,
}: SniEndpoint): Record<'keyAlgorithm' | 'keyBits' | 'signatureHash' | 'weaknesses', LazyField> {
  const fromLeaf = (use: (leaf: LeafCertificate) => FieldValue): FieldValue => {
    if (leaf === undefined) return unknown('no-statement', 'the API shows no certificate')
    return leaf === null ? unknown('unknown-value', "the certificate can't be read") : use(leaf)
  }

  return {
    keyAlgorithm: () => fromLeaf(({algorithm}) => required(algorithm, 'which algorithm the key uses')),
    keyBits: () => fromLeaf(({bits}) => required(bits, 'how long the key is')),
    signatureHash: () => fromLeaf(({signature}) => required(signature, 'which hash the certificate is signed with')),
    weaknesses: () => fromLeaf(weaknesses),
  }
}

function weaknesses({algorithm, bits, signature}: LeafCertificate): FieldValue {
  const keyWeaknessFound = keyWeakness(algorithm, bits)
  const reasons = [
    ...(typeof keyWeaknessFound === 'string' ? [keyWeaknessFound] : []),
    ...(signature !== null && !sha2.includes(signature) ? [`signed with ${signature}`] : []),
  ]
  if (reasons.length > 0) return value(reasons)
  if (keyWeaknessFound === undefined)
    return unknown(
      'unknown-value',
      `it's unknown whether a key of the form ${algorithm ?? 'that the certificate has'} is strong`,
    )
  return signature === null
    ? unknown('unknown-value', 'the certificate is signed with an unknown algorithm')
    : value([])
}

/** What is weak about a key; null if it is strong, undefined if that is unknown. */
function keyWeakness(algorithm: null | string, bits: null | number): null | string | undefined {
  if (algorithm === 'ed25519') return null
  if (algorithm === 'dsa') return 'a DSA key'
  if (bits === null) return undefined
  if (algorithm === 'rsa' || algorithm === 'rsa-pss') return bits < minimumRsaBits ? `an RSA key of ${bits} bits` : null
  if (algorithm === 'ec') return bits < minimumCurveBits ? `a key on a curve of ${bits} bits` : null
  return undefined
}
