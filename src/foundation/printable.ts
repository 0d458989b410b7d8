import {unsafe} from './text.js'

/** A string from elsewhere as one harmless line: what could steer a terminal or mislead a reader is replaced. */
export function printable(text: string): string {
  return text.replaceAll(unsafe, '\uFFFD')
}
