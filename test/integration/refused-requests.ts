import assert from 'node:assert/strict'

import type {Get, Outcome} from '../../src/api/http.js'
import type {Status} from '../../src/model/framework.js'
import type {Report} from '../../src/model/report.js'
import type {Scope, Snapshot} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {UserError} from '../../src/foundation/user-error.js'
import {paths} from '../../src/model/paths.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {compliantWorld} from '../e2e/worlds.js'
import {sample} from '../fixtures/sample.js'
import {sampleOf} from '../helpers/sweep.js'
import {overclaims} from './overclaims.js'
import {contradictory, declared, guarded, rich} from './rich.js'
import {collectWith, completeFacts, rememberOutcomes} from './run.js'

const catalog = loadCatalog(['all'])

type Fault = (outcome: Outcome, headers: Readonly<Record<string, string>>) => Outcome

export const status =
  (code: number): Fault =>
  () => ({response: {headers: {}, json: {id: 'refused', message: 'Refused.'}, status: code}})
const rowsOf = (outcome: Outcome) =>
  'response' in outcome && Array.isArray(outcome.response.json) ? (outcome.response.json as unknown[]) : undefined
const half = (rows: readonly unknown[]) => rows.slice(0, Math.floor(rows.length / 2))

const faults: Readonly<Record<string, Fault>> = {
  'the answer 403': status(403),
  'the answer 404': status(404),
  'the answer 500': status(500),
  'the answer 422': status(422),
  'a broken connection': () => ({failure: 'unreachable'}),
  'an answer of another form': () => ({response: {headers: {}, json: 'Welcome', status: 200}}),
  'a list that is cut short': outcome => {
    const rows = rowsOf(outcome)
    return rows && 'response' in outcome
      ? {response: {...outcome.response, json: half(rows), status: 206}}
      : status(500)(outcome, {})
  },
  'a second page that is refused': (outcome, headers) => {
    const rows = rowsOf(outcome)
    if (!rows || !('response' in outcome) || headers['Range'] === 'more') return status(403)(outcome, headers)
    return {response: {headers: {...outcome.response.headers, 'next-range': 'more'}, json: half(rows), status: 206}}
  },
}

export const failing =
  (get: Get, path: string, fault: Fault): Get =>
  async question => {
    if (question.path !== path) return get(question)
    const {headers} = question
    return fault(
      await get(headers['Range'] === 'more' ? {...question, headers: {...headers, Range: 'id ..'}} : question),
      headers,
    )
  }

/**
 * What has it is read, so a log drain, an endpoint, a pipeline, review apps or tokens that are not found are none: a
 * fact.
 */
const none = new RegExp(
  String.raw`^\/spaces\/[^/]+\/log-drain$|^\/teams\/[^/]+\/oauth\/authorizations$|\/tls-endpoint$|` +
    String.raw`^\/private-link\/|^\/apps\/[^/]+\/pipeline-couplings$|` +
    String.raw`^\/pipelines\/[^/]+\/review-app-config$`,
)
const isFact = (path: string, name: string) => name === 'the answer 404' && none.test(path)

/** Of builds and releases one page is enough, and is all that is asked for. */
const isPaged = (path: string, name: string) =>
  /\/(?:builds|releases)$/.test(path) && /cut short|second page/.test(name)

interface Setting {
  readonly world: () => World
  readonly scope: Scope
  /** The names of the faults that are tried. */
  readonly faults: readonly string[]
}

const all = Object.keys(faults)
const three = ['the answer 403', 'the answer 404', 'a list that is cut short']
export const settings: readonly Setting[] = [
  {faults: all, scope: {kind: 'app', name: 'calm'}, world: compliantWorld},
  {faults: all, scope: {kind: 'team', name: 'acme'}, world: rich},
  {faults: three, scope: {kind: 'team', name: 'acme'}, world: contradictory},
  {faults: all, scope: {kind: 'all'}, world: guarded},
  {faults: all, scope: {kind: 'app', name: 'pay'}, world: guarded},
  {faults: three, scope: {kind: 'space', name: 'keep'}, world: guarded},
  {faults: ['the answer 403', 'a list that is cut short'], scope: {kind: 'all'}, world: sample},
  {faults: all, scope: {kind: 'app', name: 'citation-pay'}, world: sample},
  {faults: three, scope: {kind: 'space', name: 'quill-desk'}, world: sample},
  {faults: three, scope: {kind: 'pipeline', name: 'citations'}, world: sample},
]

export const report = (snapshot: Snapshot) =>
  assessSnapshot(snapshot, catalog, {allowUnknown: false, failOn: 'low', scopeKind: 'snapshot', version: '0.0.0'})

/** Where less was seen, something may be there that falls under a control: then a person has to answer. */
const isAsked = (before: Status | undefined, after: Status) => before === 'not-applicable' && after === 'manual'

/** Controls that say more than before, and an exit code that is better. */
function overclaimed(before: Report, less: Snapshot): string[] {
  const after = report(less)
  const was = new Map(
    before.frameworks.flatMap(({controls, id}) => controls.map(control => [`${id} ${control.id}`, control.status])),
  )
  const controls = after.frameworks.flatMap(({controls: now, id}) =>
    now.flatMap(({id: control, status: is}) => {
      const before = was.get(`${id} ${control}`)
      return is === 'unknown' || is === before || isAsked(before, is)
        ? []
        : [`${control}: ${before ?? 'nothing'} became ${is}`]
    }),
  )
  const ends =
    after.exit.code === 3 ||
    (after.exit.code === before.exit.code && (after.exit.code === 1 || after.summary.unknown === 0))
  return [...controls, ...(ends ? [] : [`exit code ${before.exit.code} became ${after.exit.code}`])]
}

/** A run of a setting without a fault, and what it says. */
async function baseline({scope, world}: Setting) {
  const get = rememberOutcomes(world())
  const whole = await collectWith(get, scope, catalog)
  const judgements = await Promise.all(
    [emptyPolicy, declared].map(
      async policy => [policy, (await completeFacts(get, whole, catalog, policy)).judgements] as const,
    ),
  )
  const name = scope.kind === 'all' ? undefined : scope.name
  const own = scope.kind === 'all' || name === undefined ? undefined : paths[scope.kind](name)
  return {before: report(whole), get, judgements, own, scope, whole}
}

const baselines = new Map<number, ReturnType<typeof baseline>>()

/** One kind of fault in one setting. */
export interface RefusedRequests {
  /** Index of the setting. */
  readonly setting: number
  readonly fault: string
  /** How many of the requests fail, each in a run of its own. */
  readonly requests: number
}

/** The snapshot of a run; nothing where the scope itself cannot be read and may be refused. */
async function collectUnlessRefused(get: Get, scope: Scope, mayRefuse: boolean): Promise<Snapshot | undefined> {
  try {
    return await collectWith(get, scope, catalog)
  } catch (error) {
    if (!(error instanceof UserError) || !mayRefuse) throw error
    return undefined
  }
}

/** What a run claims more where one of its requests fails: nothing. */
export async function run({fault: name, requests, setting}: RefusedRequests): Promise<string[]> {
  const known = baselines.get(setting) ?? baseline(settings[setting] ?? assert.fail())
  baselines.set(setting, known)
  const {before, get, judgements, own, scope, whole} = await known
  const fault = faults[name] ?? status(500)
  const found: string[] = []
  for (const {path} of sampleOf(whole.facts, requests, setting)) {
    const broken = failing(get, path, fault)
    const less = await collectUnlessRefused(broken, scope, path === own)
    if (!less || isFact(path, name)) continue
    assert.ok(isPaged(path, name) || less.facts.some(fact => fact.path === path && fact.gap), `${path} is a gap`)
    found.push(...overclaimed(before, less).map(claim => `${path}: ${claim}`))
    for (const [policy, expected] of judgements)
      found.push(
        ...overclaims(expected, (await completeFacts(broken, less, catalog, policy)).judgements, scope).map(
          claim => `${path}: ${claim}`,
        ),
      )
  }

  return [...new Set(found)]
}
