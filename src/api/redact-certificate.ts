import {X509Certificate} from 'node:crypto'

import type {LeafCertificate} from '../model/facts.js'

const pemBlock = /-----BEGIN CERTIFICATE-----[A-Za-z\d+/=\s]+-----END CERTIFICATE-----/g

/**
 * Key and signature of the certificate that a chain is for, which is all that is kept of the chain. Undefined if there
 * is no chain, null if the certificate can't be identified or read.
 */
export function leafCertificate(chain: unknown): LeafCertificate | null | undefined {
  if (chain === undefined || chain === null || chain === '') return undefined
  if (typeof chain !== 'string') return null
  const certificate = chooseLeaf((chain.match(pemBlock) ?? []).map(pem => parseCertificate(pem)))
  return certificate ? describeCertificate(certificate) : null
}

function parseCertificate(pem: string): undefined | X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

/** The first one, as in TLS; if that belongs to a certificate authority, the only one that doesn't. */
function chooseLeaf(chain: ReadonlyArray<undefined | X509Certificate>): undefined | X509Certificate {
  const [first] = chain
  if (!first?.ca) return first
  const [candidate, ...otherCandidates] = chain.filter(certificate => !certificate?.ca)
  if (otherCandidates.length > 0) return undefined
  return chain.some(certificate => !certificate?.ca) ? candidate : first
}

function describeCertificate(certificate: X509Certificate): LeafCertificate {
  return {...describeKey(certificate), signature: signatureHash(certificate.raw)}
}

function describeKey(certificate: X509Certificate): Pick<LeafCertificate, 'algorithm' | 'bits'> {
  try {
    const {asymmetricKeyDetails: details = {}, asymmetricKeyType: type} = certificate.publicKey
    const curve = /^(?:prime|sec[pt]|brainpoolP)(\d{3})[a-z]\d$/.exec(details.namedCurve ?? '')?.[1]
    return {algorithm: type ?? null, bits: details.modulusLength ?? (curve === undefined ? null : Number(curve))}
  } catch {
    return {algorithm: null, bits: null}
  }
}

interface DerElement {
  readonly content: Buffer
  /** The bytes after it. */
  readonly following: Buffer
}

/** The first element of a DER encoding; undefined if it's cut short. */
function readElement(der: Buffer): DerElement | undefined {
  const [, shortLength] = der
  if (shortLength === undefined) return undefined
  const lengthBytes = shortLength < 0x80 ? 0 : shortLength - 0x80
  if (lengthBytes > 4 || der.length < 2 + lengthBytes) return undefined
  const length = lengthBytes === 0 ? shortLength : der.readUIntBE(2, lengthBytes)
  const start = 2 + lengthBytes
  return der.length < start + length
    ? undefined
    : {content: der.subarray(start, start + length), following: der.subarray(start + length)}
}

/** The hash of each signature algorithm, by object identifier (RFC 8017, RFC 5758, RFC 8410). */
const hashBySignature: Readonly<Record<string, string>> = {
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

/** Hashes by object identifier, as in the parameters of RSASSA-PSS. */
const hashByIdentifier: Readonly<Record<string, string>> = {
  '2b0e03021a': 'sha1',
  '608648016503040204': 'sha224',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
}

const rsassaPss = '2a864886f70d01010a'

/** The hash that a certificate is signed with; null if it isn't known. */
function signatureHash(der: Buffer): null | string {
  const certificateBody = readElement(readElement(der)?.content ?? Buffer.alloc(0))
  const algorithm = certificateBody && readElement(certificateBody.following)
  const identifier = algorithm && readElement(algorithm.content)
  if (!identifier) return null
  const id = identifier.content.toString('hex')
  return id === rsassaPss ? pssHash(identifier.following) : (hashBySignature[id] ?? null)
}

/** The hash in the parameters of RSASSA-PSS; SHA-1 if they name none (RFC 8017, A.2.3). */
function pssHash(parameters: Buffer): null | string {
  const first = readElement(parameters)?.content
  if (!first) return null
  if (first[0] !== 0xa0) return 'sha1'
  const identifier = nestedElement(first, 3)
  return hashByIdentifier[identifier?.toString('hex') ?? ''] ?? null
}

/** The content of the first element at that depth. */
function nestedElement(der: Buffer, depth: number): Buffer | undefined {
  const content = readElement(der)?.content
  return content === undefined || depth === 1 ? content : nestedElement(content, depth - 1)
}
