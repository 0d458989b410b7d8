import type {FieldEntry} from '../../src/model/check.js'
import type {ControlKind} from '../../src/model/framework.js'
import type {Schema} from './names.js'

import {readCatalogFile} from '../../src/catalog/catalog-files.js'
import {readChecks, readFields} from '../../src/catalog/catalog.js'
import {controlKinds} from '../../src/model/framework.js'
import {isObject} from '../../src/foundation/is-object.js'
import {checkNames, frameworkNames, oneOfNames, patternOfOthers} from './names.js'
import {publishedId, withMarkdown, withPart} from './published.js'

const shared = ['framework', 'check'] as const

/** Conditions of any form; those of each subject say more. */
const anyClauses: Schema = {minProperties: 1, type: 'object'}

/** References to other files become references to `$defs` of the same file, or copies of the properties they mean. */
function inlined(schema: unknown, parts: ReadonlyMap<string, Schema>): unknown {
  if (Array.isArray(schema)) return schema.map(part => inlined(part, parts))
  if (!isObject(schema)) return schema
  const {$ref, ...rest} = schema
  const others = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, inlined(part, parts)]))
  return typeof $ref === 'string' ? {...referredPart($ref, parts), ...others} : others
}

function referredPart($ref: string, parts: ReadonlyMap<string, Schema>): Schema {
  if ($ref === '#/$defs/clauses') return anyClauses
  const [, file = '', name = ''] = /^(\w+)\.schema\.json#\/properties\/(\w+)$/.exec($ref) ?? []
  const properties = parts.get(file)?.['properties']
  return isObject(properties) ? (inlined(properties[name], parts) as Schema) : {$ref: $ref.slice($ref.indexOf('#'))}
}

/** The schema of the validator, which consists of several files, as one. */
function wholeSchema(): Schema & {readonly $defs: Readonly<Record<string, Schema>>} {
  const parts = new Map<string, Schema>(
    shared.map(name => [name, readCatalogFile<Schema>(`./schema/${name}.schema.json`)]),
  )
  return inlined(
    {
      ...readCatalogFile<Schema>('./schema/own-framework.schema.json'),
      $defs: definitionsIn([...parts.values()]),
    },
    parts,
  ) as ReturnType<typeof wholeSchema>
}

/** All definitions but the conditions of any form, which no reference is left to. */
const definitionsIn = (schemas: readonly Schema[]): Schema =>
  Object.fromEntries(
    schemas.flatMap(({$defs}) => Object.entries($defs as Schema).filter(([name]) => name !== 'clauses')),
  )

const kindTexts: Readonly<Record<ControlKind, string>> = {
  automatic: 'its checks decide it',
  evidence: 'a person answers by the facts that are listed',
  'fail-only': 'a failing check decides it; without one, a person answers',
  inherited: 'documents on file decide it inside a certified boundary',
  manual: 'a person answers',
}

/** The keywords that can be meant for values of a type; the tool refuses all others. */
const keywordsOfType: Readonly<Record<string, readonly string[]>> = {
  array: ['contains', 'items', 'maxItems', 'minItems'],
  integer: ['maximum', 'minimum'],
  number: ['maximum', 'minimum'],
  string: ['pattern'],
}

const typesOf = ({enum: values, type}: Schema): string[] =>
  Array.isArray(values) ? values.map(value => typeof value) : ([type].flat() as string[])

/** The name of the predicates on fields with a schema. */
const predicateName = (schema: Schema): string =>
  `predicate-${JSON.stringify(schema)
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '')}`

/** What may be said of a field with a schema: its values, and the keywords for their types. */
function predicateOf(schema: Schema, predicate: Schema): Schema {
  const self = {$ref: `#/$defs/${predicateName(schema)}`}
  const items = isObject(schema['items']) ? {$ref: `#/$defs/${predicateName(schema['items'])}`} : {}
  const special: Schema = {
    anyOf: {items: self, minItems: 1, type: 'array'},
    const: schema,
    contains: items,
    enum: {items: schema, minItems: 1, type: 'array'},
    items,
    not: self,
  }
  const keywords = ['const', 'enum', 'not', 'anyOf', ...typesOf(schema).flatMap(type => keywordsOfType[type] ?? [])]
  const known = predicate['properties'] as Schema
  return {
    additionalProperties: false,
    minProperties: 1,
    properties: Object.fromEntries(keywords.map(keyword => [keyword, special[keyword] ?? known[keyword]])),
    type: 'object',
  }
}

const fieldText = ({about, from, gap, unit}: FieldEntry): string =>
  [
    unit === undefined ? about : `${about}, in ${unit}`,
    `From ${from}.`,
    ...(gap === undefined ? [] : [`Unknown where ${gap}.`]),
  ].join('\n\n')

const fieldsBySubject = () => Object.entries(readFields())

/** The definitions for conditions on fields: those of each kind of subject, and of each type of field. */
function clauseDefinitions(predicate: Schema): Schema {
  const fieldSchemas = fieldsBySubject().flatMap(([, fields]) => Object.values(fields).map(({schema}) => schema))
  const itemSchemas = fieldSchemas.flatMap(({items}) => (isObject(items) ? [items] : []))
  return {
    ...Object.fromEntries(
      [...fieldSchemas, ...itemSchemas].map(schema => [predicateName(schema), predicateOf(schema, predicate)]),
    ),
    ...Object.fromEntries(
      fieldsBySubject().map(([subject, fields]) => [
        `clauses-${subject}`,
        {
          additionalProperties: false,
          minProperties: 1,
          properties: Object.fromEntries(
            Object.entries(fields).map(([name, entry]) => [
              name,
              {$ref: `#/$defs/${predicateName(entry.schema)}`, description: fieldText(entry)},
            ]),
          ),
          type: 'object',
        },
      ]),
    ),
  }
}

const forSubject = (subject: string, properties: Schema): Schema => ({
  if: {properties: {subject: {const: subject}}, required: ['subject']},
  then: {properties},
})

/** A check's conditions are on fields of its subject. */
const clausesOfSubjects = (): Schema[] =>
  fieldsBySubject().map(([subject]) => {
    const clauses = {$ref: `#/$defs/clauses-${subject}`}
    return forSubject(subject, {
      must: clauses,
      remediation: {properties: {variants: {items: {properties: {when: clauses}}}}},
      when: clauses,
    })
  })

const factsOfSubjects = (): Schema[] =>
  fieldsBySubject().map(([subject, fields]) =>
    forSubject(subject, {
      fields: {
        items: oneOfNames({
          names: Object.entries(fields).map(([name, {about}]) => [name, about]),
          otherwise: `Not a field of ${subject}: heroku compliance:controls --fields ${subject} lists them.`,
        }),
      },
    }),
  )

/** A control of kind automatic can't depend on what the policy file says. */
function undecidedByApi(): Schema {
  const fields = readFields()
  const names = readChecks()
    .filter(({must, subject, when = {}}) =>
      Object.keys({...when, ...must}).some(name => fields[subject][name]?.from.includes('policy')),
    )
    .map(({id}) => id)
  return {
    errorMessage: 'This check depends on the policy file: the kind must be fail-only, not automatic.',
    pattern: patternOfOthers(names),
  }
}

const kindRules = (): Schema[] => [
  {
    if: {properties: {kind: {const: 'automatic'}}, required: ['kind']},
    then: {properties: {checks: {items: undecidedByApi()}}, required: ['checks']},
  },
  {if: {properties: {kind: {const: 'evidence'}}, required: ['kind']}, then: {required: ['facts']}},
]

const naming = (check: string): Schema => {
  const list = {items: {$ref: `#/$defs/${check}`}}
  return {properties: {controls: {items: {properties: {boundary: list, checks: list, signals: list}}}}}
}

const unused = (names: readonly string[], errorMessage: string): Schema => ({
  allOf: [{errorMessage, pattern: patternOfOthers(names)}],
})

/** The schema of a custom framework for editors, in one file, with the checks and fields that the catalog has. */
export function frameworkEditorSchema(): Schema {
  const whole = wholeSchema()
  const {predicate = {}, ...definitions} = whole.$defs
  const {allOf: controlRules = []} = definitions['control'] as {allOf?: readonly Schema[]}
  const names = [...frameworkNames().map(([name]) => name), 'all']
  const checks = checkNames()
  const isNoName = unused(names, 'This is the name of a bundled framework: choose another.')
  const parts: ReadonlyArray<readonly [at: string, part: unknown]> = [
    ['$id', publishedId('framework')],
    ...Object.entries(clauseDefinitions(predicate)).map(([name, part]) => [`$defs/${name}`, part] as const),
    [
      '$defs/bundled-check',
      oneOfNames({
        names: checks,
        otherwise:
          'Not a bundled check: heroku compliance:controls lists them. One of your own must be in the list "checks".',
      }),
    ],
    ['$defs/known-check', {anyOf: [oneOfNames({names: checks}), {$ref: '#/$defs/slug'}]}],
    [
      '$defs/check/properties/id/allOf',
      unused(
        checks.map(([id]) => id),
        'This is a bundled check: choose another id.',
      )['allOf'],
    ],
    ['$defs/check/allOf', clausesOfSubjects()],
    ['$defs/control/allOf', [...controlRules, ...kindRules()]],
    ['$defs/control/properties/facts/items/allOf', factsOfSubjects()],
    ['$defs/control/properties/facts/items/properties/subject', {enum: fieldsBySubject().map(([subject]) => subject)}],
    ['$defs/control/properties/kind', {enumDescriptions: controlKinds.map(kind => kindTexts[kind])}],
    ['properties/id', isNoName],
    ['properties/aliases/items', isNoName],
    ['if', {properties: {checks: {maxItems: 0}}}],
    ['then', naming('bundled-check')],
    ['else', naming('known-check')],
  ]
  return withMarkdown(
    parts.reduce<Schema>((schema, [at, part]) => withPart(schema, at.split('/'), part), {...whole, $defs: definitions}),
  )
}
