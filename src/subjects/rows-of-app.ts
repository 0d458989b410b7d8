import type {Ref} from '../model/facts.js'
import type {Answer} from '../model/gap.js'

import {grouped} from '../model/order.js'
import {isPending} from './known.js'

interface Row {readonly app?: null | Ref}

/** The rows of a list by app, worked out once for each list. */
const indexes = new WeakMap<readonly Row[], ReadonlyMap<string, readonly Row[]>>()

function rowsOf<T extends Row>(list: readonly T[], {id, name}: Ref): readonly T[] {
  const index = indexes.get(list) ?? grouped(list, ({app}) => app?.id ?? app?.name ?? '')
  indexes.set(list, index)
  return (index.get(id ?? '') ?? index.get(name ?? '') ?? []) as readonly T[]
}

/** What a list of the whole account says of one app, or else what the app's own list says, where the account's cannot be read. */
export function rowsOfApp<T extends Row>(listed: (() => Answer<readonly T[]>) | undefined, app: Ref, own: () => Answer<readonly T[]>): Answer<readonly T[]> {
  const all = listed?.()
  if (!all || ('gap' in all && !isPending(all))) return own()
  return 'gap' in all ? all : {body: rowsOf(all.body, app)}
}
