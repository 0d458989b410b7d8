import type {Check, Dictionary} from '../model/check.js'
import type {Framework} from '../model/framework.js'
import type {JsonCursor} from '../parsing/json-cursor.js'
import type {Problem} from '../foundation/json-pointer.js'

import {didYouMean} from '../foundation/suggestion.js'
import {properties, items, property, asString, strings} from '../parsing/json-cursor.js'

/** The catalog that ships with the package. */
export interface BundledCatalog {
  readonly checks: readonly Check[]
  readonly fields: Dictionary
  readonly frameworks: readonly Framework[]
}

/** A problem for each name that appeared before. */
export function duplicateProblems(values: ReadonlyArray<JsonCursor<string>>): Problem[] {
  const firstPointer = new Map<string, string>()
  return values.flatMap(({pointer, value}) => {
    const earlier = firstPointer.get(value)
    if (earlier === undefined) firstPointer.set(value, pointer)
    return earlier === undefined ? [] : [{pointer, describe: () => `is "${value}", which ${earlier} already is`}]
  })
}

/** What a schema can't check in a framework: names that must be unique, and names that must exist. */
export function crossReferenceProblems(root: JsonCursor, bundled: BundledCatalog): Problem[] {
  const controls = items(property(root, 'controls'))
  const customIds = items(property(root, 'checks')).flatMap(check => asString(property(check, 'id')) ?? [])
  const checkIds = [...bundled.checks.map(({id}) => id), ...customIds.map(({value}) => value)]
  return [
    ...nameProblems(root, bundled),
    ...duplicateProblems(controls.flatMap(control => asString(property(control, 'id')) ?? [])),
    ...controls.flatMap(control => [
      ...unknownNameProblems(
        [
          ...strings(property(control, 'checks')),
          ...strings(property(control, 'signals')),
          ...strings(property(control, 'boundary')),
        ],
        checkIds,
        'is not a check',
      ),
      ...signalProblems(control),
      ...unknownNameProblems(
        [...strings(property(control, 'documents')), ...[asString(property(control, 'relievedBy')) ?? []].flat()],
        properties(property(root, 'documents')).map(({key}) => key),
        'is not in documents',
      ),
      ...sourceProblems(root, control),
      ...gateProblems(control, controls),
      ...factProblems(control, bundled),
      ...kindProblems(root, control, bundled),
    ]),
  ]
}

function nameProblems(root: JsonCursor, {frameworks}: BundledCatalog): Problem[] {
  const names = [...[asString(property(root, 'id')) ?? []].flat(), ...strings(property(root, 'aliases'))]
  const ownerByName = new Map(
    frameworks.flatMap(({aliases, id, title, version}) =>
      [id, ...aliases].map(name => [name, `already a name of ${title} ${version}`]),
    ),
  )
  return [
    ...duplicateProblems(names),
    ...names.flatMap(({pointer, value}) => {
      const owner = value === 'all' ? 'the word for all bundled frameworks' : ownerByName.get(value)
      return owner === undefined ? [] : [{pointer, describe: () => `is "${value}", which is ${owner}; choose another`}]
    }),
  ]
}

function unknownNameProblems(
  names: ReadonlyArray<JsonCursor<string>>,
  candidates: readonly string[],
  description: string,
): Problem[] {
  const knownNames = new Set(candidates)
  return names
    .filter(({value}) => !knownNames.has(value))
    .map(({pointer, value}) => ({
      pointer,
      describe: () => `is "${value}", which ${description}${didYouMean(value, candidates)}`,
    }))
}

function sourceProblems(root: JsonCursor, control: JsonCursor): Problem[] {
  const source = property(control, 'source')
  const document = source && asString(property(source, 'document'))
  return document
    ? unknownNameProblems(
        [document],
        properties(property(root, 'sources')).map(({key}) => key),
        'is not in sources',
      )
    : []
}

/** A failure either breaches a control or is merely worth a look, not both. */
function signalProblems(control: JsonCursor): Problem[] {
  const checks = new Set(strings(property(control, 'checks')).map(({value}) => value))
  return strings(property(control, 'signals'))
    .filter(({value}) => checks.has(value))
    .map(({pointer, value}) => ({
      pointer,
      describe: () => `is "${value}", which is also in the checks of the same control: remove it from one of the two`,
    }))
}

/** The gates of an inherited control are controls of the same framework, and run the checks of its boundary. */
function gateProblems(control: JsonCursor, controls: readonly JsonCursor[]): Problem[] {
  const gates = strings(property(control, 'gates'))
  const controlById = new Map(controls.map(candidate => [asString(property(candidate, 'id'))?.value, candidate]))
  const unknownGates = unknownNameProblems(
    gates,
    [...controlById.keys()].flatMap(id => id ?? []),
    'is not a control in this file',
  )
  if (gates.length === 0 || unknownGates.length > 0) return unknownGates
  const gateChecks = new Set(
    gates.flatMap(({value}) =>
      strings(property(controlById.get(value) ?? control, 'checks')).map(check => check.value),
    ),
  )
  return strings(property(control, 'boundary'))
    .filter(({value}) => !gateChecks.has(value))
    .map(({pointer, value}) => ({
      pointer,
      describe: () =>
        `is the check "${value}", which none of the gates ${gates.map(gate => gate.value).join(', ')} has`,
    }))
}

function factProblems(control: JsonCursor, {fields}: BundledCatalog): Problem[] {
  return items(property(control, 'facts')).flatMap(fact => {
    const subject = asString(property(fact, 'subject'))
    if (!subject) return []
    const knownFields = Object.entries(fields).find(([kind]) => kind === subject.value)?.[1]
    if (!knownFields)
      return [
        {
          pointer: subject.pointer,
          describe: () =>
            `must be one of ${Object.keys(fields).join(', ')}${didYouMean(subject.value, Object.keys(fields))}`,
        },
      ]
    return unknownNameProblems(
      strings(property(fact, 'fields')),
      Object.keys(knownFields),
      `is not a field of ${subject.value}`,
    )
  })
}

function kindProblems(root: JsonCursor, control: JsonCursor, {checks, fields}: BundledCatalog): Problem[] {
  const kind = asString(property(control, 'kind'))?.value
  const checkNames = strings(property(control, 'checks'))
  if (kind === 'evidence' && !property(control, 'facts'))
    return [
      {
        pointer: control.pointer,
        describe: () => 'lacks "facts", which a control of kind evidence needs: they list the data to review',
      },
    ]
  if (kind !== 'automatic') return []
  if (!property(control, 'checks'))
    return [{pointer: control.pointer, describe: () => 'lacks "checks", which a control of kind automatic needs'}]
  const customChecks = items(property(root, 'checks'))
  return checkNames.flatMap(({pointer, value}) => {
    const bundledCheck = checks.find(({id}) => id === value)
    const check: JsonCursor | undefined = bundledCheck
      ? {pointer: '', value: bundledCheck}
      : customChecks.find(customCheck => asString(property(customCheck, 'id'))?.value === value)
    const knownFields =
      Object.entries(fields).find(([name]) => name === (check && asString(property(check, 'subject'))?.value))?.[1] ??
      {}
    const fieldNames = check
      ? [...properties(property(check, 'when')), ...properties(property(check, 'must'))].map(({key}) => key)
      : []
    const policyField = fieldNames.find(
      name => Object.hasOwn(knownFields, name) && knownFields[name]?.from.includes('policy'),
    )
    return policyField === undefined
      ? []
      : [
          {
            pointer,
            describe: () =>
              `depends on "${policyField}", which comes from the policy file: ` +
              'the kind must be fail-only, not automatic',
          },
        ]
  })
}
