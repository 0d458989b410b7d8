import type {ResourceRef} from '../model/resource-ref.js'
import type {ReadResult} from '../model/gap.js'
import type {AppHandle} from './context.js'

import {groupBy} from '../foundation/collections.js'
import {isPending} from './read-result.js'

interface ListItem {
  readonly app?: null | ResourceRef
}

interface AppIndex {
  readonly byId: ReadonlyMap<string | undefined, readonly ListItem[]>
  /** Items that name an app without its ID. The key undefined holds the items that name no app at all. */
  readonly byName: ReadonlyMap<string | undefined, readonly ListItem[]>
}

/** Indexed once per list. */
const indexes = new WeakMap<readonly ListItem[], AppIndex>()

function indexByApp(list: readonly ListItem[]): AppIndex {
  const index = indexes.get(list) ?? {
    byId: groupBy(list, ({app}) => app?.id),
    byName: groupBy(
      list.filter(({app}) => app?.id === undefined),
      ({app}) => app?.name,
    ),
  }
  indexes.set(list, index)
  return index
}

/**
 * The items of one app in an account-wide list. Falls back to the app's own list if the account-wide list can't be read
 * or has items that name no app; a pending account-wide list is returned as it is.
 */
export function itemsOfApp<Item extends ListItem>(
  accountList: (() => ReadResult<readonly Item[]>) | undefined,
  {id, name}: Pick<AppHandle, 'id' | 'name'>,
  readOwnList: () => ReadResult<readonly Item[]>,
): ReadResult<readonly Item[]> {
  const response = accountList?.()
  if (!response || ('gap' in response && !isPending(response))) return readOwnList()
  if ('gap' in response) return response
  const {byId, byName} = indexByApp(response.body)
  // An item that names no app may belong to any app.
  if (byName.has(undefined)) return readOwnList()
  return {body: [...(byId.get(id) ?? []), ...(byName.get(name) ?? [])] as unknown as readonly Item[]}
}
