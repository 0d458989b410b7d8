import type {Control} from '../model/framework.js'
import type {FactRow} from '../model/fact-rows.js'
import type {Subject, Value} from '../model/subject.js'

import {byCodeUnit, groupBy} from '../foundation/collections.js'
import {memoize} from '../foundation/memoize.js'
import {concatenate, factRows} from '../model/fact-rows.js'

type FactLists = NonNullable<Control['facts']>

type SubjectFilter = (subject: Subject) => boolean

export interface FactTable {
  /** Reads the fields that lists need, without creating rows. */
  readonly requestFields: (lists: FactLists) => void
  /** The rows that a control lists, for the subjects that are included; for all if absent. */
  readonly rows: (lists: FactLists, includesSubject?: SubjectFilter) => readonly FactRow[]
}

const joinWithSpaces = (...words: readonly string[]) => words.join(' ')

/** Rows are sorted by the subjects' names. Controls with the same list share its rows. */
export function buildFactTable(subjects: readonly Subject[]): FactTable {
  const subjectsByKind = groupBy(
    [...subjects].sort((a, b) => byCodeUnit(a.name, b.name)),
    ({kind}) => kind as string,
  )
  const names = memoize(
    (kind: string) => (subjectsByKind.get(kind) ?? []).map(({name}) => name),
    kind => kind,
  )
  const column = memoize(
    (kind: string, field: string) =>
      (subjectsByKind.get(kind) ?? []).map(({fields}): Value => {
        const fieldValue = fields[field]?.()
        return fieldValue && 'value' in fieldValue ? fieldValue.value : null
      }),
    joinWithSpaces,
  )
  const columns = (kind: string, fields: readonly string[]) =>
    Object.fromEntries(fields.map(field => [field, column(kind, field)]))

  function rowReader(includesSubject?: SubjectFilter): (lists: FactLists) => readonly FactRow[] {
    const positions = memoize(
      (kind: string) =>
        includesSubject &&
        (subjectsByKind.get(kind) ?? []).flatMap((subject, position) => (includesSubject(subject) ? [position] : [])),
      kind => kind,
    )
    const table = memoize(
      (kind: string, ...fields: string[]) => factRows(names(kind), columns(kind, fields), positions(kind)),
      joinWithSpaces,
    )
    return memoize(
      (lists: FactLists) => concatenate(lists.map(({fields, subject}) => table(subject, ...fields))),
      lists => JSON.stringify(lists),
    )
  }

  const rowReaderOf = memoize(rowReader, includesSubject => includesSubject)
  return {
    requestFields(lists) {
      for (const {fields, subject} of lists) for (const field of fields) column(subject, field)
    },
    rows: (lists, includesSubject) => rowReaderOf(includesSubject)(lists),
  }
}
