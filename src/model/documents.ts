import type {EvidenceDocument} from './policy.js'

import {daysUntil, isInForce, yearAfter} from './day.js'

/** What a document has to cover. */
export interface Uses {
  /** Slugs of Heroku's services in scope. */
  readonly services: readonly string[]
  /** Names of the regions in scope. */
  readonly regions: readonly string[]
}

/** Names that documents give Heroku's services, beside their slugs. */
const names: Readonly<Record<string, readonly string[]>> = {
  'heroku-kafka': ['kafka'],
  'heroku-postgresql': ['postgres', 'postgresql'],
  'heroku-redis': ['key-value store', 'redis'],
  herokuconnect: ['heroku connect'],
}

/** The version of PCI DSS that an attestation of compliance has to be of, whatever framework asks for it. */
const pciVersion = '4.0.1'

const isAoc = (id: string) => /(?:^|-)aoc$/.test(id)
const isOfPci = (id: string) => /(?:^|-)pci(?:-|$)/.test(id)

/** The last day on which a document counts; an attestation of compliance does for a year. */
export function lastDayOf({expires, id, issued}: EvidenceDocument): string | undefined {
  const year = isAoc(id) ? yearAfter(issued) : undefined
  return year !== undefined && (expires === undefined || year < expires) ? year : expires
}

/** Why a document counts for nothing, whatever is in use; undefined where it may count. */
export function stalenessOf(document: EvidenceDocument, now: number): string | undefined {
  const {id, issued, version: own} = document
  const last = lastDayOf(document)
  if (daysUntil(issued, now) > 0) return `${id} is of ${issued}, which is still to come`
  if (!isInForce(last, now)) return `${id} counted until ${last ?? ''}`
  if (!isAoc(id) || !isOfPci(id) || own?.split(/[^\d.]+/).includes(pciVersion)) return undefined
  return own === undefined ? `${id} does not say of which version of PCI DSS it is, and ${pciVersion} is judged` : `${id} is of version ${own}, and ${pciVersion} is judged`
}

/** Why a document on file does not count for what is in use; undefined where it does. */
export function flawOfDocument(document: EvidenceDocument, {regions, services}: Uses, now: number): string | undefined {
  const {id, regions: named, services: covered} = document
  const stale = stalenessOf(document, now)
  if (stale !== undefined) return stale
  // Papers of others than Heroku need not name its services.
  const missing = id.startsWith('heroku-') ? services.filter(service => !covered.some(name => isNamed(service, name) || (name.trim() === '*' && !isAoc(id)))) : []
  if (missing.length > 0) return `${id} does not name ${missing.join(', ')}`
  const outside = named ? regions.filter(region => !named.some(name => name.toLowerCase() === region.toLowerCase())) : []
  return outside.length > 0 ? `${id} does not name the region ${outside.join(', ')}` : undefined
}

/** Whether Heroku's PCI attestation is on file, counts today, and names a service. */
export const isAttested = (onFile: readonly EvidenceDocument[], service: string, now: number): boolean =>
  onFile.some(one => one.id === 'heroku-pci-aoc' && flawOfDocument(one, {regions: [], services: [service]}, now) === undefined)

/** Why none of the documents of an id counts today, whatever is in use; undefined where one does. */
export function staleOnFile(id: string, onFile: readonly EvidenceDocument[], now: number): string | undefined {
  const flaws = onFile.filter(one => one.id === id).map(one => stalenessOf(one, now))
  return flaws.includes(undefined) ? undefined : flaws.at(-1) ?? `${id} is not on file`
}

function isNamed(service: string, name: string): boolean {
  const said = name.trim().toLowerCase()
  return said === service || (names[service] ?? []).some(one => new RegExp(String.raw`\b${one}\b`).test(said))
}

/** What keeps documents from counting, each in a phrase; nothing where all are on file and count. Of several of one id the best does. */
export function missingDocuments(ids: readonly string[], onFile: readonly EvidenceDocument[], uses: Uses, now: number): string[] {
  return ids.flatMap(id => {
    const flaws = onFile.filter(one => one.id === id).map(one => flawOfDocument(one, uses, now))
    if (flaws.includes(undefined)) return []
    return [flaws.at(-1) ?? id]
  })
}
