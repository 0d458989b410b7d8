import type {Gap, ReadResult} from '../model/gap.js'
import type {User} from '../model/resource-ref.js'
import type {AccessPlace, Grant, GrantKind, UnreadAccess} from './grant.js'

import {distinct} from '../foundation/collections.js'
import {notStated} from '../subjects/read-result.js'

/** What a list gives: grants, or why it couldn't be read. */
export interface AccessReading {
  readonly grants: readonly Grant[]
  readonly notSeen: readonly UnreadAccess[]
}

export const joined = (readings: readonly AccessReading[]): AccessReading => ({
  grants: readings.flatMap(({grants}) => grants),
  notSeen: readings.flatMap(({notSeen}) => notSeen),
})

export function unread(kind: UnreadAccess['kind'], place: string, {detail, needs, path, reason}: Gap): UnreadAccess {
  return {
    kind,
    place,
    reason,
    ...(detail === undefined ? {} : {detail}),
    ...(path === undefined ? {} : {path}),
    ...(needs === undefined ? {} : {needs}),
  }
}

/** A grant for each entry; an entry that doesn't say who has access makes the list one that couldn't be read. */
export function readList<T>(
  kind: GrantKind,
  place: AccessPlace,
  response: ReadResult<readonly T[]>,
  grantOf: (entry: T) => Grant | undefined,
): AccessReading {
  if ('gap' in response) return {grants: [], notSeen: [unread(kind, place.name, response.gap)]}
  const grants = response.body.map(entry => grantOf(entry))
  const known = grants.filter(grant => grant !== undefined)
  const gap = notStated('who has access').gap
  return {grants: known, notSeen: known.length < grants.length ? [unread(kind, place.name, gap)] : []}
}

/** Whom an entry is about; undefined where it doesn't say. */
export function personOf(user: null | undefined | User): Grant['person'] {
  const {email, id} = user ?? {}
  if (!email && id === undefined) return undefined
  return {...(email ? {email} : {}), ...(id === undefined ? {} : {id})}
}

export const keyOf = ({email, id}: NonNullable<Grant['person']>): string => id ?? email?.toLowerCase() ?? ''

/** A grant of a person, by whom and where it is. */
export function personGrant(
  kind: GrantKind,
  place: AccessPlace,
  user: null | undefined | User,
  rest: Pick<Grant, 'federated' | 'holds' | 'lastLogin' | 'mfa' | 'since'>,
): Grant | undefined {
  const person = personOf(user)
  return person && {id: `${kind}:${place.id}/${keyOf(person)}`, kind, person, place, ...rest}
}

/** What an entry doesn't say isn't there. */
export function stated<T extends object>(values: T): {[K in keyof T]?: NonNullable<T[K]>} {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}

export const permissionNames = (
  permissions: null | ReadonlyArray<{readonly name?: null | string}> | undefined,
): string[] => distinct((permissions ?? []).map(({name}) => name ?? 'unknown'))

export const placeOf = (
  kind: AccessPlace['kind'],
  {id, name}: {readonly id: string; readonly name: string},
): AccessPlace => ({
  id,
  kind,
  name,
})

/** Whom a list means by an address and an id, where it has them. */
export const withoutUndefined = ({
  email,
  id,
}: {
  readonly email: null | string | undefined
  readonly id: string | undefined
}): User => ({
  ...(email === undefined ? {} : {email}),
  ...(id === undefined ? {} : {id}),
})
