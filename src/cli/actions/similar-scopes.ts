import type {Get} from '../../api/http.js'
import type {FactKind} from '../../model/facts.js'
import type {NamedScope, UnreadableScopeError} from '../../snapshot/unreadable-scope-error.js'

import {fetchFact} from '../../api/fetch-fact.js'
import {narrowResponse} from '../../catalog/response-schema.js'
import {isObject} from '../../foundation/is-object.js'
import {nearest} from '../../foundation/suggestion.js'
import {UserError} from '../../foundation/user-error.js'
import {paths} from '../../model/paths.js'

type Kind = NamedScope['kind']

/** The list that names each kind of scope. */
const listKinds = {app: 'apps', pipeline: 'pipelines', space: 'spaces', team: 'teams'} as const satisfies Readonly<
  Record<Kind, FactKind>
>

const maxListed = 8

/**
 * Says what a scope that can't be read was probably meant to be: one of its kind with nearly that name, or one of
 * another kind with that very name. Reads the first page of four lists, once and only after such an error.
 */
export async function withSimilarScopes(error: UnreadableScopeError, get: Get): Promise<UserError> {
  const {kind, name} = error.scope
  const kinds = Object.keys(listKinds) as Kind[]
  const lists = await Promise.all(kinds.map(async listed => [listed, await namesOf(listed, get)] as const))
  const suggestion = suggestedScope(error.scope, new Map(lists))
  const own = lists.find(([listed]) => listed === kind)?.[1] ?? []
  const isShort = own.length > 0 && own.length <= maxListed && !own.includes(name)
  const others = isShort && suggestion === undefined ? `You can see the ${kind}s ${own.join(', ')}. ` : ''
  return new UserError(
    error.message,
    `${suggestion === undefined ? '' : `Did you mean --${suggestion.kind} ${suggestion.name}? `}${others}${error.hint}`,
  )
}

function suggestedScope({kind, name}: NamedScope, lists: ReadonlyMap<Kind, readonly string[]>): NamedScope | undefined {
  const own = (lists.get(kind) ?? []).filter(candidate => candidate !== name)
  for (const [otherKind, names] of lists) if (otherKind !== kind && names.includes(name)) return {kind: otherKind, name}
  const similar = nearest(name, own)
  return similar === undefined ? undefined : {kind, name: similar}
}

/** The names on the first page of a list; none where it can't be read. */
async function namesOf(kind: Kind, get: Get): Promise<string[]> {
  const listKind = listKinds[kind]
  const {body} = await fetchFact(firstPageOnly(get), narrowResponse, Date.now, {
    kind: listKind,
    path: paths[listKind](),
  })
  return (Array.isArray(body) ? body : []).flatMap((item: unknown) =>
    isObject(item) && typeof item['name'] === 'string' ? [item['name']] : [],
  )
}

/** A large account has many pages, and a suggestion isn't worth them. */
const firstPageOnly =
  (get: Get): Get =>
  async request => {
    const outcome = await get(request)
    if (!('response' in outcome)) return outcome
    const {response} = outcome
    return {
      response: {
        ...response,
        headers: {...response.headers, 'next-range': undefined},
        status: response.status === 206 ? 200 : response.status,
      },
    }
  }
