import assert from 'node:assert/strict'

import type {Catalog} from '../../src/catalog/catalog.js'
import type {Verdict} from '../../src/model/observation.js'
import type {Policy} from '../../src/model/policy.js'
import type {Fact, Scope} from '../../src/model/snapshot.js'
import type {SurveyWithJudgements} from '../../src/assess/survey.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {narrowResponse} from '../../src/catalog/response-schema.js'
import {fetchMissingFacts} from '../../src/snapshot/scheduler.js'
import {fetchFact} from '../../src/api/fetch-fact.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {surveyScope} from '../../src/assess/survey.js'
import {requestsTo} from '../../tools/sample.js'
import {NOW} from '../fixtures/build.js'

/** All bundled frameworks and all checks, compiled once for all tests. */
export const catalog: Catalog = loadCatalog(['all'])

export const now = Date.parse(NOW)
export const everything: Scope = {kind: 'all'}

export interface Options {
  readonly scope?: Scope
  readonly allow?: Policy['allow']
  readonly now?: number
  /** Changes the facts between collecting and assessing. */
  readonly edit?: (facts: Map<string, Fact>) => void
}

export interface AssessedWorld extends SurveyWithJudgements {
  readonly facts: ReadonlyMap<string, Fact>
}

/** Collects a world without retries, and assesses what was read. */
export async function assessWorld(world: World, options: Options = {}): Promise<AssessedWorld> {
  const {allow, edit, scope = everything} = options
  const at = options.now ?? now
  const policy = allow ? {allow} : emptyPolicy
  const facts = new Map<string, Fact>()
  await fetchMissingFacts(facts, {
    inspect: () => {},
    fetch: wanted => fetchFact(requestsTo(world), narrowResponse, () => at, wanted),
    onProgress: () => {},
    missingFacts: seen => surveyScope(seen, [scope], catalog, policy, at).wanted,
  })
  edit?.(facts)
  return {...surveyScope(facts, [scope], catalog, policy, at), facts}
}

/** The verdicts of one check, by name of the subject. */
export function verdicts(
  {judgements}: Pick<SurveyWithJudgements, 'judgements'>,
  check: string,
): Record<string, Verdict> {
  assert.ok(
    catalog.checks.some(({id}) => id === check),
    `there is no check ${check}`,
  )
  const mine = judgements
    .filter(subjectJudgement => subjectJudgement.check.id === check)
    .map(({subject, verdict}) => [subject.name, verdict] as const)
  assert.equal(new Set(mine.map(([name]) => name)).size, mine.length, `${check} has a subject twice`)
  return Object.fromEntries(mine)
}

/** The verdict of a check on the subject of that name. */
export function verdict(seen: Pick<SurveyWithJudgements, 'judgements'>, check: string, subject: string): Verdict {
  const found = verdicts(seen, check)[subject]
  assert.ok(found, `${check} has no subject ${subject}`)
  return found
}

/** Every verdict on the subject of that name, by check. */
export function verdictsOn(
  {judgements}: Pick<SurveyWithJudgements, 'judgements'>,
  kind: string,
  subject: string,
): Record<string, Verdict> {
  return Object.fromEntries(
    judgements
      .filter(subjectJudgement => subjectJudgement.subject.kind === kind && subjectJudgement.subject.name === subject)
      .map(subjectJudgement => [subjectJudgement.check.id, subjectJudgement.verdict]),
  )
}

/** The names of the subjects of a kind, sorted. */
export function subjects({judgements}: Pick<SurveyWithJudgements, 'judgements'>, kind: string): string[] {
  return [
    ...new Set(
      judgements.filter(subjectJudgement => subjectJudgement.subject.kind === kind).map(({subject}) => subject.name),
    ),
  ].sort()
}

/** The checks of a kind of subject. */
export const checksOf = (kind: string): string[] =>
  catalog.checks.filter(({subject}) => subject === kind).map(({id}) => id)
