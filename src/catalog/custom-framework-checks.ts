import type {Predicate, CompiledPredicate} from '../model/check.js'
import type {BundledCatalog} from './custom-framework-rules.js'
import type {JsonCursor} from '../parsing/json-cursor.js'
import type {Problem} from '../foundation/json-pointer.js'

import {subjectKinds} from '../model/subject.js'
import {properties, items, property, asString, strings} from '../parsing/json-cursor.js'
import {didYouMean} from '../foundation/suggestion.js'
import {duplicateProblems} from './custom-framework-rules.js'
import {clauseProblems} from './clause-lint.js'

interface ClauseTools {
  readonly unsafePatternReason: (pattern: string) => string | undefined
  readonly compilePredicate: (schema: Predicate) => CompiledPredicate
  /** Whether the schema accepts the value at a pointer and everything below it. */
  readonly isWellFormed: (pointer: string) => boolean
}

/** What a schema can't check in the checks of a custom framework. */
export function customCheckProblems(root: JsonCursor, bundled: BundledCatalog, tools: ClauseTools): Problem[] {
  const checks = items(property(root, 'checks'))
  const ids = checks.flatMap(check => asString(property(check, 'id')) ?? [])
  const bundledIds = new Set(bundled.checks.map(({id}) => id))
  const usedIds = new Set(
    items(property(root, 'controls'))
      .flatMap(control => ['checks', 'signals', 'boundary'].flatMap(key => strings(property(control, key))))
      .map(({value}) => value),
  )
  return [
    ...duplicateProblems(ids),
    ...ids.flatMap(({pointer, value}) => [
      ...(bundledIds.has(value)
        ? [{pointer, describe: () => `is "${value}", which is a bundled check; choose another id`}]
        : []),
      ...(usedIds.has(value)
        ? []
        : [
            {
              pointer,
              describe: () => `is "${value}", which no control uses; add it to a control's checks, or remove it`,
            },
          ]),
    ]),
    ...checks.flatMap(check => [
      ...customClauseProblems(check, bundled, tools),
      ...placeholderProblems(check, bundled),
    ]),
  ]
}

const subjectKindOf = (check: JsonCursor) => {
  const name = asString(property(check, 'subject'))?.value
  return subjectKinds.find(kind => kind === name)
}

function customClauseProblems(
  check: JsonCursor,
  {fields}: BundledCatalog,
  {isWellFormed, unsafePatternReason, compilePredicate}: ClauseTools,
): Problem[] {
  const subject = subjectKindOf(check)
  if (!subject) return []
  const sides = [
    ['when', property(check, 'when')],
    ['must', property(check, 'must')],
    ...variantsOf(check).map(variant => ['when', property(variant, 'when')] as const),
  ] as const
  return sides.flatMap(([side, clauses]) =>
    properties(clauses)
      .filter(({pointer}) => isWellFormed(pointer))
      .flatMap(({pointer, key, value}) =>
        clauseProblems(
          {fields: fields[subject], unsafePatternReason, subject, compilePredicate},
          side,
          key,
          value as Predicate,
          pointer,
        ),
      ),
  )
}

function variantsOf(check: JsonCursor): JsonCursor[] {
  const remediation = property(check, 'remediation')
  return remediation ? items(property(remediation, 'variants')) : []
}

/** A command with a placeholder that its subject can't fill would never be shown. */
function placeholderProblems(check: JsonCursor, {fields}: BundledCatalog): Problem[] {
  const subject = subjectKindOf(check)
  const remediation = property(check, 'remediation')
  if (!subject || !remediation) return []
  const placeholders = ['app', 'id', 'name', 'space', 'team', subject, ...Object.keys(fields[subject])]
  const lists = [remediation, ...variantsOf(check)]
  return lists
    .flatMap(list => strings(property(list, 'commands')))
    .flatMap(({pointer, value}) =>
      [...value.matchAll(/\{(\w+)(?:\.(?:app|attachment))?\}/g)].flatMap(([, name = '']) =>
        placeholders.includes(name)
          ? []
          : [{pointer, describe: () => `has {${name}}, which ${subject} has not${didYouMean(name, placeholders)}`}],
      ),
    )
}
