import type {Control} from '../model/framework.js'
import type {Subject, Value} from '../model/subject.js'

import {chained} from '../model/json-text.js'
import {byCodeUnit, grouped} from '../model/order.js'

export type EvidenceRow = Readonly<Record<string, Value>>

type Lists = NonNullable<Control['facts']>

export interface Evidence {
  /** Reads what the lists need, and makes no rows of it. */
  readonly ask: (lists: Lists) => void
  /** The rows that a control lists, of the subjects that are meant. */
  readonly rows: (lists: Lists, isMeant?: (subject: Subject) => boolean) => readonly EvidenceRow[]
}

/** Rows in order of the subjects' names. Many controls list the same: their rows are the same, too. */
export function evidenceOf(subjects: readonly Subject[]): Evidence {
  const ofKind = grouped([...subjects].sort((a, b) => byCodeUnit(a.name, b.name)), ({kind}) => kind as string)
  const column = remembered((kind, field = '') => (ofKind.get(kind) ?? []).map(({fields}): Value => {
    const known = fields[field]?.()
    return known && 'value' in known ? known.value : null
  }))
  const table = remembered((kind, ...fields) => {
    const columns = fields.map(field => column(kind, field))
    // To copy a row costs less than to make one, property by property.
    const empty: Readonly<Record<string, Value>> = {subject: '', ...Object.fromEntries(fields.map(field => [field, null]))}
    return (ofKind.get(kind) ?? []).map(({name}, index): EvidenceRow => {
      const row: Record<string, Value> = {...empty, subject: name}
      for (const [place, field] of fields.entries()) row[field] = columns[place]?.[index] ?? null
      return row
    })
  })
  const all = new Map<string, readonly EvidenceRow[]>()
  return {
    ask(lists) {
      for (const {fields, subject} of lists) for (const field of fields) column(subject, field)
    },
    rows(lists, isMeant) {
      if (isMeant) {
        return lists.flatMap(({fields, subject}) => {
          const meant = (ofKind.get(subject) ?? []).map(one => isMeant(one))
          return table(subject, ...fields).filter((_, index) => meant[index])
        })
      }

      const [only, ...others] = lists
      if (only && others.length === 0) return table(only.subject, ...only.fields)
      const key = JSON.stringify(lists)
      const rows = all.get(key) ?? chained(lists.map(({fields, subject}) => table(subject, ...fields)))
      all.set(key, rows)
      return rows
    },
  }
}

function remembered<T>(compute: (...key: [string, ...string[]]) => T): (...key: [string, ...string[]]) => T {
  const known = new Map<string, T>()
  return (...key) => {
    const name = key.join(' ')
    const found = known.get(name) ?? compute(...key)
    known.set(name, found)
    return found
  }
}
