import {unsafeCharacters} from './text.js'

/** Untrusted text as one safe line: characters that could control a terminal or mislead a reader are replaced. */
export function sanitizeLine(text: string): string {
  return text.replaceAll(unsafeCharacters, '\uFFFD')
}
