import type {NamedResource} from '../../changes/named-resources.js'
import type {Addon, App, FactRequest} from '../../model/facts.js'
import type {Fact, Scope} from '../../model/snapshot.js'

import {distinct} from '../../foundation/collections.js'
import {paths} from '../../model/paths.js'

/** Reads what commands name, to find what it belongs to. */
export type ReadFacts = (requests: readonly FactRequest[]) => Promise<readonly Fact[]>

/**
 * The scopes in which the effect of commands shows: what they name or, where that is several things of one team, the
 * team. What goes away is seen from its team, or from the account. An add-on is seen from the app that is billed for
 * it.
 *
 * @param named what commands name; at least one
 * @param isRemoved whether it will be gone, or be another's
 */
export async function changeScopes(
  named: readonly NamedResource[],
  isRemoved: (resource: NamedResource) => boolean,
  read: ReadFacts,
): Promise<Scope[]> {
  const places =
    named.length === 1 && named.every(({kind}) => kind !== 'addon') && !named.some(isRemoved)
      ? named.map(resource => placeOf(resource, undefined))
      : await readPlaces(named, read)
  const scopes = widened(
    places.flatMap(place => (place.addon ? [] : [place])),
    named.some(isRemoved),
  )
  const isWide = scopes.some(({kind}) => kind === 'all' || kind === 'team')
  const ofAddons = isWide ? [] : places.flatMap(({addon, scope}) => (addon && scope ? [scope] : []))
  const found = [
    ...new Map([...scopes, ...ofAddons].map(scope => [`${scope.kind} ${scope.name ?? ''}`, scope])).values(),
  ]
  return found.length > 0 ? found : [{kind: 'all'}]
}

/** The team of several places if they have one, else all of them. */
function widened(places: readonly Place[], hasRemoved: boolean): Scope[] {
  const teams = distinct(places.map(({team}) => team ?? ''))
  const [team = ''] = teams
  if (team !== '' && teams.length === 1 && (hasRemoved || places.length > 1)) return [{kind: 'team', name: team}]
  return hasRemoved ? [{kind: 'all'}] : places.flatMap(({scope}) => scope ?? [])
}

async function readPlaces(named: readonly NamedResource[], read: ReadFacts): Promise<Place[]> {
  const requests = named.map(({kind, name}): FactRequest => ({kind, path: paths[kind](name)}))
  const facts = new Map((await read(requests)).map(fact => [fact.path, fact]))
  return named.map((resource, index) => placeOf(resource, facts.get(requests[index]?.path ?? '')))
}

interface Place {
  readonly addon?: true
  /** Undefined for an add-on that can't be seen by this name alone. */
  readonly scope?: Scope
  readonly team?: string | undefined
}

/** Where a resource is, as far as its own record says. */
function placeOf({kind, name}: NamedResource, fact: Fact | undefined): Place {
  const body = (fact?.body ?? {}) as Partial<Addon & App>
  if (kind === 'addon') {
    const app = body.app?.name
    return {addon: true, ...(app === undefined ? {} : {scope: {kind: 'app', name: app}})}
  }

  return {scope: {kind, name}, team: kind === 'team' ? (body.name ?? name) : body.team?.name}
}
