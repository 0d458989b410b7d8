import type {Catalog} from '../catalog/catalog.js'
import type {RollupInputs} from './rollup.js'
import type {Control} from '../model/framework.js'
import type {Place} from '../model/policy.js'
import type {Survey} from './observe.js'
import type {AssessmentContext, ControlScope} from './assessment-context.js'

import {missingDocuments} from '../policy/document-validity.js'
import {distinct} from '../foundation/collections.js'
import {firstFew} from '../foundation/text.js'

/** What is known of a control beside its observations. */
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
  const relievingDocuments = relievedBy === undefined ? [] : [relievedBy]
  return {
    isScopeEmpty: !places.some(place => mayHoldApps(place, includesSubject === undefined)),
    isRelieved:
      relievingDocuments.length > 0 &&
      missingDocuments(relievingDocuments, onFile, {regions: [], services: []}, now).length === 0,
    missingDocuments:
      missing.length === 0 && usage.some(({gap}) => gap)
        ? ["the services in use and their regions couldn't be read"]
        : missing,
    notRunReason: findNotRunReason(control, catalog, survey),
  }
}

const vendorCheck = 'addons-come-from-heroku-or-an-allowed-vendor'

/**
 * Services of other vendors that nobody decided about. Heroku's certified boundary holds none of them, and without an
 * allow-list the check that would say so does not apply.
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

/** Whether apps are there or may be, or of what is about all, a space; people alone run nothing. */
function mayHoldApps({app, space, team}: Place, isAboutAll: boolean): boolean {
  if (app !== undefined) return true
  return space === undefined ? team === undefined : isAboutAll
}

/** What a wider scope would judge of a control that no check of this scope speaks to. */
function findNotRunReason(
  {boundary = [], checks}: Control,
  {checks: compiled}: Catalog,
  {excludedKinds}: Survey,
): string | undefined {
  const deciding = [...checks, ...boundary]
  const skippedChecks = compiled.flatMap(({id, subject}) => {
    const wider = excludedKinds.get(subject)
    return wider && deciding.includes(id) ? [{id, wider}] : []
  })
  if (skippedChecks.length === 0) return undefined
  const scopes = distinct(skippedChecks.flatMap(({wider}) => [...wider]))
  const hint = `assessed only with ${scopes.map(scope => `--${scope}`).join(' and ')}`
  return skippedChecks.length === deciding.length ? hint : `${skippedChecks.map(({id}) => id).join(', ')}: ${hint}`
}
