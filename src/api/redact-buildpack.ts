import {unreadableAddress} from '../model/buildpack-address.js'

// What a lenient parser would read otherwise than another: blanks, control characters, backslashes, other scripts.
const odd = /[^\u0021-\u007E]|\\/
const parts = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?[^#]*)?(#.*)?$/i

/**
 * A buildpack's name or address without user, password and query. What is kept stands as it was written: a step up in
 * the path or an encoded slash must not be resolved here and in another way by whoever fetches it.
 */
export function buildpackAddress(name: unknown): unknown {
  if (typeof name !== 'string') return name
  if (name.includes('://')) return withScheme(name)
  return name.includes('@') ? withoutScheme(name) : name.replace(/\?[^#]*/, '')
}

function withScheme(address: string): string {
  const [, scheme = '', authority = '', path = '', fragment = ''] = parts.exec(address) ?? []
  const [host = '', ...users] = authority.split('@').reverse()
  if (odd.test(address) || users.length > 1 || !isHost(host)) return unreadableAddress
  // A password that is not encoded would stand in the path, and what looks like a host behind it is none.
  if (path.includes('@')) return `${scheme}://${host}/...`
  return `${scheme}://${host}${path}${fragment.includes('@') ? '' : fragment}`
}

/** Of `user@host:path` only the user that everybody has is kept. */
function withoutScheme(address: string): string {
  const [, host = '', path = ''] = /^git@([\w.-]+):([^@?#]*)/.exec(address) ?? []
  const isWhole = !odd.test(address) && address.lastIndexOf('@') === 'git'.length
  const [fragment = ''] = /#.*$/.exec(address) ?? []
  return isWhole && host !== '' && path !== '' ? `git@${host}:${path}${fragment}` : unreadableAddress
}

const isHost = (host: string): boolean => host !== '' && URL.canParse(`https://${host}/`)
