import type {FactTypes} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, LazyField} from '../../model/subject.js'
import type {AppHandle, SubjectContext} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {matchesGlob} from '../../foundation/glob.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {gapOf, notStated} from '../read-result.js'
import {hasName} from './app-handles.js'

type Formation = FactTypes['formation']

/** The dynos of an app, and who can reach them. */
export function formationFields(
  context: SubjectContext,
  app: AppHandle,
): Record<'dynoSizes' | 'exposure' | 'hasWebProcess' | 'webDynos', LazyField> {
  const formation = () => context.facts.read('formation', app.ref)
  return {
    dynoSizes: () => fieldFrom(formation(), dynoSizes),
    exposure: () => exposure(context, app, formation),
    hasWebProcess: () => fieldFrom(formation(), processTypes => value(processTypes.some(({type}) => type === 'web'))),
    webDynos: () => fieldFrom(formation(), webDynoCount),
  }
}

/** Distinct sizes in lowercase, because the API isn't consistent. */
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

/** Whether the policy names the app as public. */
const isDeclaredPublic = ({policy}: SubjectContext, app: AppHandle): boolean =>
  hasName(app) && matchesGlob(app.name, policy.allow.publicApps ?? [])

/** How the public reaches the app: `internal`, `no web dyno`, `declared`, or `public`. */
function exposure(context: SubjectContext, app: AppHandle, formation: () => ReadResult<Formation>): FieldValue {
  if (isDeclaredPublic(context, app)) return value('declared')
  const routing = 'body' in app.record ? app.record.body.internal_routing : undefined
  if (routing === true) return value('internal')
  const dynos = fieldFrom(formation(), webDynoCount)
  if ('value' in dynos && dynos.value === 0) return value('no web dyno')
  const gap = gapOf(app.record) ?? ('gap' in dynos ? dynos.gap : undefined)
  if (gap) return {gap}
  return routing === undefined ? notStated('whether routing is internal') : value('public')
}
