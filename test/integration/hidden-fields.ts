import assert from 'node:assert/strict'

import type {Get} from '../../src/api/http.js'
import type {FactKind} from '../../src/model/facts.js'
import type {Fact, Scope} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {redact} from '../../src/api/redact.js'
import {sample} from '../fixtures/sample.js'
import {sampleOf} from '../helpers/sweep.js'
import {overclaims} from './overclaims.js'
import {contradictory, declared, guarded, rich} from './rich.js'
import {collectWith, completeFacts, narrow, rememberOutcomes} from './run.js'

const catalog = loadCatalog(['all'])

type Way = 'left out' | 'null' | 'of another type'
type Step = number | string

/** What a documented absence says is a fact, and changes verdicts as a fact may. */
export const facts: ReadonlyArray<readonly [Way, RegExp, why: string]> = [
  ['null', /^apps?\.space$/, 'an app in no space runs on the Common Runtime'],
  ['null', /^apps?\.team$/, 'the app belongs to no team'],
  ['null', /^apps?\.buildpacks$/, 'the app has no buildpack'],
  ['null', /^teams?\.identity_provider$/, 'the team has no identity provider of its own'],
  ['null', /^teams?\.enterprise_account$/, 'the team belongs to no enterprise account'],
  ['null', /^(?:accountAddons|addons?)\.plan\.compliance$/, 'the plan makes no statement'],
  ['null', /^domains\.sni_endpoint$/, 'the domain has no certificate'],
  ['null', /^logDrains\.addon$/, 'no add-on made the drain'],
  ['null', /^teamPreferences\.addons-controls$/, 'nothing is restricted'],
  ['null', /^teamPreferences\.default-permission$/, 'new members may do nothing by default'],
  ['null', /^(?:authorizations|teamAuthorizations)\.(?:access|refresh)_token\.expires_in$/, 'the token never expires'],
  ['null', /^(?:authorizations|teamAuthorizations)\.refresh_token$/, 'there is no refresh token'],
  ['null', /^(?:authorizations|teamAuthorizations)\.client$/, 'no third party holds the token'],
  ['null', /^(?:authorizations|teamAuthorizations)\.session$/, 'the token came of no login'],
  ['left out', /^inboundRuleset\.applied$/, 'the ruleset does not say applied at all'],
  // These name the thing, or say that a row is none of its kind: without them it is another subject.
  ['left out', /^spaceLogDrain\.id$/, 'the drain is there, without an id'],
  ['left out', /^members\.role$/, 'whoever is not said to be a collaborator is judged as a member'],
  ['of another type', /^postgres\.leader$/, 'the leader may be a record or a text'],
  ['null', /^members\.role$/, 'whoever is not said to be a collaborator is judged as a member'],
]

/** Why the absence of a field is a fact, if it is. */
const absenceReason = (way: Way, place: string): string | undefined =>
  facts.find(([item, where]) => item === way && where.test(place))?.[2]

function* placesIn(value: unknown, at: readonly Step[] = []): Generator<readonly Step[]> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const here = [...at, Array.isArray(value) ? Number(key) : key]
    if (!Array.isArray(value)) yield here
    yield* placesIn(inner, here)
  }
}

const otherType = (value: unknown): unknown => (typeof value === 'object' ? 'a string' : {an: 'object'})

function changed(body: unknown, place: readonly Step[], way: Way): unknown {
  const copy = structuredClone(body)
  const owner = place
    .slice(0, -1)
    .reduce<unknown>((inner, step) => (inner as Record<Step, unknown>)[step], copy) as Record<Step, unknown>
  const last = place.at(-1) ?? ''
  if (way === 'left out') Reflect.deleteProperty(owner, last)
  else owner[last] = way === 'null' ? null : otherType(owner[last])
  return copy
}

const named = (kind: FactKind, place: readonly Step[]) =>
  [kind, ...place.filter(step => typeof step === 'string')].join('.')

/** Every other body that a fact has when one field of the answer is gone, with what was done to which field. */
function* variants(
  {body, kind}: Fact,
  raw: unknown,
): Generator<{readonly body: unknown; readonly place: string; readonly way: Way}> {
  const seen = new Set([JSON.stringify(body)])
  for (const place of placesIn(raw))
    for (const way of ['left out', 'null', 'of another type'] as const) {
      const cut = narrow(kind, redact(kind, changed(raw, place, way)))
      const text = 'problem' in cut ? '' : JSON.stringify(cut.body)
      if ('problem' in cut || seen.has(text)) continue
      seen.add(text)
      yield {body: cut.body, place: named(kind, place), way}
    }
}

interface Setting {
  readonly world: () => World
  readonly scope: Scope
}

export const settings: readonly Setting[] = [
  {scope: {kind: 'team', name: 'acme'}, world: rich},
  {scope: {kind: 'team', name: 'acme'}, world: contradictory},
  {scope: {kind: 'all'}, world: guarded},
  {scope: {kind: 'team', name: 'quillgate'}, world: sample},
  {scope: {kind: 'app', name: 'citation-pay'}, world: sample},
  {scope: {kind: 'pipeline', name: 'citations'}, world: sample},
]

async function baseline({scope, world}: Setting) {
  const get = rememberOutcomes(world())
  const raw = new Map<string, unknown>()
  const keeping: Get = async question => {
    const {path} = question
    const outcome = await get(question)
    if ('response' in outcome && outcome.response.status === 200) raw.set(path, structuredClone(outcome.response.json))
    return outcome
  }

  const whole = await completeFacts(keeping, await collectWith(keeping, scope, catalog), catalog, declared)
  const cases = whole.facts.flatMap(fact =>
    fact.body === undefined ? [] : [...variants(fact, raw.get(fact.path))].map(variant => ({fact, ...variant})),
  )
  return {cases, get, scope, whole}
}

const baselines = new Map<number, ReturnType<typeof baseline>>()

/** A part of the fields of one setting. */
export interface HiddenFields {
  /** Index of the setting. */
  readonly setting: number
  /** Of `parts` parts this one, from 0. */
  readonly part: number
  readonly parts: number
  /** How many fields are hidden in the whole setting, each in a run of its own, unless all are. */
  readonly fields: number
}

export interface HiddenFieldsResult {
  readonly tried: number
  /** What a run claims more where a field is hidden. */
  readonly claims: readonly string[]
  /** Why a field's absence was taken for a fact. */
  readonly reasons: readonly string[]
}

/** Hides the fields of a part, each in a run of its own. */
export async function run({fields, part, parts, setting}: HiddenFields): Promise<HiddenFieldsResult> {
  const known = baselines.get(setting) ?? baseline(settings[setting] ?? assert.fail())
  baselines.set(setting, known)
  const {cases, get, scope, whole} = await known
  const own = sampleOf(cases, fields, setting).filter((_, index) => index % parts === part)
  const claims = new Set<string>()
  const reasons = new Set<string>()
  for (const {body, fact, place, way} of own) {
    const others = whole.facts.filter(item => item.path !== fact.path)
    const less = await completeFacts(
      get,
      {facts: [...others, {...fact, body} as Fact], scopes: [scope]},
      catalog,
      declared,
    )
    const more = overclaims(whole.judgements, less.judgements, scope)
    const reason = more.length > 0 ? absenceReason(way, place) : undefined
    if (reason !== undefined) reasons.add(reason)
    else for (const claim of more) claims.add(`${place} ${way}: ${claim}`)
  }

  return {claims: [...claims], reasons: [...reasons], tried: own.length}
}
