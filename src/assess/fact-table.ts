import type {Control} from '../model/framework.js'
import type {EvidenceRow} from '../model/evidence-rows.js'
import type {Subject, Value} from '../model/subject.js'

import {byCodeUnit, grouped} from '../foundation/collections.js'
import {remembered} from '../foundation/memoize.js'
import {chained, rowsOf} from '../model/evidence-rows.js'

type Lists = NonNullable<Control['facts']>

type IsMeant = (subject: Subject) => boolean

export interface Evidence {
  /** Reads what the lists need, and makes no rows of it. */
  readonly ask: (lists: Lists) => void
  /** The rows that a control lists, of the subjects that are meant; of all where that is left out. */
  readonly rows: (lists: Lists, isMeant?: IsMeant) => readonly EvidenceRow[]
}

const spaced = (...words: readonly string[]) => words.join(' ')

/** Rows in order of the subjects' names. Many controls list the same: their rows are the same, too. */
export function evidenceOf(subjects: readonly Subject[]): Evidence {
  const ofKind = grouped(
    [...subjects].sort((a, b) => byCodeUnit(a.name, b.name)),
    ({kind}) => kind as string,
  )
  const names = remembered(
    (kind: string) => (ofKind.get(kind) ?? []).map(({name}) => name),
    kind => kind,
  )
  const column = remembered(
    (kind: string, field: string) =>
      (ofKind.get(kind) ?? []).map(({fields}): Value => {
        const known = fields[field]?.()
        return known && 'value' in known ? known.value : null
      }),
    spaced,
  )
  const columns = (kind: string, fields: readonly string[]) =>
    Object.fromEntries(fields.map(field => [field, column(kind, field)]))

  function listing(isMeant?: IsMeant): (lists: Lists) => readonly EvidenceRow[] {
    const places = remembered(
      (kind: string) => isMeant && (ofKind.get(kind) ?? []).flatMap((one, place) => (isMeant(one) ? [place] : [])),
      kind => kind,
    )
    const table = remembered(
      (kind: string, ...fields: string[]) => rowsOf(names(kind), columns(kind, fields), places(kind)),
      spaced,
    )
    return remembered(
      (lists: Lists) => chained(lists.map(({fields, subject}) => table(subject, ...fields))),
      lists => JSON.stringify(lists),
    )
  }

  const listingOf = remembered(listing, isMeant => isMeant)
  return {
    ask(lists) {
      for (const {fields, subject} of lists) for (const field of fields) column(subject, field)
    },
    rows: (lists, isMeant) => listingOf(isMeant)(lists),
  }
}
