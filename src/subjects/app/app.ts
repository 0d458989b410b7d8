import type {App, FactTypes} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {matchesGlob} from '../../foundation/glob.js'
import {distinct} from '../../foundation/collections.js'
import {ageInDays} from '../age.js'
import {buildpackFields} from './buildpacks.js'
import {appHasLogDrain} from './log-drains.js'
import {lazyFields, fieldFrom, gapOf, required, unknown, value} from '../field-value.js'
import {mayHoldCardholderData, mayHoldGovernmentIds} from '../addon/sensitive-data-eligibility.js'
import {promotionFields} from '../pipeline/promotion.js'
import {generationOf, runtimeClass} from './runtime-class.js'
import {stackFields} from './stack.js'

type Formation = FactTypes['formation']

/** One subject for each app in scope. */
export function appSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  const promotionOf = promotionFields(context, inventory)
  return inventory.apps.map(app => appSubject(context, inventory, app, promotionOf))
}

function appSubject(
  context: SubjectContext,
  inventory: ScopeInventory,
  app: AppHandle,
  promotionOf: ReturnType<typeof promotionFields>,
): Subject {
  const identity = {id: app.id, kind: 'app' as const, name: app.name}
  const policyFields = {publicAppsAreDeclared: () => value(context.policy.allow.publicApps !== undefined)}
  if (app.visibilityGap) return {...identity, fields: policyFields, placeholder: app.visibilityGap}

  const {facts} = context
  const fromRecord = (use: (record: App) => FieldValue): FieldValue => fieldFrom(app.record, use)
  const formation = (): ReadResult<Formation> => facts.read('formation', app.ref)
  const feature = (featureName: string): FieldValue =>
    fieldFrom(facts.read('appFeatures', app.ref), features => {
      const entry = features.find(candidate => candidate.name === featureName)
      return entry
        ? required(entry.enabled, `whether ${featureName} is enabled`)
        : unknown('no-statement', `the app's features don't list ${featureName}`)
    })
  const fromRegion = (use: (region: FactTypes['regions'][number]) => FieldValue): FieldValue =>
    fromRecord(record => fieldFromRegion(context, record.region?.name, use))
  const record = 'body' in app.record ? app.record.body : undefined

  return {
    ...identity,
    ...(record?.space?.name ? {space: record.space.name} : {}),
    ...(record?.team?.name ? {team: record.team.name} : {}),
    fields: lazyFields({
      buildAgeDays: () =>
        fromRecord(({stack}) =>
          stack?.name === 'container'
            ? unknown('no-statement', 'a container image is built elsewhere')
            : fieldFrom(facts.read('builds', app.ref), builds =>
                fieldFrom(context.now, now => newestBuildAge(builds, now)),
              ),
        ),
      dynoSizes: () => fieldFrom(formation(), dynoSizes),
      exposure: () => exposure(context, app, formation),
      generation: () => fromRecord(({generation}) => generationOf(generation)),
      hasLogDrain: () => appHasLogDrain(context, inventory, app),
      hasTeam: () => fromRecord(hasTeam),
      hasWebProcess: () => fieldFrom(formation(), processTypes => value(processTypes.some(({type}) => type === 'web'))),
      herokuExecIsOn: () => feature('runtime-heroku-exec'),
      internalRouting: () =>
        fromRecord(({internal_routing: internalRouting}) =>
          internalRouting === undefined
            ? unknown('no-statement', "the API doesn't say whether routing is internal")
            : value(internalRouting === true),
        ),
      locked: () =>
        fieldFrom(app.teamRecord(), ({locked: isLocked}) => required(isLocked, 'whether the app is locked')),
      mayHoldCardholderData: () =>
        mayHoldCardholderData(context, inventory, app, () => fieldFrom(formation(), dynoSizes)),
      mayHoldGovernmentIds: () => mayHoldGovernmentIds(context, inventory, app),
      provider: () => fromRegion(region => required(region.provider?.region, 'where the region is')),
      region: () => fromRecord(({region}) => required(region?.name, 'which region the app is in')),
      regionCountry: () => fromRegion(region => required(region.country, 'which country the region is in')),
      runtimeClass: () => runtimeClass(app.record, inventory),
      space: () =>
        fromRecord(({space}) =>
          space === undefined
            ? unknown('no-statement', "the API doesn't say which space the app is in")
            : value(space?.name ?? 'none'),
        ),
      strictTlsIsOn: () => feature('spaces-strict-tls'),
      team: () =>
        fromRecord(({team}) =>
          team === undefined
            ? unknown('no-statement', "the API doesn't say which team the app belongs to")
            : value(team?.name ?? 'none'),
        ),
      webDynos: () => fieldFrom(formation(), webDynoCount),
      // Last: an object that begins with what it takes over is made anew with each field that follows.
      ...policyFields,
      ...buildpackFields(context, app),
      ...promotionOf(app),
      ...stackFields(context, app),
    }),
  }
}

/** Whether the app belongs to a team. */
export function hasTeam({team}: App): FieldValue {
  return team === undefined
    ? unknown('no-statement', "the API doesn't say which team the app belongs to")
    : value(team !== null)
}

/** A row of `/regions`; a region that is not listed there is a gap. */
export function fieldFromRegion(
  {facts}: SubjectContext,
  name: string | undefined,
  use: (region: FactTypes['regions'][number]) => FieldValue,
): FieldValue {
  if (name === undefined) return unknown('no-statement', "the API doesn't say which region it is in")
  return fieldFrom(facts.read('regions'), regions => {
    const region = regions.find(candidate => candidate.name === name)
    return region ? use(region) : unknown('unknown-value', `/regions doesn't list "${name}"`)
  })
}

/** Distinct sizes in lower case: the API prints them in several cases. */
function dynoSizes(formation: Formation): FieldValue {
  const sizes = formation.flatMap(processType => processType.dyno_size?.name ?? processType.size ?? [])
  if (sizes.length < formation.length || sizes.includes(''))
    return unknown('no-statement', "the formation doesn't state every dyno size")
  return value(distinct(sizes.map(size => size.toLowerCase())))
}

function webDynoCount(formation: Formation): FieldValue {
  const webProcesses = formation.filter(({type}) => type === 'web')
  if (webProcesses.some(({quantity}) => typeof quantity !== 'number'))
    return unknown('no-statement', "the formation doesn't say how many web dynos run")
  return value(webProcesses.reduce((sum, {quantity}) => sum + (quantity ?? 0), 0))
}

/** Pages come newest first; where only a page was read, it says nothing of what is behind it. */
function newestBuildAge(builds: FactTypes['builds'], now: number): FieldValue {
  const candidates = builds
    .filter(({status}) => status === 'succeeded' || !status)
    .map(({created_at: createdAt, status}) => ({age: ageInDays(createdAt, now), isSure: status === 'succeeded'}))
  if (candidates.length === 0)
    return unknown('no-statement', 'no successful build is listed; a promoted app is built elsewhere')
  const dated = candidates.flatMap(({age, isSure}) => (age === undefined ? [] : [{age, isSure}]))
  const youngest = (isSure: boolean) =>
    Math.min(...dated.flatMap(candidate => (candidate.isSure === isSure ? [candidate.age] : [])))
  const [sure, possible] = [youngest(true), youngest(false)]
  // One without a date may be of this very day.
  if (dated.length < candidates.length)
    return unknown('unknown-value', 'a build has no readable date', Number.isFinite(sure) ? [sure, 0] : undefined)
  if (sure <= possible) return value(sure)
  return unknown(
    'no-statement',
    "a build doesn't say whether it succeeded",
    Number.isFinite(sure) ? [sure, possible] : undefined,
  )
}

/** Whether its name is known, and not just the id that something else names it by, which a glob could match by chance. */
export const hasName = ({id, name, record}: AppHandle): boolean => 'body' in record || name !== id

/** How a stranger reaches the app: `internal`, `no web dyno`, `declared`, or `public`. */
function exposure({policy}: SubjectContext, app: AppHandle, formation: () => ReadResult<Formation>): FieldValue {
  if (hasName(app) && matchesGlob(app.name, policy.allow.publicApps ?? [])) return value('declared')
  const routing = 'body' in app.record ? app.record.body.internal_routing : undefined
  if (routing === true) return value('internal')
  const response = formation()
  const dynos = fieldFrom(response, webDynoCount)
  if ('value' in dynos && dynos.value === 0) return value('no web dyno')
  const gap = gapOf(app.record)
  if (gap) return {gap}
  if ('gap' in dynos) return dynos
  return routing === undefined
    ? unknown('no-statement', "the API doesn't say whether routing is internal")
    : value('public')
}
