import type {KeyObject} from 'node:crypto'

import {createPrivateKey, createPublicKey, sign, verify} from 'node:crypto'

import {UserError} from '../foundation/user-error.js'
import {readText} from '../files/read-json.js'
import {sha256Of} from './archive/hashing-stream.js'

/** A key by which a signature is checked. */
export interface PublicKey {
  /** SHA-256 of the key in DER, which tells keys apart. */
  readonly id: string
  /** As SPKI in PEM. */
  readonly pem: string
  readonly verifies: (message: Uint8Array, signature: Uint8Array) => boolean
}

export interface SigningKey extends PublicKey {
  readonly sign: (message: Uint8Array) => Uint8Array
}

const keyHint =
  'Make one with: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out public.pem'
interface Algorithm {
  readonly digest?: string
  /** How many points its curve has (SEC 2, section 2). */
  readonly order?: bigint
}

/** What goes with each curve; Ed25519 has its own digest. */
const curves: Readonly<Record<string, Algorithm>> = {
  prime256v1: {digest: 'sha256', order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n},
  secp384r1: {
    digest: 'sha384',
    order: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  secp521r1: {
    digest: 'sha512',
    order:
      0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
}

/**
 * The private key of a PEM file.
 *
 * @throws UserError where it is none of Ed25519 or ECDSA
 */
export function signingKey(file: string): SigningKey {
  const key = parseKey(file, 'private', createPrivateKey)
  const {digest, order} = algorithmOf(key, file)
  return {
    ...publicKeyOf(createPublicKey(key), file),
    sign(message) {
      for (;;) {
        const signature = sign(digest, message, key)
        // Every other one is.
        if (isLowS(signature, order)) return signature
      }
    },
  }
}

/**
 * The public key of a PEM file.
 *
 * @throws UserError where it is none of Ed25519 or ECDSA
 */
export const publicKey = (file: string): PublicKey => publicKeyOf(parseKey(file, 'public', createPublicKey), file)

/** The public key of a PEM text that came with a bundle; undefined where it is none. */
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
      `The key in ${file} is encrypted, and nobody is asked for its passphrase.`,
      'Give it decrypted, as from a file that only the job may read.',
    )
  try {
    return parse(pem)
  } catch {
    // What the parser says may quote the key.
    throw new UserError(`${file} is no ${kind} key in PEM.`, keyHint)
  }
}

function publicKeyOf(key: KeyObject, file: string): PublicKey {
  const {digest, order} = algorithmOf(key, file)
  const pem = key.export({format: 'pem', type: 'spki'}).toString()
  return {
    verifies: (message, signature) => verify(digest, message, key, signature) && isLowS(signature, order),
    id: sha256Of(key.export({format: 'der', type: 'spki'})),
    pem,
  }
}

/**
 * Whether a signature is the lower one of its pair: from each of ECDSA anybody can make another that holds as well, so
 * that of two only one may count, or a byte could be changed and not be found.
 */
function isLowS(signature: Uint8Array, order: bigint | undefined): boolean {
  if (order === undefined) return true
  // In DER a sequence of two numbers, each behind its tag and length.
  const first = signature[1] === 0x81 ? 3 : 2
  const second = first + 2 + (signature[first + 1] ?? 0)
  return BigInt(`0x${Buffer.from(signature.subarray(second + 2)).toString('hex')}`) * 2n < order
}

function algorithmOf({asymmetricKeyDetails, asymmetricKeyType}: KeyObject, file: string): Algorithm {
  if (asymmetricKeyType === 'ed25519') return {}
  const curve = asymmetricKeyType === 'ec' ? curves[asymmetricKeyDetails?.namedCurve ?? ''] : undefined
  if (curve === undefined)
    throw new UserError(
      `The key in ${file} is of ${asymmetricKeyType ?? 'an unknown kind'}${asymmetricKeyDetails?.namedCurve ? ` (${asymmetricKeyDetails.namedCurve})` : ''}; signed is with Ed25519 or ECDSA on P-256, P-384 or P-521.`,
      keyHint,
    )
  return curve
}
