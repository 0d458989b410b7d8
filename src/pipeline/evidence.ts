import type {Control} from '../model/framework.js'
import type {EvidenceRow} from '../model/rows.js'
import type {Subject, Value} from '../model/subject.js'

import {byCodeUnit, grouped} from '../model/order.js'
import {chained, rowsOf} from '../model/rows.js'

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
  const names = remembered(kind => (ofKind.get(kind) ?? []).map(({name}) => name))
  const column = remembered((kind, field = '') => (ofKind.get(kind) ?? []).map(({fields}): Value => {
    const known = fields[field]?.()
    return known && 'value' in known ? known.value : null
  }))
  const columns = (kind: string, fields: readonly string[]) => Object.fromEntries(fields.map(field => [field, column(kind, field)]))
  const table = remembered((kind, ...fields) => rowsOf(names(kind), columns(kind, fields)))
  const all = new Map<string, readonly EvidenceRow[]>()
  return {
    ask(lists) {
      for (const {fields, subject} of lists) for (const field of fields) column(subject, field)
    },
    rows(lists, isMeant) {
      if (isMeant) {
        return chained(lists.map(({fields, subject}) => {
          const places = (ofKind.get(subject) ?? []).flatMap((one, place) => isMeant(one) ? [place] : [])
          return rowsOf(names(subject), columns(subject, fields), places)
        }))
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
