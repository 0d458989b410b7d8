import {isShowable} from '../text/sanitize.js'

/** Only what can't end the sequence that it stands in, and leads to a page. */
const safeUrl = /^https:\/\/[\w.-]+(?:\/[\w.~/%@#?=&+:-]*)?$/

/** Gives a text that leads to a URL on terminals with hyperlinks (OSC 8), and the text alone elsewhere. */
export const createLink =
  (isSupported: boolean) =>
  (text: string, url: string | undefined): string =>
    isSupported && url !== undefined && safeUrl.test(url) && isShowable(url)
      ? `\u001B]8;;${url}\u001B\\${text}\u001B]8;;\u001B\\`
      : text
