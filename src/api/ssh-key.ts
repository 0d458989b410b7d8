import type {SshKey} from '../model/account-facts.js'

const unreadable: SshKey = {bits: null, type: null}
const curves: Readonly<Record<string, number>> = {nistp256: 256, nistp384: 384, nistp521: 521}

/**
 * Type and size of a public key as OpenSSH writes it, told by the key itself and not by what stands before it. Both null
 * for what is no such key. RFC 4253, section 6.6; RFC 5656, section 3.1; RFC 8709, section 4.
 */
export function sshKey(text: unknown): SshKey {
  if (typeof text !== 'string') return unreadable
  const [name, blob = ''] = text.trim().split(/\s+/)
  const [type, ...parts] = partsOf(blob)
  const bits = type === undefined || type.toString('latin1') !== name ? undefined : sizes[name]?.(parts)
  return bits === undefined || name === undefined ? unreadable : {bits, type: name}
}

/** The strings that a key is made of; none where they do not fill it. */
function partsOf(blob: string): Buffer[] {
  if (!/^[A-Za-z\d+/]+={0,2}$/.test(blob)) return []
  const all = Buffer.from(blob, 'base64')
  const parts: Buffer[] = []
  let at = 0
  while (at < all.length) {
    if (at + 4 > all.length) return []
    const end = at + 4 + all.readUInt32BE(at)
    if (end > all.length) return []
    parts.push(all.subarray(at + 4, end))
    at = end
  }

  return parts
}

type Size = (parts: readonly Buffer[]) => number | undefined

/** Bits of a whole number above zero, which is written with a leading zero where its first bit is set. */
function bitsOf(number: Buffer | undefined): number | undefined {
  const hex = number?.toString('hex').replace(/^0+/, '') ?? ''
  return hex === '' || (number?.[0] ?? 0) > 127 ? undefined : BigInt(`0x${hex}`).toString(2).length
}

const rsa: Size = ([exponent, modulus, ...more]) => (exponent && more.length === 0 ? bitsOf(modulus) : undefined)
const dsa: Size = ([p, ...others]) => (others.length === 3 ? bitsOf(p) : undefined)
const ed25519 =
  (more: number): Size =>
  ([key, ...others]) =>
    key?.length === 32 && others.length === more ? 256 : undefined
const ecdsa =
  (curve: string, more: number): Size =>
  ([name, point, ...others]) =>
    name?.toString('latin1') === curve && point && point.length > 1 && others.length === more
      ? curves[curve]
      : undefined

/** By type; those of a security key name their application as well. */
const sizes: Readonly<Record<string, Size | undefined>> = Object.assign(Object.create(null) as Record<string, Size>, {
  'ecdsa-sha2-nistp256': ecdsa('nistp256', 0),
  'ecdsa-sha2-nistp384': ecdsa('nistp384', 0),
  'ecdsa-sha2-nistp521': ecdsa('nistp521', 0),
  'sk-ecdsa-sha2-nistp256@openssh.com': ecdsa('nistp256', 1),
  'sk-ssh-ed25519@openssh.com': ed25519(1),
  'ssh-dss': dsa,
  'ssh-ed25519': ed25519(0),
  'ssh-rsa': rsa,
})
