import {unsafeCharacters} from './text.js'

/** Words that YAML reads as no string, in version 1.1 or 1.2. */
const keywords = /^(?:true|false|null|yes|no|on|off|y|n)$/i

/** A string as YAML, whatever it contains. */
export const yamlText = (value: string): string =>
  /^[A-Za-z][\w.@-]*$/.test(value) && !keywords.test(value)
    ? value
    : JSON.stringify(value.replaceAll(unsafeCharacters, '?'))
