import {unreadableAddress} from '../model/buildpack-address.js'

// What a lenient parser would read otherwise than another: blanks, control characters, backslashes, other scripts.
const ambiguousCharacters = /[^\u0021-\u007E]|\\/
const addressParts = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?[^#]*)?(#.*)?$/i

/**
 * A buildpack's name or address without user, password and query. What is kept stands as it was written: a step up in
 * the path or an encoded slash must not be resolved here and in another way by whoever fetches it.
 */
export function redactBuildpackAddress(name: unknown): unknown {
  if (typeof name !== 'string') return name
  if (name.includes('://')) return redactUrl(name)
  return name.includes('@') ? redactSshAddress(name) : name.replace(/\?[^#]*/, '')
}

function redactUrl(address: string): string {
  const [, scheme = '', authority = '', path = '', fragment = ''] = addressParts.exec(address) ?? []
  const [host = '', ...credentials] = authority.split('@').reverse()
  if (ambiguousCharacters.test(address) || credentials.length > 1 || !isValidHost(host)) return unreadableAddress
  // A password that is not encoded would stand in the path, and what looks like a host behind it is none.
  if (path.includes('@')) return `${scheme}://${host}/...`
  return `${scheme}://${host}${path}${fragment.includes('@') ? '' : fragment}`
}

/** Of `user@host:path` only the user that everybody has is kept. */
function redactSshAddress(address: string): string {
  const [, host = '', path = ''] = /^git@([\w.-]+):([^@?#]*)/.exec(address) ?? []
  const isUnambiguous = !ambiguousCharacters.test(address) && address.lastIndexOf('@') === 'git'.length
  const [fragment = ''] = /#.*$/.exec(address) ?? []
  return isUnambiguous && host !== '' && path !== '' ? `git@${host}:${path}${fragment}` : unreadableAddress
}

const isValidHost = (host: string): boolean => host !== '' && URL.canParse(`https://${host}/`)
