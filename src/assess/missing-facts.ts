import type {Catalog} from '../catalog/catalog.js'
import type {FactRequest} from '../model/facts.js'
import type {Snapshot} from '../model/snapshot.js'
import type {AssessOptions} from './assessment-context.js'

import {emptyPolicy} from '../model/policy.js'
import {collectionTimes} from '../model/snapshot.js'
import {policyInEffect} from './policy-in-effect.js'
import {surveyScope} from './survey.js'

/** The facts that an assessment of a snapshot reads, and that aren't in it. */
export function missingFactsOf(
  snapshot: Snapshot,
  catalog: Catalog,
  options: Pick<AssessOptions, 'now' | 'policy'>,
): readonly FactRequest[] {
  const {clockSkew, facts, scopes} = snapshot
  const now = Date.parse(options.now ?? collectionTimes(snapshot).newest)
  const {policy} = policyInEffect(options.policy?.policy ?? emptyPolicy, now, clockSkew)
  const factsByPath = new Map(facts.map(fact => [fact.path, fact]))
  return surveyScope(factsByPath, scopes, catalog, policy, now, undefined, clockSkew).wanted
}
