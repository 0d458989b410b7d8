import type {PolicyDocument} from '../model/policy.js'

import {daysUntil, isInForce, addYear} from '../foundation/date.js'
import {isBlank} from '../model/person.js'

/** What a document has to cover. */
export interface DocumentCoverage {
  /** Slugs of Heroku's services in scope. */
  readonly services: readonly string[]
  /** Names of the regions in scope. */
  readonly regions: readonly string[]
}

/** What Heroku's data services are called beside their slugs, without the words that go before or after it. */
const serviceNames: Readonly<Record<string, readonly string[]>> = {
  'heroku-kafka': ['kafka', 'apache kafka', 'apache kafka on heroku'],
  'heroku-postgresql': ['postgres', 'postgresql'],
  'heroku-redis': ['key value store', 'redis', 'data for redis'],
  herokuconnect: ['connect'],
}

/** The version of PCI DSS that an attestation of compliance has to be of, whatever framework asks for it. */
const pciVersion = '4.0.1'

const isAttestationOfCompliance = (id: string) => /(?:^|-)aoc$/.test(id)
const isPciDocument = (id: string) => /(?:^|-)pci-/.test(id)

/** The last day on which a document counts; an attestation of compliance does for a year. */
export function lastDayOfDocument({expires, id, issued}: PolicyDocument): string | undefined {
  // The earlier of the two; what is undefined comes last.
  return [expires, ...(isAttestationOfCompliance(id) ? [addYear(issued)] : [])].sort()[0]
}

/** Why a document counts for nothing, whatever is in use; undefined where it may count. */
export function documentFlaw(document: PolicyDocument, now: number): string | undefined {
  const {id, issued, issuer, services, version: documentVersion} = document
  const lastDay = lastDayOfDocument(document)
  if (isBlank(issuer)) return `${id} does not say who issued it`
  if (services.every(isBlankName)) return `${id} names no service`
  if (daysUntil(issued, now) > 0) return `${id} is dated ${issued}, which is in the future`
  if (!isInForce(lastDay, now)) return `${id} was valid until ${lastDay ?? ''}`
  if (!isAttestationOfCompliance(id) || !isPciDocument(id) || namesPciVersion(documentVersion)) return undefined
  return documentVersion === undefined
    ? `${id} doesn't state its version of PCI DSS, and ${pciVersion} is required`
    : `${id} is for version ${documentVersion}, and ${pciVersion} is required`
}

/** Whether all version numbers of a text are the one that is judged: a sentence may name others, and say that it replaces them. */
function namesPciVersion(text = ''): boolean {
  const versions = text.match(/\d+(?:\.\d+)+/g) ?? []
  return versions.length > 0 && versions.every(version => version === pciVersion)
}

const isBlankName = (name: string) => name.trim() !== '*' && isBlank(name)

/** Why the documents of an id do not count for what is in use; undefined where they do, all that count together. */
export function coverageFlaw(
  id: string,
  documentsOnFile: readonly PolicyDocument[],
  {regions, services}: DocumentCoverage,
  now: number,
): string | undefined {
  const flaw = documentsFlaw(id, documentsOnFile, now)
  if (flaw !== undefined) return flaw
  const validDocuments = documentsOnFile.filter(
    document => document.id === id && documentFlaw(document, now) === undefined,
  )
  // Papers of others than Heroku need not name its services.
  const uncoveredServices = id.startsWith('heroku-')
    ? services.filter(service => !validDocuments.some(document => namesService(document, service)))
    : []
  if (uncoveredServices.length > 0) return `${id} does not name ${uncoveredServices.join(', ')}`
  const uncoveredRegions = regions.filter(region => !validDocuments.some(document => namesRegion(document, region)))
  return uncoveredRegions.length > 0 ? `${id} does not name the region ${uncoveredRegions.join(', ')}` : undefined
}

/** An attestation is asked about Shield plans, of which the name of a Private one says nothing. */
function namesService({id, services}: PolicyDocument, service: string): boolean {
  const isAttestation = isAttestationOfCompliance(id)
  return services.some(name =>
    isAttestation
      ? isServiceName(service, name) && !/\bprivate\b/i.test(name)
      : isServiceName(service, name) || name.trim() === '*',
  )
}

/** A document that names no region is about all of them. */
const namesRegion = ({regions}: PolicyDocument, region: string) =>
  regions === undefined || regions.some(name => name.trim().toLowerCase() === region.toLowerCase())

/** Whether Heroku's PCI attestation is on file, counts today, and names a service. */
export const isPciAttested = (documentsOnFile: readonly PolicyDocument[], service: string, now: number): boolean =>
  coverageFlaw('heroku-pci-aoc', documentsOnFile, {regions: [], services: [service]}, now) === undefined

/** Why none of the documents of an id counts today, whatever is in use; undefined where one does. */
export function documentsFlaw(id: string, documentsOnFile: readonly PolicyDocument[], now: number): string | undefined {
  const flaws = documentsOnFile.filter(document => document.id === id).map(document => documentFlaw(document, now))
  return flaws.includes(undefined) ? undefined : (flaws.at(-1) ?? `${id} is not on file`)
}

/** Whether a document's words are the name of a service as a whole: a sentence that mentions it is not. */
function isServiceName(service: string, text: string): boolean {
  const normalized = normalizeServiceName(text)
  return text.trim().toLowerCase() === service || (serviceNames[service] ?? []).some(name => name === normalized)
}

/** A name without trade marks, hyphens, the maker before it, and the edition before or after it. */
function normalizeServiceName(text: string): string {
  const plain = text
    .replaceAll(/[\u00AE\u2122]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s()-]+/g, ' ')
    .trim()
  return plain
    .replace(/^heroku /, '')
    .replace(/^(?:private|shield) /, '')
    .replace(/ (?:private|shield)$/, '')
}

/** What Heroku's documents say of a data service without giving its name, so that it counts for nothing. */
export const unrecognizedServiceNames = ({id, services}: PolicyDocument): readonly string[] =>
  id.startsWith('heroku-')
    ? services.filter(
        name =>
          /postgres|redis|kafka|key.value.store|\bconnect\b/i.test(name) &&
          !Object.keys(serviceNames).some(service => isServiceName(service, name)),
      )
    : []

/** What keeps documents from counting, each in a phrase; nothing where all are on file and count. */
export function missingDocuments(
  ids: readonly string[],
  documentsOnFile: readonly PolicyDocument[],
  coverage: DocumentCoverage,
  now: number,
): string[] {
  return ids.flatMap(id =>
    documentsOnFile.some(document => document.id === id)
      ? (coverageFlaw(id, documentsOnFile, coverage, now) ?? [])
      : [id],
  )
}
