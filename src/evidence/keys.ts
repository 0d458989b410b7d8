import type {KeyObject} from 'node:crypto'

import {createPrivateKey, createPublicKey, sign, verify} from 'node:crypto'

import {readText} from '../files/read-json.js'
import {sha256} from '../foundation/canonical-json.js'
import {UserError} from '../foundation/user-error.js'

/** A key that checks signatures. */
export interface PublicKey {
  /** SHA-256 of the key in DER, which identifies it. */
  readonly id: string
  /** The key as SPKI in PEM. */
  readonly pem: string
  readonly verifies: (message: Uint8Array, signature: Uint8Array) => boolean
}

export interface SigningKey extends PublicKey {
  readonly sign: (message: Uint8Array) => Uint8Array
}

const keyHint =
  'To create one: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out public.pem'

interface Algorithm {
  readonly digest?: string
  /** The number of points on the curve (SEC 2, section 2). */
  readonly order?: bigint
}

/** The order of a curve in hexadecimal, in lines that fit on a page. */
const curveOrder = (...hex: readonly string[]): bigint => BigInt(`0x${hex.join('')}`)

/** Digest and order of each curve. Ed25519 has a digest of its own. */
const curves: Readonly<Record<string, Algorithm>> = {
  prime256v1: {
    digest: 'sha256',
    order: curveOrder('ffffffff00000000ffffffffffffffff', 'bce6faada7179e84f3b9cac2fc632551'),
  },
  secp384r1: {
    digest: 'sha384',
    order: curveOrder(
      'ffffffffffffffffffffffffffffffffffffffffffffffff',
      'c7634d81f4372ddf581a0db248b0a77aecec196accc52973',
    ),
  },
  secp521r1: {
    digest: 'sha512',
    order: curveOrder(
      '01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa',
      '51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409',
    ),
  },
}

/**
 * Reads a private key from a PEM file.
 *
 * @throws UserError unless it's an unencrypted Ed25519 or ECDSA key
 */
export function signingKey(file: string): SigningKey {
  const key = parseKey(file, 'private', createPrivateKey)
  const algorithm = algorithmOf(key, file)
  return {
    ...publicKeyOf(createPublicKey(key), file),
    sign(message) {
      for (;;) {
        const signature = sign(algorithm.digest, message, key)
        // Half of all signatures are.
        if (isLowS(signature, algorithm.order)) return signature
      }
    },
  }
}

/**
 * Reads a public key from a PEM file.
 *
 * @throws UserError unless it's an Ed25519 or ECDSA key
 */
export const publicKey = (file: string): PublicKey => publicKeyOf(parseKey(file, 'public', createPublicKey), file)

/** Reads the public key that came with a bundle, in PEM. Undefined if it isn't one. */
export function enclosedKey(pem: string): PublicKey | undefined {
  try {
    return publicKeyOf(createPublicKey(pem), '')
  } catch {
    return undefined
  }
}

function parseKey(file: string, kind: string, parse: (pem: string) => KeyObject): KeyObject {
  const pem = readText(file)
  if (pem.includes('ENCRYPTED'))
    throw new UserError(
      `The key in ${file} is encrypted, and there is no prompt for its passphrase.`,
      'Pass it decrypted, for example from a file that only the job can read.',
    )
  try {
    return parse(pem)
  } catch {
    // The parser's message may quote the key.
    throw new UserError(`${file} is not a ${kind} key in PEM format.`, keyHint)
  }
}

function publicKeyOf(key: KeyObject, file: string): PublicKey {
  const algorithm = algorithmOf(key, file)
  const pem = key.export({format: 'pem', type: 'spki'}).toString()
  return {
    verifies: (message, signature) =>
      verify(algorithm.digest, message, key, signature) && isLowS(signature, algorithm.order),
    id: sha256(key.export({format: 'der', type: 'spki'})),
    pem,
  }
}

/**
 * Whether an ECDSA signature is the low-S one of its pair. Anyone can turn a valid signature into the other one of the
 * pair. If both counted, a byte of the bundle could be changed without being noticed.
 */
function isLowS(signature: Uint8Array, order: bigint | undefined): boolean {
  if (order === undefined) return true
  // DER: a sequence of two numbers, each after its tag and length.
  const first = signature[1] === 0x81 ? 3 : 2
  const second = first + 2 + (signature[first + 1] ?? 0)
  return BigInt(`0x${Buffer.from(signature.subarray(second + 2)).toString('hex')}`) * 2n < order
}

function algorithmOf({asymmetricKeyDetails, asymmetricKeyType}: KeyObject, file: string): Algorithm {
  if (asymmetricKeyType === 'ed25519') return {}
  const {namedCurve = ''} = asymmetricKeyDetails ?? {}
  const algorithm = asymmetricKeyType === 'ec' ? curves[namedCurve] : undefined
  if (algorithm) return algorithm
  const type = `${asymmetricKeyType ?? 'unknown'}${namedCurve === '' ? '' : ` (${namedCurve})`}`
  throw new UserError(`The key in ${file} is of type ${type}. Use Ed25519, or ECDSA on P-256, P-384 or P-521.`, keyHint)
}
