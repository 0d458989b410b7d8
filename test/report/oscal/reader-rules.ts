import {partsOf} from './constraints.js'

const uuidForm = /^[\dA-Fa-f]{8}-[\dA-Fa-f]{4}-[45][\dA-Fa-f]{3}-[89ABab][\dA-Fa-f]{3}-[\dA-Fa-f]{12}$/
/** A name of XML without a colon, of the characters that aren't beyond the first plane. */
const firstInName =
  String.raw`_A-Za-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{2070}-\u{218F}` +
  String.raw`\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}`
const tokenForm = new RegExp(String.raw`^[${firstInName}][\u{300}-\u{36F}${firstInName}\u{B7}.\d\-]*$`, 'u')
const stringForm = /^\S(?:[^\n]*\S)?$/
const lineForm = /^[^\n]+$/
/** An address with a host: what has only a scheme, as a URN, isn't one. */
const addressForm = /^[a-z][a-z\d+.-]+:\/\/[^\s#/:?]+(?:[#/:?]\S*)?$/i
const timeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})$/

/** The forms of fields, wherever they are. */
const forms: ReadonlyArray<readonly [field: RegExp, form: RegExp]> = [
  [/^(?:uuid|.*-uuid)$/, uuidForm],
  [/^(?:class|control-id|lifecycle|name|reason|rel|state|target-id)$/, tokenForm],
  [/^(?:media-type|oscal-version|value|version)$/, stringForm],
  [/^title$/, lineForm],
  [/^(?:identifier-type|ns|system)$/, addressForm],
  [/^(?:collected|deadline|end|last-modified|start)$/, timeForm],
]

/**
 * What is wrong with a document by the models with which compliance-trestle reads OSCAL, as far as the schema isn't as
 * strict. That no field has another name than these have is what the schema is for.
 */
export function modelErrors(text: string): string[] {
  return [...partsOf(JSON.parse(text), '', '')].flatMap(({path, tree}) =>
    Object.entries(tree).flatMap(([field, value]) => [
      ...(Array.isArray(value) && value.length === 0 ? [`${path}/${field}: an empty list`] : []),
      ...(value === null ? [`${path}/${field}: nothing`] : []),
      ...(typeof value === 'string'
        ? forms.filter(([name, form]) => name.test(field) && !form.test(value)).map(() => `${path}/${field}: ${value}`)
        : []),
    ]),
  )
}
