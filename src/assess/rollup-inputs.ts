import type {Catalog} from '../catalog/catalog.js'
import type {Beside} from './rollup.js'
import type {Control} from '../model/framework.js'
import type {Place} from '../model/policy.js'
import type {Surveyed} from './observe.js'
import type {Ground, Scoped} from './assessment-context.js'

import {missingDocuments} from '../policy/document-validity.js'
import {distinct} from '../foundation/collections.js'
import {firstOf} from '../foundation/text.js'

/** What is known of a control beside its observations. */
export function beside(
  {catalog, examined, now, policy: {documents: onFile = []}}: Ground,
  control: Control,
  {isAbout, isMeant, spoken}: Scoped,
): Beside {
  const {documents = [], kind, relievedBy} = control
  const used = kind === 'inherited' ? examined.used.filter(({app}) => isAbout(app)) : []
  const uses = {
    regions: distinct(used.flatMap(({regions}) => regions)),
    services: distinct(used.flatMap(({services}) => services)),
  }
  const missing = [...missingDocuments(documents, onFile, uses, now), ...undecidedVendors(control, examined, isMeant)]
  const relieving = relievedBy === undefined ? [] : [relievedBy]
  return {
    isEmpty: !spoken.some(place => isHolding(place, isMeant === undefined)),
    isRelieved:
      relieving.length > 0 && missingDocuments(relieving, onFile, {regions: [], services: []}, now).length === 0,
    missing:
      missing.length === 0 && used.some(({gap}) => gap)
        ? ['which services are in use, and where, could not be read']
        : missing,
    notRun: notRun(control, catalog, examined),
  }
}

const vendorCheck = 'addons-come-from-heroku-or-an-allowed-vendor'

/**
 * Services of other vendors that nobody decided about. Heroku's certified boundary holds none of them, and without an
 * allow-list the check that would say so does not apply.
 */
function undecidedVendors({boundary = [], kind}: Control, {evidence}: Surveyed, isMeant: Scoped['isMeant']): string[] {
  if (kind !== 'inherited' || !boundary.includes(vendorCheck)) return []
  const rows = evidence.rows([{fields: ['isHerokuOrListed', 'service'], subject: 'attachment'}], isMeant)
  const services = distinct(
    rows.flatMap(({isHerokuOrListed, service}) => (isHerokuOrListed === false ? [String(service)] : [])),
  )
  return services.length > 0 ? [`one for ${firstOf(services)}, which allow.addonServices doesn't list`] : []
}

/** Whether apps are there or may be, or of what is about all, a space; people alone run nothing. */
function isHolding({app, space, team}: Place, isAboutAll: boolean): boolean {
  if (app !== undefined) return true
  return space === undefined ? team === undefined : isAboutAll
}

/** What a wider scope would judge of a control that no check of this scope speaks to. */
function notRun({boundary = [], checks}: Control, {checks: compiled}: Catalog, {left}: Surveyed): string | undefined {
  const deciding = [...checks, ...boundary]
  const missed = compiled.flatMap(({id, subject}) => {
    const wider = left.get(subject)
    return wider && deciding.includes(id) ? [{id, wider}] : []
  })
  if (missed.length === 0) return undefined
  const scopes = distinct(missed.flatMap(({wider}) => [...wider]))
  const judgedWith = `judged with ${scopes.map(scope => `--${scope}`).join(' and ')}`
  return missed.length === deciding.length ? judgedWith : `${missed.map(({id}) => id).join(', ')}: ${judgedWith}`
}
