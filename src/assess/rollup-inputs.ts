import type {Catalog} from '../catalog/catalog.js'
import type {Control} from '../model/framework.js'
import type {Place} from '../model/policy.js'
import type {ControlScope} from './applicability.js'
import type {AssessmentContext} from './assessment-context.js'
import type {Survey} from './survey.js'

import {distinct} from '../foundation/collections.js'
import {firstFew} from '../foundation/text.js'
import {missingDocuments} from '../policy/document-validity.js'

/** What else than observations decides the status of a control. */
export interface RollupInputs {
  /** Why none of its checks ran in this scope, where that is so. */
  readonly notRunReason?: string | undefined
  /** What keeps the documents of an inherited control from counting; empty where all count. */
  readonly missingDocuments: readonly string[]
  /** Whether the document that relieves the control is on file and in date. */
  readonly isRelieved: boolean
  /** Whether the control can't apply to anything in scope, visible or not. */
  readonly isScopeEmpty: boolean
}

export function rollupInputs(
  {catalog, survey, now, policy: {documents: onFile = []}}: AssessmentContext,
  control: Control,
  {includesApp, includesSubject, places}: ControlScope,
): RollupInputs {
  const {documents = [], kind, relievedBy} = control
  const usage = kind === 'inherited' ? survey.usage.filter(({app}) => includesApp(app)) : []
  const coverage = {
    regions: distinct(usage.flatMap(({regions}) => regions)),
    services: distinct(usage.flatMap(({services}) => services)),
  }
  const missing = [
    ...missingDocuments(documents, onFile, coverage, now),
    ...undeclaredVendors(control, survey, includesSubject),
  ]
  const noCoverage = {regions: [], services: []}
  return {
    isScopeEmpty: !places.some(place => mayHoldApps(place, includesSubject === undefined)),
    isRelieved: relievedBy !== undefined && missingDocuments([relievedBy], onFile, noCoverage, now).length === 0,
    missingDocuments:
      missing.length === 0 && usage.some(({gap}) => gap)
        ? ["the services in use and their regions couldn't be read"]
        : missing,
    notRunReason: findNotRunReason(control, catalog, survey),
  }
}

const vendorCheck = 'addons-come-from-heroku-or-an-allowed-vendor'

/**
 * Services of other vendors that the policy doesn't decide about. None of them is inside Heroku's certified boundary,
 * and without an allow list the check that would say so doesn't apply.
 */
function undeclaredVendors(
  {boundary = [], kind}: Control,
  {factTable}: Survey,
  includesSubject: ControlScope['includesSubject'],
): string[] {
  if (kind !== 'inherited' || !boundary.includes(vendorCheck)) return []
  const rows = factTable.rows([{fields: ['isHerokuOrListed', 'service'], subject: 'attachment'}], includesSubject)
  const services = distinct(
    rows.flatMap(({isHerokuOrListed, service}) => (isHerokuOrListed === false ? [String(service)] : [])),
  )
  return services.length > 0 ? [`one for ${firstFew(services)}, which allow.addonServices doesn't list`] : []
}

/** Apps, visible or not, count; for a control that applies to everything, spaces count too. Teams alone run nothing. */
function mayHoldApps({app, space, team}: Place, appliesToEverything: boolean): boolean {
  if (app !== undefined) return true
  return space === undefined ? team === undefined : appliesToEverything
}

/** The wider scope in which the checks of a control would run that this scope leaves out. */
function findNotRunReason(
  {boundary = [], checks}: Control,
  {checks: compiledChecks}: Catalog,
  {excludedKinds}: Survey,
): string | undefined {
  const decidingChecks = [...checks, ...boundary]
  // Most controls are questions, and each place is assessed with all of them.
  if (decidingChecks.length === 0 || excludedKinds.size === 0) return undefined
  const skippedChecks = compiledChecks.flatMap(({id, subject}) => {
    const wider = excludedKinds.get(subject)
    return wider && decidingChecks.includes(id) ? [{id, wider}] : []
  })
  if (skippedChecks.length === 0) return undefined
  const scopes = distinct(skippedChecks.flatMap(({wider}) => [...wider]))
  const hint = `assessed only with ${scopes.map(scope => `--${scope}`).join(' and ')}`
  return skippedChecks.length === decidingChecks.length
    ? hint
    : `${skippedChecks.map(({id}) => id).join(', ')}: ${hint}`
}
