import type {PublicKey, SigningKey} from './keys.js'

const payloadType = 'application/vnd.in-toto+json'

/** The bytes that are signed, with type and length, so that no other payload can take its place (DSSE v1, PAE). */
function preAuthEncoding(payload: string): Buffer {
  const body = Buffer.from(payload)
  return Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `), body])
}

function envelope(payload: string, keyid: string, signature: Uint8Array): string {
  const signatures = [{keyid, sig: Buffer.from(signature).toString('base64')}]
  const document = {payloadType, payload: Buffer.from(payload).toString('base64'), signatures}
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/** A signed DSSE envelope around an in-toto statement. */
export const signStatement = (statement: string, key: SigningKey): string =>
  envelope(statement, key.id, key.sign(preAuthEncoding(statement)))

/**
 * Why an envelope isn't a signature of the statement by the key. Undefined if it is, and every byte of it is as
 * `signStatement` writes it.
 */
export function signatureProblem(text: string, statement: string, key: PublicKey): string | undefined {
  const {keyid, sig} = parseSignature(text)
  if (sig === undefined) return 'is not a signed DSSE envelope'
  if (keyid !== key.id) return `is signed with another key: ${keyid ?? 'unnamed'} instead of ${key.id}`
  const signature = Buffer.from(sig, 'base64')
  if (text !== envelope(statement, key.id, signature)) return 'is not a signature of this manifest'
  return key.verifies(preAuthEncoding(statement), signature)
    ? undefined
    : 'holds a signature of this manifest that is not by the key'
}

/** The identifier of the key that an envelope is signed with. */
export const signatureKeyId = (text: string): string | undefined => parseSignature(text).keyid

/** The statement in an envelope; undefined where there is none. */
export function signedStatement(text: string): string | undefined {
  try {
    const {payload} = JSON.parse(text) as {payload?: unknown}
    return typeof payload === 'string' ? Buffer.from(payload, 'base64').toString('utf8') : undefined
  } catch {
    return undefined
  }
}

/** The SHA-256 of the one file that a statement is about. */
export function signedDigest(statement: string): string | undefined {
  try {
    const {subject} = JSON.parse(statement) as {subject?: ReadonlyArray<{digest?: {sha256?: string}}>}
    return subject?.length === 1 ? subject[0]?.digest?.sha256 : undefined
  } catch {
    return undefined
  }
}

function parseSignature(text: string): {keyid?: string; sig?: string} {
  try {
    const {signatures} = JSON.parse(text) as {signatures?: ReadonlyArray<{keyid?: unknown; sig?: unknown}>}
    const {keyid, sig} = signatures?.[0] ?? {}
    return {...(typeof keyid === 'string' ? {keyid} : {}), ...(typeof sig === 'string' ? {sig} : {})}
  } catch {
    return {}
  }
}
