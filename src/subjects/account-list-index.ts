import type {Ref} from '../model/facts.js'
import type {Answer} from '../model/gap.js'
import type {AppHandle} from './context.js'

import {grouped} from '../foundation/collections.js'
import {isPending} from './field-value.js'

interface Row {
  readonly app?: null | Ref
}

interface Index {
  readonly byId: ReadonlyMap<string | undefined, readonly Row[]>
  /** Rows that name an app without its id; under no name, those that do not say which app they are of. */
  readonly byName: ReadonlyMap<string | undefined, readonly Row[]>
}

/** Worked out once for each list. */
const indexes = new WeakMap<readonly Row[], Index>()

function indexOf(list: readonly Row[]): Index {
  const known = indexes.get(list) ?? {
    byId: grouped(list, ({app}) => app?.id),
    byName: grouped(
      list.filter(({app}) => app?.id === undefined),
      ({app}) => app?.name,
    ),
  }
  indexes.set(list, known)
  return known
}

/** What a list of the whole account says of one app, or else what the app's own list says, where the account's cannot be read or is vague. */
export function rowsOfApp<T extends Row>(
  listed: (() => Answer<readonly T[]>) | undefined,
  {id, name}: Pick<AppHandle, 'id' | 'name'>,
  own: () => Answer<readonly T[]>,
): Answer<readonly T[]> {
  const all = listed?.()
  if (!all || ('gap' in all && !isPending(all))) return own()
  if ('gap' in all) return all
  const {byId, byName} = indexOf(all.body)
  // A row that does not say which app it is of may be of any.
  if (byName.has(undefined)) return own()
  return {body: [...(byId.get(id) ?? []), ...(byName.get(name) ?? [])] as unknown as readonly T[]}
}
