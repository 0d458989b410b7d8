import type {DataClass, Framework} from '../model/framework.js'
import type {SubjectKind} from '../model/subject.js'

/** What the controls of some frameworks need, whatever the facts are. */
export interface ControlNeeds {
  /** The classes of data that frameworks and controls are about. */
  readonly dataClasses: ReadonlySet<DataClass>
  /** The fields that controls list or decide by, each once, in the order of the controls. */
  readonly fields: ReadonlyArray<{readonly fields: readonly string[]; readonly subject: SubjectKind}>
  /** The kinds of subjects that these are fields of. */
  readonly kinds: ReadonlySet<SubjectKind>
}

/** A collection assesses its facts many times, each time by the same frameworks, which have thousands of controls. */
const knownNeeds = new WeakMap<readonly Framework[], ControlNeeds>()

export function controlNeeds(frameworks: readonly Framework[]): ControlNeeds {
  const needs = knownNeeds.get(frameworks) ?? findNeeds(frameworks)
  knownNeeds.set(frameworks, needs)
  return needs
}

function findNeeds(frameworks: readonly Framework[]): ControlNeeds {
  const controls = frameworks.flatMap(framework => framework.controls)
  const lists = controls.flatMap(({facts = [], unknownWhere = []}) => [
    ...facts,
    ...unknownWhere.map(({field, subject}) => ({fields: [field], subject})),
  ])
  const fields = new Map(
    lists.flatMap(list =>
      list.fields.map(field => {
        const subject = list.subject as SubjectKind
        return [`${subject} ${field}`, {fields: [field], subject}] as const
      }),
    ),
  )
  return {
    dataClasses: new Set([...frameworks, ...controls].flatMap(({dataClass}) => dataClass ?? [])),
    fields: [...fields.values()],
    kinds: new Set(lists.map(({subject}) => subject as SubjectKind)),
  }
}
