import type {FactSource} from '../../model/facts.js'
import type {AppHandle} from '../context.js'

import {gapOf, isPending} from '../read-result.js'

/** Reads an app by name or ID. */
export function readAppHandle(facts: FactSource, ref: string): AppHandle {
  const record = facts.read('app', ref)
  const identity = 'body' in record ? record.body : {id: ref, name: ref}
  return {id: identity.id, name: identity.name, record, ref, teamRecord: () => facts.read('teamApp', ref)}
}

/** An app of another shard, read only if it is needed. */
export function lazyAppHandle(facts: FactSource, ref: string): AppHandle {
  return {
    id: ref,
    name: ref,
    get record() {
      return facts.read('app', ref)
    },
    ref,
    teamRecord: () => facts.read('teamApp', ref),
  }
}

/** Marks an app whose record can't be read as only known to exist, in a space if that is known. */
export function withVisibilityGap(app: AppHandle, detail: string, inferredSpaceId?: string): AppHandle {
  const {record} = app
  const gap = isPending(record) ? undefined : gapOf(record)
  return gap
    ? {...app, ...(inferredSpaceId === undefined ? {} : {inferredSpaceId}), visibilityGap: {...gap, detail}}
    : app
}

/** Whether the app's name is known. Otherwise its name is just an ID, which a glob could match by accident. */
export const hasName = ({id, name, record}: AppHandle): boolean => 'body' in record || name !== id
