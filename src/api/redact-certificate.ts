import {X509Certificate} from 'node:crypto'

import type {Leaf} from '../model/facts.js'

const block = /-----BEGIN CERTIFICATE-----[A-Za-z\d+/=\s]+-----END CERTIFICATE-----/g

/**
 * What the certificate that a chain is for says of its key and its signature, which is all that is kept of the chain.
 * Undefined where there is no chain, null where the certificate cannot be told or read.
 */
export function leafOf(chain: unknown): Leaf | null | undefined {
  if (chain === undefined || chain === null || chain === '') return undefined
  if (typeof chain !== 'string') return null
  const leaf = chosen((chain.match(block) ?? []).map(pem => parsed(pem)))
  return leaf ? told(leaf) : null
}

function parsed(pem: string): undefined | X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

/** The first, as TLS has it; behind an authority's own certificate the only one that is no authority's. */
function chosen(chain: ReadonlyArray<undefined | X509Certificate>): undefined | X509Certificate {
  const [first] = chain
  if (!first?.ca) return first
  const [other, ...more] = chain.filter(one => !one?.ca)
  if (more.length > 0) return undefined
  return chain.some(one => !one?.ca) ? other : first
}

function told(certificate: X509Certificate): Leaf {
  return {...keyOf(certificate), signature: signatureOf(certificate.raw)}
}

function keyOf(certificate: X509Certificate): Pick<Leaf, 'algorithm' | 'bits'> {
  try {
    const {asymmetricKeyDetails: details = {}, asymmetricKeyType: type} = certificate.publicKey
    const curve = /^(?:prime|sec[pt]|brainpoolP)(\d{3})[a-z]\d$/.exec(details.namedCurve ?? '')?.[1]
    return {algorithm: type ?? null, bits: details.modulusLength ?? (curve === undefined ? null : Number(curve))}
  } catch {
    return {algorithm: null, bits: null}
  }
}

interface Element {
  readonly content: Buffer
  /** What follows it. */
  readonly rest: Buffer
}

/** The first element of a DER encoding; undefined where it is cut short. */
function element(der: Buffer): Element | undefined {
  const [, short] = der
  if (short === undefined) return undefined
  const extra = short < 0x80 ? 0 : short - 0x80
  if (extra > 4 || der.length < 2 + extra) return undefined
  const length = extra === 0 ? short : der.readUIntBE(2, extra)
  const start = 2 + extra
  return der.length < start + length
    ? undefined
    : {content: der.subarray(start, start + length), rest: der.subarray(start + length)}
}

/** Signature algorithms by object identifier (RFC 8017, RFC 5758, RFC 8410), and the hash that each uses. */
const signatures: Readonly<Record<string, string>> = {
  '2a864886f70d010102': 'md2',
  '2a864886f70d010104': 'md5',
  '2a864886f70d010105': 'sha1',
  '2a864886f70d01010e': 'sha224',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d0401': 'sha1',
  '2a8648ce3d040301': 'sha224',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
  '2a8648ce380403': 'sha1',
  '608648016503040301': 'sha224',
  '608648016503040302': 'sha256',
  // Ed25519 is defined with SHA-512.
  '2b6570': 'sha512',
}

/** Hashes by object identifier, as RSASSA-PSS names its own. */
const hashes: Readonly<Record<string, string>> = {
  '2b0e03021a': 'sha1',
  '608648016503040204': 'sha224',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
}

const pss = '2a864886f70d01010a'

/** The hash that a certificate is signed with; null where it is not a known one. */
function signatureOf(der: Buffer): null | string {
  const signed = element(element(der)?.content ?? Buffer.alloc(0))
  const algorithm = signed && element(signed.rest)
  const name = algorithm && element(algorithm.content)
  if (!name) return null
  const id = name.content.toString('hex')
  return id === pss ? pssHash(name.rest) : (signatures[id] ?? null)
}

/** The hash among the parameters of RSASSA-PSS; SHA-1 where they do not name one (RFC 8017, A.2.3). */
function pssHash(parameters: Buffer): null | string {
  const first = element(parameters)?.content
  if (!first) return null
  if (first[0] !== 0xa0) return 'sha1'
  const name = element(element(element(first)?.content ?? Buffer.alloc(0))?.content ?? Buffer.alloc(0))
  return hashes[name?.content.toString('hex') ?? ''] ?? null
}
