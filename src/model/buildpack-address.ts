/** In place of a buildpack's address that would disclose a secret, or isn't an address. */
export const unreadableAddress = 'an address that cannot be read'

// Parsers disagree on whitespace, control characters, backslashes and characters beyond ASCII.
const ambiguousCharacters = /[^\u0021-\u007E]|\\/
const addressParts = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?[^#]*)?(#.*)?$/i

/**
 * The name or address of a buildpack without user, password and query. The rest is kept literally: `..` in the path or
 * an encoded slash must not be resolved here in another way than by whoever fetches it.
 */
export function redactBuildpackAddress(name: unknown): unknown {
  if (typeof name !== 'string') return name
  if (name.includes('://')) return redactUrl(name)
  return name.includes('@') ? redactSshAddress(name) : name.replace(/\?[^#]*/, '')
}

function redactUrl(address: string): string {
  const {authority, fragment, path, scheme} = urlParts(address)
  const [host = '', ...credentials] = authority.split('@').reverse()
  if (ambiguousCharacters.test(address) || credentials.length > 1 || !isValidHost(host)) return unreadableAddress
  // An unencoded password would be in the path, followed by the real host.
  if (path.includes('@')) return `${scheme}://${host}/...`
  return `${scheme}://${host}${path}${fragment.includes('@') ? '' : fragment}`
}

function urlParts(address: string) {
  const [, scheme = '', authority = '', path = '', fragment = ''] = addressParts.exec(address) ?? []
  return {authority, fragment, path, scheme}
}

/** Keeps `git@host:path`, because everyone has that user, and no other user. */
function redactSshAddress(address: string): string {
  const [, host = '', path = ''] = /^git@([\w.-]+):([^@?#]*)/.exec(address) ?? []
  const isUnambiguous = !ambiguousCharacters.test(address) && address.lastIndexOf('@') === 'git'.length
  const [fragment = ''] = /#.*$/.exec(address) ?? []
  return isUnambiguous && host !== '' && path !== '' ? `git@${host}:${path}${fragment}` : unreadableAddress
}

const isValidHost = (host: string): boolean => host !== '' && URL.canParse(`https://${host}/`)
