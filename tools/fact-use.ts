import {writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import type {Get} from '../src/api/http.js'
import type {SubjectJudgement} from '../src/assess/judge.js'
import type {FactUse} from '../src/model/fact-use.js'
import type {FactKind} from '../src/model/facts.js'
import type {Policy} from '../src/model/policy.js'
import type {Fact, Scope} from '../src/model/snapshot.js'
import type {World} from '../test/fixtures/types.js'

import {fetchFact} from '../src/api/fetch-fact.js'
import {surveyScope} from '../src/assess/survey.js'
import {loadCatalog} from '../src/catalog/catalog.js'
import {narrowResponse} from '../src/catalog/response-schema.js'
import {distinct} from '../src/foundation/collections.js'
import {policyExtremes} from '../src/model/policy.js'
import {subjectKey} from '../src/model/subject.js'
import {fetchMissingFacts} from '../src/snapshot/scheduler.js'
import {compliantWorld} from '../test/e2e/worlds.js'
import {NOW} from '../test/fixtures/build.js'
import {clinic, policeVendor, startUp} from '../test/fixtures/companies.js'
import {sample} from '../test/fixtures/sample.js'
import {runInThreads} from '../test/helpers/threads.js'
import {guarded, rich} from '../test/integration/rich.js'
import {estate, withSecret} from '../test/scenarios/estate.js'
import {requestsTo} from './sample.js'

const worlds = {
  clinic,
  compliantWorld: () => compliantWorld(),
  estate: () => estate(),
  guarded,
  policeVendor,
  rich,
  sample,
  startUp,
  withSecret: () => withSecret(),
} satisfies Record<string, () => World>

/** One scope of a simulated account, in which each kind of fact is refused in turn. */
export interface FactUseCase {
  readonly scope: Scope
  readonly world: keyof typeof worlds
}

/** What the refusals of a case show. */
export interface FactUseFinding {
  readonly scope: Scope['kind']
  /** The checks that decide something if nothing is refused. */
  readonly decided: readonly string[]
  /** The checks that become unknown about a subject if a kind of fact is refused. */
  readonly needs: ReadonlyArray<{readonly check: string; readonly kind: FactKind}>
}

/** Every scope of every simulated account. */
export const factUseCases = (): FactUseCase[] =>
  Object.entries(worlds).flatMap(([world, make]) =>
    scopesOf(make()).map(scope => ({scope, world: world as FactUseCase['world']})),
  )

function scopesOf({apps, pipelines, spaces, teams}: World): Scope[] {
  const scopes = (kind: Scope['kind'], rows: ReadonlyArray<{readonly record: {readonly name: string}}>) =>
    rows.map(({record: {name}}): Scope => ({kind, name}))
  return [
    {kind: 'all'},
    ...scopes('team', teams),
    ...scopes('space', spaces),
    ...scopes('pipeline', pipelines),
    ...scopes('app', apps),
  ]
}

const now = Date.parse(NOW)
const catalog = loadCatalog(['all'])
const refuse: Get = async () => ({response: {headers: {}, json: {id: 'forbidden', message: 'No.'}, status: 403}})

/** Collects and judges a scope, with one kind of fact refused or none. */
async function judgeScope(get: Get, scope: Scope, policy: Policy, refusedKind?: FactKind) {
  const facts = new Map<string, Fact>()
  const survey = () => surveyScope(facts, [scope], catalog, policy, now)
  await fetchMissingFacts(facts, {
    fetch: request => fetchFact(request.kind === refusedKind ? refuse : get, narrowResponse, () => now, request),
    inspect() {},
    missingFacts: () => survey().wanted,
    onProgress() {},
  })
  return {judgements: survey().judgements, kinds: new Set([...facts.values()].map(({kind}) => kind))}
}

const judgementKey = ({check, subject}: SubjectJudgement) => `${check.id} ${subjectKey(subject)}`

/** Refuses each kind of fact that a case reads. */
export async function run({scope, world}: FactUseCase): Promise<FactUseFinding> {
  const get = requestsTo(worlds[world]())
  const decided: string[] = []
  const needs = new Map<string, FactUseFinding['needs'][number]>()
  for (const policy of policyExtremes) {
    const {judgements, kinds} = await judgeScope(get, scope, policy)
    const unknownBefore = new Set(
      judgements.filter(({verdict}) => verdict === 'unknown').map(judgement => judgementKey(judgement)),
    )
    decided.push(
      ...judgements.filter(({verdict}) => verdict === 'pass' || verdict === 'fail').map(({check}) => check.id),
    )
    for (const kind of kinds)
      for (const judgement of (await judgeScope(get, scope, policy, kind)).judgements)
        if (judgement.verdict === 'unknown' && !unknownBefore.has(judgementKey(judgement)))
          needs.set(`${judgement.check.id} ${kind}`, {check: judgement.check.id, kind})
  }

  return {decided: distinct(decided), needs: [...needs.values()], scope: scope.kind}
}

/** Those that hold less first; a pipeline holds whole apps, and a space a part of a team. */
const scopeKinds = ['app', 'pipeline', 'team', 'space', 'all'] as const

/**
 * What the findings of all cases amount to. In a wide scope a check also needs the facts that say what belongs to the
 * scope; as its own count those that it needs in the narrowest one, and those that only checks of its kind of subject
 * need.
 */
export function factUse(findings: readonly FactUseFinding[]): FactUse {
  const byScope = new Map(
    scopeKinds.map(scope => {
      const mine = findings.filter(finding => finding.scope === scope)
      return [scope, {decided: new Set(mine.flatMap(({decided}) => decided)), needs: mine.flatMap(({needs}) => needs)}]
    }),
  )
  const checks = Object.fromEntries(
    catalog.checks.map(({id, subject}) => {
      const scope = scopeKinds.find(candidate => byScope.get(candidate)?.decided.has(id)) ?? 'all'
      const kinds = [...byScope].flatMap(([candidate, {needs}]) =>
        needs.flatMap(({check, kind}) =>
          check === id && (candidate === scope || subjectsNeeding(needs, kind).every(other => other === subject))
            ? [kind]
            : [],
        ),
      )
      return [id, {kinds: [...new Set(kinds)].sort(), scope}]
    }),
  )
  const scopes = Object.fromEntries(
    [...byScope].map(([scope, {needs}]) => {
      const further = needs.filter(({check, kind}) => checks[check]?.kinds.includes(kind) === false)
      return [scope, [...new Set(further.map(({kind}) => kind))].sort()]
    }),
  ) as unknown as FactUse['scopes']
  return {checks, scopes}
}

const subjectOf = new Map(catalog.checks.map(({id, subject}) => [id, subject]))

const subjectsNeeding = (needs: FactUseFinding['needs'], kind: FactKind) =>
  needs.flatMap(need => (need.kind === kind ? [subjectOf.get(need.check)] : []))

/** Runs every case, spread over threads. */
export const measureFactUse = async (): Promise<FactUse> =>
  factUse(await runInThreads<FactUseFinding>(new URL(import.meta.url), factUseCases()))

/** As the file is written: a line for each check. */
export function factUseText({checks, scopes}: FactUse): string {
  const rows = (values: object) =>
    Object.entries(values)
      .map(([id, value]) => `    ${JSON.stringify(id)}: ${JSON.stringify(value)}`)
      .join(',\n')
  return `{\n  "checks": {\n${rows(checks)}\n  },\n  "scopes": {\n${rows(scopes)}\n  }\n}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('../../src/catalog/fact-use.json', import.meta.url), factUseText(await measureFactUse()))
