import type {Predicate, Test} from '../model/check.js'
import type {Bundled} from './custom-framework-rules.js'
import type {Part} from '../parsing/json-cursor.js'
import type {Problem} from '../foundation/json-pointer.js'

import {subjectKinds} from '../model/subject.js'
import {entries, list, part, text, texts} from '../parsing/json-cursor.js'
import {missing, repeated} from './custom-framework-rules.js'
import {clauseProblems} from './clause-lint.js'

interface Tools {
  readonly runaway: (pattern: string) => string | undefined
  readonly validator: (schema: Predicate) => Test
  /** Whether the schema has nothing against what is at a pointer, or below. */
  readonly isSound: (at: string) => boolean
}

/** What no schema can say of the checks of a framework of one's own. */
export function checkProblems(root: Part, bundled: Bundled, tools: Tools): Problem[] {
  const checks = list(part(root, 'checks'))
  const ids = checks.flatMap(one => text(part(one, 'id')) ?? [])
  const taken = new Set(bundled.checks.map(({id}) => id))
  const used = new Set(
    list(part(root, 'controls'))
      .flatMap(one => ['checks', 'signals', 'boundary'].flatMap(list => texts(part(one, list))))
      .map(({value}) => value),
  )
  return [
    ...repeated(ids),
    ...ids.flatMap(({at, value}) => [
      ...(taken.has(value) ? [{at, say: () => `is "${value}", which is a bundled check; choose another`}] : []),
      ...(used.has(value)
        ? []
        : [{at, say: () => `is "${value}", which no control uses; name it in the checks of one, or leave it out`}]),
    ]),
    ...checks.flatMap(check => [...clausesOf(check, bundled, tools), ...commandProblems(check, bundled)]),
  ]
}

const subjectOf = (check: Part) => {
  const named = text(part(check, 'subject'))?.value
  return subjectKinds.find(kind => kind === named)
}

function clausesOf(check: Part, {fields}: Bundled, {isSound, runaway, validator}: Tools): Problem[] {
  const subject = subjectOf(check)
  if (!subject) return []
  return (['when', 'must'] as const).flatMap(side =>
    entries(part(check, side))
      .filter(({at}) => isSound(at))
      .flatMap(({at, key, value}) =>
        clauseProblems({fields: fields[subject], runaway, subject, validator}, side, key, value as Predicate, at),
      ),
  )
}

/** A command that names what its subject has not would never be shown. */
function commandProblems(check: Part, {fields}: Bundled): Problem[] {
  const subject = subjectOf(check)
  const remediation = part(check, 'remediation')
  if (!subject || !remediation) return []
  const known = ['app', 'id', 'name', 'space', 'team', subject, ...Object.keys(fields[subject])]
  return texts(part(remediation, 'commands')).flatMap(({at, value}) =>
    [...value.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) =>
      known.includes(name) ? [] : [{at, say: () => `has {${name}}, which ${subject} has not${missing(name, known)}`}],
    ),
  )
}
