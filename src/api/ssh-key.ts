import type {SshKey} from '../model/account-facts.js'

const unreadable: SshKey = {bits: null, type: null}
const curves: Readonly<Record<string, number>> = {nistp256: 256, nistp384: 384, nistp521: 521}

/**
 * Type and size of a public key in OpenSSH format, from the key itself and not from the text before it. Both are null
 * for anything else. See RFC 4253, section 6.6; RFC 5656, section 3.1; RFC 8709, section 4.
 */
export function parseSshKey(text: unknown): SshKey {
  if (typeof text !== 'string') return unreadable
  const [name, blob = ''] = text.trim().split(/\s+/)
  const [type, ...fields] = readStrings(blob)
  const bits = type === undefined || type.toString('latin1') !== name ? undefined : keySizes[name]?.(fields)
  return bits === undefined || name === undefined ? unreadable : {bits, type: name}
}

/** The strings that a key consists of; empty if they don't fill it exactly. */
function readStrings(blob: string): Buffer[] {
  if (!/^[A-Za-z\d+/]+={0,2}$/.test(blob)) return []
  const bytes = Buffer.from(blob, 'base64')
  const parts: Buffer[] = []
  let position = 0
  while (position < bytes.length) {
    if (position + 4 > bytes.length) return []
    const end = position + 4 + bytes.readUInt32BE(position)
    if (end > bytes.length) return []
    parts.push(bytes.subarray(position + 4, end))
    position = end
  }

  return parts
}

type KeySize = (parts: readonly Buffer[]) => number | undefined

/** Bits of a positive integer, which has a leading zero byte if its first bit is set. */
function bitsOf(number: Buffer | undefined): number | undefined {
  const hex = number?.toString('hex').replace(/^0+/, '') ?? ''
  return hex === '' || (number?.[0] ?? 0) > 127 ? undefined : BigInt(`0x${hex}`).toString(2).length
}

const rsa: KeySize = ([exponent, modulus, ...extra]) => (exponent && extra.length === 0 ? bitsOf(modulus) : undefined)
const dsa: KeySize = ([prime, ...others]) => (others.length === 3 ? bitsOf(prime) : undefined)
const ed25519 =
  (extraParts: number): KeySize =>
  ([key, ...trailing]) =>
    key?.length === 32 && trailing.length === extraParts ? 256 : undefined
const ecdsa =
  (curve: string, extraParts: number): KeySize =>
  ([name, point, ...trailing]) =>
    name?.toString('latin1') === curve && point && point.length > 1 && trailing.length === extraParts
      ? curves[curve]
      : undefined

/** By type. Keys of security keys contain their application as well. */
const keySizes: Readonly<Record<string, KeySize | undefined>> = Object.assign(
  Object.create(null) as Record<string, KeySize>,
  {
    'ecdsa-sha2-nistp256': ecdsa('nistp256', 0),
    'ecdsa-sha2-nistp384': ecdsa('nistp384', 0),
    'ecdsa-sha2-nistp521': ecdsa('nistp521', 0),
    'sk-ecdsa-sha2-nistp256@openssh.com': ecdsa('nistp256', 1),
    'sk-ssh-ed25519@openssh.com': ed25519(1),
    'ssh-dss': dsa,
    'ssh-ed25519': ed25519(0),
    'ssh-rsa': rsa,
  },
)
