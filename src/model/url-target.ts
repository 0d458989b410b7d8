import type {UrlOrigin} from './resource-ref.js'

/**
 * Scheme and host of a URL. Both are null unless it's exactly one URL: a lenient parser would drop whitespace and
 * control characters, take a host and port without a scheme for a scheme, and read backslashes as slashes.
 */
export function urlTarget(url: unknown): null | UrlOrigin {
  if (typeof url !== 'string' || url === '') return null
  const unreadableTarget = {host: null, scheme: null}
  // eslint-disable-next-line no-control-regex -- URLs must not contain control characters
  if (/^\s|\s$|[\u0000-\u001F\u007F]/.test(url) || !/^[a-z][a-z\d+.-]*:\/\/[^/?#\\]+(?:[/?#]|$)/i.test(url))
    return unreadableTarget
  try {
    const {hostname, protocol} = new URL(url)
    return hostname === ''
      ? unreadableTarget
      : {host: hostname.toLowerCase(), scheme: protocol.slice(0, -1).toLowerCase()}
  } catch {
    return unreadableTarget
  }
}
