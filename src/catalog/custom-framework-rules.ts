import type {Check, Dictionary} from '../model/check.js'
import type {Framework} from '../model/framework.js'
import type {Part} from '../parsing/json-cursor.js'
import type {Problem} from '../foundation/json-pointer.js'

import {nearest} from '../foundation/collections.js'
import {entries, list, part, text, texts} from '../parsing/json-cursor.js'

/** What ships with the package. */
export interface Bundled {
  readonly checks: readonly Check[]
  readonly fields: Dictionary
  readonly frameworks: readonly Framework[]
}

/** A name that is not among those that there are, with the nearest. */
export function missing(name: string, known: readonly string[]): string {
  const near = name.length < 100 ? nearest(name, known) : undefined
  return near === undefined ? '' : `; did you mean "${near}"?`
}

/** Problems of names that are there twice. */
export function repeated(all: ReadonlyArray<Part<string>>): Problem[] {
  const first = new Map<string, string>()
  return all.flatMap(({at, value}) => {
    const before = first.get(value)
    if (before === undefined) first.set(value, at)
    return before === undefined ? [] : [{at, say: () => `is "${value}", and so is ${before}`}]
  })
}

/** What no schema can say of a framework: names that must differ, and names that must be somewhere. */
export function ruleProblems(root: Part, bundled: Bundled): Problem[] {
  const controls = list(part(root, 'controls'))
  const own = list(part(root, 'checks')).flatMap(one => text(part(one, 'id')) ?? [])
  const checkIds = [...bundled.checks.map(({id}) => id), ...own.map(({value}) => value)]
  return [
    ...nameProblems(root, bundled),
    ...repeated(controls.flatMap(one => text(part(one, 'id')) ?? [])),
    ...controls.flatMap(control => [
      ...unknownNames(
        [...texts(part(control, 'checks')), ...texts(part(control, 'signals')), ...texts(part(control, 'boundary'))],
        checkIds,
        'is no check',
      ),
      ...signalProblems(control),
      ...unknownNames(
        [...texts(part(control, 'documents')), ...[text(part(control, 'relievedBy')) ?? []].flat()],
        entries(part(root, 'documents')).map(({key}) => key),
        'is not in documents',
      ),
      ...sourceProblems(root, control),
      ...gateProblems(control, controls),
      ...factProblems(control, bundled),
      ...kindProblems(root, control, bundled),
    ]),
  ]
}

function nameProblems(root: Part, {frameworks}: Bundled): Problem[] {
  const names = [...[text(part(root, 'id')) ?? []].flat(), ...texts(part(root, 'aliases'))]
  const taken = new Map(
    frameworks.flatMap(({aliases, id, title, version}) =>
      [id, ...aliases].map(name => [name, `a name of ${title} ${version}`]),
    ),
  )
  return [
    ...repeated(names),
    ...names.flatMap(({at, value}) => {
      const of = value === 'all' ? 'the word for all bundled frameworks' : taken.get(value)
      return of === undefined ? [] : [{at, say: () => `is "${value}", which is ${of}; choose another`}]
    }),
  ]
}

function unknownNames(names: ReadonlyArray<Part<string>>, known: readonly string[], what: string): Problem[] {
  const all = new Set(known)
  return names
    .filter(({value}) => !all.has(value))
    .map(({at, value}) => ({at, say: () => `is "${value}", which ${what}${missing(value, known)}`}))
}

function sourceProblems(root: Part, control: Part): Problem[] {
  const source = part(control, 'source')
  const document = source && text(part(source, 'document'))
  return document
    ? unknownNames(
        [document],
        entries(part(root, 'sources')).map(({key}) => key),
        'is not in sources',
      )
    : []
}

/** A failure is either a breach of a control or merely worth a look. */
function signalProblems(control: Part): Problem[] {
  const checks = new Set(texts(part(control, 'checks')).map(({value}) => value))
  return texts(part(control, 'signals'))
    .filter(({value}) => checks.has(value))
    .map(({at, value}) => ({
      at,
      say: () => `is "${value}", which is in the checks of the same control: leave it out of one of the two`,
    }))
}

/** The gates of an inherited control are controls here, and judge its boundary. */
function gateProblems(control: Part, controls: readonly Part[]): Problem[] {
  const gates = texts(part(control, 'gates'))
  const byId = new Map(controls.map(one => [text(part(one, 'id'))?.value, one]))
  const unknown = unknownNames(
    gates,
    [...byId.keys()].flatMap(id => id ?? []),
    'is no control of this file',
  )
  if (gates.length === 0 || unknown.length > 0) return unknown
  const judged = new Set(
    gates.flatMap(({value}) => texts(part(byId.get(value) ?? control, 'checks')).map(one => one.value)),
  )
  return texts(part(control, 'boundary'))
    .filter(({value}) => !judged.has(value))
    .map(({at, value}) => ({
      at,
      say: () => `is the check "${value}", which none of the gates ${gates.map(gate => gate.value).join(', ')} has`,
    }))
}

function factProblems(control: Part, {fields}: Bundled): Problem[] {
  return list(part(control, 'facts')).flatMap(one => {
    const subject = text(part(one, 'subject'))
    if (!subject) return []
    const known = Object.entries(fields).find(([kind]) => kind === subject.value)?.[1]
    if (!known)
      return [
        {
          at: subject.at,
          say: () => `must be one of ${Object.keys(fields).join(', ')}${missing(subject.value, Object.keys(fields))}`,
        },
      ]
    return unknownNames(texts(part(one, 'fields')), Object.keys(known), `is no field of ${subject.value}`)
  })
}

function kindProblems(root: Part, control: Part, {checks, fields}: Bundled): Problem[] {
  const kind = text(part(control, 'kind'))?.value
  const named = texts(part(control, 'checks'))
  if (kind === 'evidence' && !part(control, 'facts'))
    return [
      {
        at: control.at,
        say: () => 'lacks "facts", which a control of kind evidence needs: what is listed for the one who concludes',
      },
    ]
  if (kind !== 'automatic') return []
  if (!part(control, 'checks'))
    return [{at: control.at, say: () => 'lacks "checks", which a control of kind automatic needs'}]
  const own = list(part(root, 'checks'))
  return named.flatMap(({at, value}) => {
    const bundled = checks.find(({id}) => id === value)
    const check: Part | undefined = bundled
      ? {at: '', value: bundled}
      : own.find(one => text(part(one, 'id'))?.value === value)
    const known =
      Object.entries(fields).find(([name]) => name === (check && text(part(check, 'subject'))?.value))?.[1] ?? {}
    const read = check ? [...entries(part(check, 'when')), ...entries(part(check, 'must'))].map(({key}) => key) : []
    const swayed = read.find(name => Object.hasOwn(known, name) && known[name]?.from.includes('policy'))
    return swayed === undefined
      ? []
      : [
          {
            at,
            say: () =>
              `is decided by "${swayed}", which hangs on the policy file: the kind cannot be automatic, but fail-only`,
          },
        ]
  })
}
