import type {KeyObject} from 'node:crypto'

import {createPrivateKey, createPublicKey, sign, verify} from 'node:crypto'

import {UserError} from '../../model/errors.js'
import {readText} from '../read-json.js'
import {sha256Of} from './measured.js'

/** A key by which a signature is checked. */
export interface PublicKey {
  /** SHA-256 of the key in DER, which tells keys apart. */
  readonly id: string
  /** As SPKI in PEM. */
  readonly pem: string
  readonly holds: (message: Uint8Array, signature: Uint8Array) => boolean
}

export interface SigningKey extends PublicKey {
  readonly sign: (message: Uint8Array) => Uint8Array
}

const hint = 'Make one with: openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out public.pem'
/** The digest that goes with each curve; Ed25519 has its own. */
const digests: Readonly<Record<string, string>> = {prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512'}

/**
 * The private key of a PEM file.
 *
 * @throws UserError where it is none of Ed25519 or ECDSA
 */
export function signingKey(file: string): SigningKey {
  const key = parsed(file, 'private', createPrivateKey)
  return {...publicKeyOf(createPublicKey(key), file), sign: message => sign(digestOf(key, file), message, key)}
}

/**
 * The public key of a PEM file.
 *
 * @throws UserError where it is none of Ed25519 or ECDSA
 */
export const publicKey = (file: string): PublicKey => publicKeyOf(parsed(file, 'public', createPublicKey), file)

/** The public key of a PEM text that came with a bundle; undefined where it is none. */
export function enclosedKey(pem: string): PublicKey | undefined {
  try {
    return publicKeyOf(createPublicKey(pem), '')
  } catch {
    return undefined
  }
}

function parsed(file: string, what: string, parse: (pem: string) => KeyObject): KeyObject {
  const pem = readText(file)
  if (pem.includes('ENCRYPTED')) throw new UserError(`The key in ${file} is encrypted, and nobody is asked for its passphrase.`, 'Give it decrypted, as from a file that only the job may read.')
  try {
    return parse(pem)
  } catch {
    // What the parser says may quote the key.
    throw new UserError(`${file} is no ${what} key in PEM.`, hint)
  }
}

function publicKeyOf(key: KeyObject, file: string): PublicKey {
  const digest = digestOf(key, file)
  const pem = key.export({format: 'pem', type: 'spki'}).toString()
  return {holds: (message, signature) => verify(digest, message, key, signature), id: sha256Of(key.export({format: 'der', type: 'spki'})), pem}
}

function digestOf({asymmetricKeyDetails, asymmetricKeyType}: KeyObject, file: string): string | undefined {
  if (asymmetricKeyType === 'ed25519') return undefined
  const digest = asymmetricKeyType === 'ec' ? digests[asymmetricKeyDetails?.namedCurve ?? ''] : undefined
  if (digest === undefined) throw new UserError(`The key in ${file} is of ${asymmetricKeyType ?? 'an unknown kind'}${asymmetricKeyDetails?.namedCurve ? ` (${asymmetricKeyDetails.namedCurve})` : ''}; signed is with Ed25519 or ECDSA on P-256, P-384 or P-521.`, hint)
  return digest
}
