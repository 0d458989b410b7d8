import type {App, FactTypes} from '../../model/facts.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {mayHoldCardholderData, mayHoldGovernmentIds} from '../addon/sensitive-data-eligibility.js'
import {lazyFields, fieldFrom, required, unknown, value} from '../field-value.js'
import {policyFields} from '../policy-fields.js'
import {promotionFields} from '../pipeline/promotion.js'
import {notStated} from '../read-result.js'
import {fieldFromRegion} from '../region.js'
import {buildAgeDays} from './build-age.js'
import {buildpackFields} from './buildpacks.js'
import {formationFields} from './formation.js'
import {appHasLogDrain} from './log-drains.js'
import {recordedGeneration, runtimeClass} from './runtime-class.js'
import {stackFields} from './stack.js'

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
  const fieldsOfPolicy = policyFields(context.policy, 'app')
  if (app.visibilityGap) return {...identity, fields: fieldsOfPolicy, placeholder: app.visibilityGap}

  const {facts} = context
  const fromRecord = (use: (record: App) => FieldValue): FieldValue => fieldFrom(app.record, use)
  const dynos = formationFields(context, app)
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
      buildAgeDays: () => buildAgeDays(context, app),
      generation: () => recordedGeneration(app.record),
      hasLogDrain: () => appHasLogDrain(context, inventory, app),
      hasTeam: () => fromRecord(hasTeam),
      isInMaintenanceMode: () =>
        fromRecord(({maintenance}) => required(maintenance, 'whether the app is in maintenance mode')),
      herokuExecIsOn: () => feature('runtime-heroku-exec'),
      internalRouting: () =>
        fromRecord(({internal_routing: internalRouting}) =>
          internalRouting === undefined ? notStated('whether routing is internal') : value(internalRouting === true),
        ),
      locked: () =>
        fieldFrom(app.teamRecord(), ({locked: isLocked}) => required(isLocked, 'whether the app is locked')),
      mayHoldCardholderData: () => mayHoldCardholderData(context, inventory, app, dynos.dynoSizes),
      mayHoldGovernmentIds: () => mayHoldGovernmentIds(context, inventory, app),
      provider: () => fromRegion(region => required(region.provider?.region, 'where the region is')),
      region: () => fromRecord(({region}) => required(region?.name, 'which region the app is in')),
      regionCountry: () => fromRegion(region => required(region.country, 'which country the region is in')),
      runtimeClass: () => runtimeClass(app.record, inventory),
      space: () =>
        fromRecord(({space}) =>
          space === undefined ? notStated('which space the app is in') : value(space?.name ?? 'none'),
        ),
      strictTlsIsOn: () => feature('spaces-strict-tls'),
      team: () =>
        fromRecord(({team}) =>
          team === undefined ? notStated('which team the app belongs to') : value(team?.name ?? 'none'),
        ),
      // Spread last: spreading first would copy the object again for each field that follows.
      ...fieldsOfPolicy,
      ...dynos,
      ...buildpackFields(context, app),
      ...promotionOf(app),
      ...stackFields(context, app),
    }),
  }
}

/** Whether the app belongs to a team. */
export function hasTeam({team}: App): FieldValue {
  return team === undefined ? notStated('which team the app belongs to') : value(team !== null)
}
