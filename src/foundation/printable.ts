import {unsafeCharacters} from './text.js'

/** A string from elsewhere as one harmless line: what could steer a terminal or mislead a reader is replaced. */
export function sanitizeLine(text: string): string {
  return text.replaceAll(unsafeCharacters, '\uFFFD')
}
