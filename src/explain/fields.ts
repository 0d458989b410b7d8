import type {Dictionary, FieldEntry, Predicate} from '../model/check.js'
import type {SubjectKind} from '../model/subject.js'

import {line} from './catalog-view.js'
import {indentedParagraph} from '../report/terminal/layout.js'

/** Every field of the kinds: what it means, its type and unit, where it comes from, and when it is unknown. */
export function fieldsText(fields: Dictionary, kinds: readonly SubjectKind[], columns: number): string {
  const parts = kinds
    .filter(kind => Object.keys(fields[kind]).length > 0)
    .map(
      kind =>
        line(`Fields of each ${kind}`) +
        Object.entries(fields[kind])
          .map(
            ([name, entry]) =>
              line() + indentedParagraph(`${name}: ${entry.about}`, columns, 2, 2) + fieldText(entry, columns),
          )
          .join(''),
    )
  return (
    (parts.length > 0 ? parts.join(line()) : line(`There are no fields of ${kinds.join(', ')}.`)) +
    line() +
    indentedParagraph(
      "If a list can't be read, one subject PARENT/* stands for its contents. All of its fields are unknown, except " +
        'those that only the policy file decides.',
      columns,
    )
  )
}

const fieldText = (entry: FieldEntry, columns: number): string =>
  indentedParagraph(typeOf(entry), columns, 4, 2) +
  indentedParagraph(`from ${entry.from}`, columns, 4, 2) +
  (entry.gap
    ? indentedParagraph(
        entry.gap.startsWith('never') ? `unknown ${entry.gap}` : `unknown if ${entry.gap}`,
        columns,
        4,
        2,
      )
    : '')

/** The type of a field in words, with its unit. */
export function typeOf({schema, unit}: Pick<FieldEntry, 'schema' | 'unit'>): string {
  const typeText = schemaText(schema)
  return unit === undefined ? typeText : `${typeText} of ${unit}`
}

const typeNames: Readonly<Record<string, readonly [string, string]>> = {
  boolean: ['yes or no', 'yes or no'],
  integer: ['a whole number', 'whole numbers'],
  null: ['none', 'none'],
  number: ['a number', 'numbers'],
  string: ['a string', 'strings'],
}

function schemaText(schema: Predicate): string {
  const values = schema['enum'] as unknown[] | undefined
  if (values) return `one of ${values.map(String).join(', ')}`
  const types = [schema['type'] ?? []].flat().map(String)
  return types
    .map(type => (type === 'array' ? listText((schema['items'] ?? {}) as Predicate) : (typeNames[type]?.[0] ?? type)))
    .join(' or ')
}

function listText(items: Predicate): string {
  const values = items['enum'] as unknown[] | undefined
  return values
    ? `a list of any of ${values.map(String).join(', ')}`
    : `a list of ${typeNames[String(items['type'])]?.[1] ?? 'anything'}`
}
