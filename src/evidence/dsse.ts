import type {PublicKey, SigningKey} from './keys.js'

const payloadType = 'application/vnd.in-toto+json'

/** What is signed of a payload: its kind and length too, so that it can be taken for nothing else (DSSE v1). */
function preAuthEncoding(payload: string): Buffer {
  const body = Buffer.from(payload)
  return Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `), body])
}

function envelope(payload: string, keyid: string, signature: Uint8Array): string {
  return `${JSON.stringify({payloadType, payload: Buffer.from(payload).toString('base64'), signatures: [{keyid, sig: Buffer.from(signature).toString('base64')}]}, undefined, 2)}\n`
}

/** A signed envelope around an in-toto statement. */
export const signStatement = (statement: string, key: SigningKey): string =>
  envelope(statement, key.id, key.sign(preAuthEncoding(statement)))

/** Why an envelope is no signature of the statement by the key; undefined where it is one, and in every byte as it is written. */
export function signatureProblem(text: string, statement: string, key: PublicKey): string | undefined {
  const {keyid, sig} = parseSignature(text)
  if (sig === undefined) return 'is no envelope with a signature'
  if (keyid !== key.id) return `is signed by another key: ${keyid ?? 'it does not say which'}, not ${key.id}`
  const signature = Buffer.from(sig, 'base64')
  if (text !== envelope(statement, key.id, signature)) return 'is no signature of this manifest'
  return key.verifies(preAuthEncoding(statement), signature)
    ? undefined
    : 'holds a signature that the key did not make of this manifest'
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
