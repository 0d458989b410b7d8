import type {ResourceRef} from '../model/facts.js'
import type {ReadResult} from '../model/gap.js'
import type {AppHandle} from './context.js'

import {groupBy} from '../foundation/collections.js'
import {isPending} from './field-value.js'

interface ListItem {
  readonly app?: null | ResourceRef
}

interface AppIndex {
  readonly byId: ReadonlyMap<string | undefined, readonly ListItem[]>
  /** Rows that name an app without its id; under no name, those that do not say which app they are of. */
  readonly byName: ReadonlyMap<string | undefined, readonly ListItem[]>
}

/** Worked out once for each list. */
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

/** What a list of the whole account says of one app, or else what the app's own list says, where the account's cannot be read or is vague. */
export function itemsOfApp<Item extends ListItem>(
  accountList: (() => ReadResult<readonly Item[]>) | undefined,
  {id, name}: Pick<AppHandle, 'id' | 'name'>,
  readOwnList: () => ReadResult<readonly Item[]>,
): ReadResult<readonly Item[]> {
  const response = accountList?.()
  if (!response || ('gap' in response && !isPending(response))) return readOwnList()
  if ('gap' in response) return response
  const {byId, byName} = indexByApp(response.body)
  // A row that does not say which app it is of may be of any.
  if (byName.has(undefined)) return readOwnList()
  return {body: [...(byId.get(id) ?? []), ...(byName.get(name) ?? [])] as unknown as readonly Item[]}
}
