import type {Policy} from '../model/policy.js'
import type {FactRequest} from '../model/facts.js'
import type {Survey} from './survey.js'

import {distinct} from '../foundation/collections.js'
import {paths} from '../model/paths.js'

type RequestedFacts = Pick<Survey, 'apps' | 'requested' | 'wanted'>

/**
 * What several policies between them read, and what of it isn't among the facts.
 *
 * @param releases whether the releases of each app are read, too
 */
export function factsRequestedBy(
  policies: readonly Policy[],
  surveyBy: (policy: Policy) => RequestedFacts,
  releases = false,
): RequestedFacts {
  const requests = policies.map(policy => surveyBy(policy))
  const apps = distinct(requests.flatMap(request => request.apps))
  const releaseFacts = releases ? apps.map((name): FactRequest => ({kind: 'releases', path: paths.releases(name)})) : []
  const wanted = [...requests.flatMap(request => request.wanted), ...releaseFacts]
  return {
    apps,
    requested: new Set([...requests.flatMap(({requested}) => [...requested]), ...releaseFacts.map(({path}) => path)]),
    wanted: [...new Map(wanted.map(fact => [fact.path, fact])).values()],
  }
}
