import type {Place} from '../model/policy.js'
import type {Snapshot} from '../model/snapshot.js'

import {spokenOf} from '../subjects/answerable.js'
import {factReader} from '../subjects/fact-reader.js'
import {roster} from '../subjects/roster.js'

/** What answers can be true of in a snapshot. */
export function placesOf({facts, scopes}: Snapshot): Place[] {
  const reader = factReader(new Map(facts.map(fact => [fact.path, fact])))
  const all = scopes.flatMap(scope => spokenOf(roster(reader.facts, scope)))
  return [...new Map(all.map(one => [one.name, one])).values()]
}
