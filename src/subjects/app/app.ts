import type {App, FactTypes} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known, Subject} from '../../model/subject.js'
import type {AppHandle, Context, Roster} from '../context.js'

import {matchesGlob} from '../../foundation/glob.js'
import {distinct} from '../../foundation/collections.js'
import {ageInDays} from '../age.js'
import {buildpackFields} from './buildpacks.js'
import {appHasLogDrain} from './log-drains.js'
import {fields, from, gapOf, stated, unknown, value} from '../field-value.js'
import {mayHoldCardholderData, mayHoldGovernmentIds} from '../addon/sensitive-data-eligibility.js'
import {promotionFields} from '../pipeline/promotion.js'
import {generation, runtimeClass} from './runtime-class.js'
import {stackFields} from './stack.js'

type Formation = FactTypes['formation']

/** One subject for each app in scope. */
export function apps(context: Context, roster: Roster): Subject[] {
  const promotion = promotionFields(context, roster)
  return roster.apps.map(app => appSubject(context, roster, app, promotion))
}

function appSubject(
  context: Context,
  roster: Roster,
  app: AppHandle,
  promotion: ReturnType<typeof promotionFields>,
): Subject {
  const name = {id: app.id, kind: 'app' as const, name: app.name}
  const declared = {publicAppsAreDeclared: () => value(context.policy.allow.publicApps !== undefined)}
  if (app.unseen) return {...name, fields: declared, placeholder: app.unseen}

  const {facts} = context
  const own = (use: (record: App) => Known): Known => from(app.record, use)
  const formation = (): Answer<Formation> => facts.read('formation', app.ref)
  const feature = (wanted: string): Known =>
    from(facts.read('appFeatures', app.ref), all => {
      const found = all.find(one => one.name === wanted)
      return found
        ? stated(found.enabled, `whether ${wanted} is enabled`)
        : unknown('no-statement', `the app's features do not list ${wanted}`)
    })
  const region = (use: (row: FactTypes['regions'][number]) => Known): Known =>
    own(record => regionOf(context, record.region?.name, use))
  const record = 'body' in app.record ? app.record.body : undefined

  return {
    ...name,
    ...(record?.space?.name ? {space: record.space.name} : {}),
    ...(record?.team?.name ? {team: record.team.name} : {}),
    fields: fields({
      buildAgeDays: () =>
        own(({stack}) =>
          stack?.name === 'container'
            ? unknown('no-statement', 'an image is built elsewhere')
            : from(facts.read('builds', app.ref), builds => from(context.now, now => newestBuild(builds, now))),
        ),
      dynoSizes: () => from(formation(), sizes),
      exposure: () => exposure(context, app, formation),
      generation: () => own(({generation: seen}) => generation(seen)),
      hasLogDrain: () => appHasLogDrain(context, roster, app),
      hasTeam: () => own(hasTeam),
      hasWebProcess: () => from(formation(), rows => value(rows.some(({type}) => type === 'web'))),
      herokuExecIsOn: () => feature('runtime-heroku-exec'),
      internalRouting: () =>
        own(({internal_routing: seen}) =>
          seen === undefined
            ? unknown('no-statement', 'the API does not say whether routing is internal')
            : value(seen === true),
        ),
      locked: () => from(app.teamRecord(), ({locked}) => stated(locked, 'whether the app is locked')),
      mayHoldCardholderData: () => mayHoldCardholderData(context, roster, app, () => from(formation(), sizes)),
      mayHoldGovernmentIds: () => mayHoldGovernmentIds(context, roster, app),
      provider: () => region(row => stated(row.provider?.region, 'where the region is')),
      region: () => own(({region: seen}) => stated(seen?.name, 'which region the app is in')),
      regionCountry: () => region(row => stated(row.country, 'which country the region is in')),
      runtimeClass: () => runtimeClass(app.record, roster),
      space: () =>
        own(({space}) =>
          space === undefined
            ? unknown('no-statement', 'the API does not say which space the app is in')
            : value(space?.name ?? 'none'),
        ),
      strictTlsIsOn: () => feature('spaces-strict-tls'),
      team: () =>
        own(({team}) =>
          team === undefined
            ? unknown('no-statement', 'the API does not say which team the app belongs to')
            : value(team?.name ?? 'none'),
        ),
      webDynos: () => from(formation(), webDynos),
      // Last: an object that begins with what it takes over is made anew with each field that follows.
      ...declared,
      ...buildpackFields(context, app),
      ...promotion(app),
      ...stackFields(context, app),
    }),
  }
}

/** Whether the app belongs to a team. */
export function hasTeam({team}: App): Known {
  return team === undefined
    ? unknown('no-statement', 'the API does not say which team the app belongs to')
    : value(team !== null)
}

/** A row of `/regions`; a region that is not listed there is a gap. */
export function regionOf(
  {facts}: Context,
  name: string | undefined,
  use: (row: FactTypes['regions'][number]) => Known,
): Known {
  if (name === undefined) return unknown('no-statement', 'the API does not say which region')
  return from(facts.read('regions'), all => {
    const row = all.find(one => one.name === name)
    return row ? use(row) : unknown('unknown-value', `/regions does not list "${name}"`)
  })
}

/** Distinct sizes in lower case: the API prints them in several cases. */
function sizes(rows: Formation): Known {
  const all = rows.flatMap(row => row.dyno_size?.name ?? row.size ?? [])
  if (all.length < rows.length || all.includes(''))
    return unknown('no-statement', 'the formation does not say every dyno size')
  return value(distinct(all.map(size => size.toLowerCase())))
}

function webDynos(rows: Formation): Known {
  const web = rows.filter(({type}) => type === 'web')
  if (web.some(({quantity}) => typeof quantity !== 'number'))
    return unknown('no-statement', 'the formation does not say how many web dynos run')
  return value(web.reduce((sum, {quantity}) => sum + (quantity ?? 0), 0))
}

/** Pages come newest first; where only a page was read, it says nothing of what is behind it. */
function newestBuild(builds: FactTypes['builds'], now: number): Known {
  const told = builds
    .filter(({status}) => status === 'succeeded' || !status)
    .map(({created_at: at, status}) => ({age: ageInDays(at, now), isSure: status === 'succeeded'}))
  if (told.length === 0)
    return unknown('no-statement', 'no successful build is listed; a promoted app is built elsewhere')
  const dated = told.flatMap(({age, isSure}) => (age === undefined ? [] : [{age, isSure}]))
  const youngest = (isSure: boolean) => Math.min(...dated.flatMap(one => (one.isSure === isSure ? [one.age] : [])))
  const [sure, perhaps] = [youngest(true), youngest(false)]
  // One without a date may be of this very day.
  if (dated.length < told.length)
    return unknown(
      'unknown-value',
      'a build has no date that can be read',
      Number.isFinite(sure) ? [sure, 0] : undefined,
    )
  if (sure <= perhaps) return value(sure)
  return unknown(
    'no-statement',
    'a build does not say whether it succeeded',
    Number.isFinite(sure) ? [sure, perhaps] : undefined,
  )
}

/** Whether its name is known, and not just the id that something else names it by, which a glob could match by chance. */
export const hasName = ({id, name, record}: AppHandle): boolean => 'body' in record || name !== id

/** How a stranger reaches the app: `internal`, `no web dyno`, `declared`, or `public`. */
function exposure({policy}: Context, app: AppHandle, formation: () => Answer<Formation>): Known {
  if (hasName(app) && matchesGlob(app.name, policy.allow.publicApps ?? [])) return value('declared')
  const routing = 'body' in app.record ? app.record.body.internal_routing : undefined
  if (routing === true) return value('internal')
  const rows = formation()
  const dynos = from(rows, webDynos)
  if ('value' in dynos && dynos.value === 0) return value('no web dyno')
  const gap = gapOf(app.record)
  if (gap) return {gap}
  if ('gap' in dynos) return dynos
  return routing === undefined
    ? unknown('no-statement', 'the API does not say whether routing is internal')
    : value('public')
}
