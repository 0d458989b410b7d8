import type {PolicyDocument} from '../model/policy.js'

import {daysUntil, isInForce, addYear} from '../foundation/date.js'
import {isBlank} from '../model/person.js'

/** What a document must cover. */
export interface DocumentCoverage {
  /** Slugs of Heroku's services in scope. */
  readonly services: readonly string[]
  /** Names of the regions in scope. */
  readonly regions: readonly string[]
}

/** Names of Heroku's data services besides their slugs, without prefixes and suffixes. */
const serviceNames: Readonly<Record<string, readonly string[]>> = {
  'heroku-kafka': ['kafka', 'apache kafka', 'apache kafka on heroku'],
  'heroku-postgresql': ['postgres', 'postgresql'],
  'heroku-redis': ['key value store', 'redis', 'data for redis'],
  herokuconnect: ['connect'],
}

/** The version of PCI DSS that an attestation of compliance must be for, whatever framework asks for it. */
const pciVersion = '4.0.1'

const isAttestationOfCompliance = (id: string) => /(?:^|-)aoc$/.test(id)
const isPciDocument = (id: string) => /(?:^|-)pci-/.test(id)

/** The last day on which a document is valid; an attestation of compliance is valid for a year. */
export function lastDayOfDocument({expires, id, issued}: PolicyDocument): string | undefined {
  // The earlier of the two: sort puts undefined last.
  return [expires, ...(isAttestationOfCompliance(id) ? [addYear(issued)] : [])].sort()[0]
}

/** Why a document is invalid, whatever services are in use; undefined if it may be valid. */
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

/** Whether a text names the assessed version and no other: it could be the version that the document replaces. */
function namesPciVersion(text = ''): boolean {
  const versions = text.match(/\d+(?:\.\d+)+/g) ?? []
  return versions.length > 0 && versions.every(version => version === pciVersion)
}

const isBlankName = (name: string) => name.trim() !== '*' && isBlank(name)

/** Why the valid documents of an id together don't cover what is in use; undefined if they do. */
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
  // Documents that Heroku didn't issue need not name its services.
  const uncoveredServices = id.startsWith('heroku-')
    ? services.filter(service => !validDocuments.some(document => namesService(document, service)))
    : []
  if (uncoveredServices.length > 0) return `${id} does not name ${uncoveredServices.join(', ')}`
  const uncoveredRegions = regions.filter(region => !validDocuments.some(document => namesRegion(document, region)))
  return uncoveredRegions.length > 0 ? `${id} does not name the region ${uncoveredRegions.join(', ')}` : undefined
}

/** An attestation must cover Shield plans: one that names only a Private plan doesn't. */
function namesService({id, services}: PolicyDocument, service: string): boolean {
  const isAttestation = isAttestationOfCompliance(id)
  return services.some(name =>
    isAttestation
      ? isServiceName(service, name) && !/\bprivate\b/i.test(name)
      : isServiceName(service, name) || name.trim() === '*',
  )
}

/** A document without regions covers all of them. */
const namesRegion = ({regions}: PolicyDocument, region: string) =>
  regions === undefined || regions.some(name => name.trim().toLowerCase() === region.toLowerCase())

/** Whether Heroku's PCI attestation is on file, valid today, and names a service. */
export const isPciAttested = (documentsOnFile: readonly PolicyDocument[], service: string, now: number): boolean =>
  coverageFlaw('heroku-pci-aoc', documentsOnFile, {regions: [], services: [service]}, now) === undefined

/** Why none of the documents of an id is valid today, whatever is in use; undefined if one is. */
export function documentsFlaw(id: string, documentsOnFile: readonly PolicyDocument[], now: number): string | undefined {
  const flaws = documentsOnFile.filter(document => document.id === id).map(document => documentFlaw(document, now))
  return flaws.includes(undefined) ? undefined : (flaws.at(-1) ?? `${id} is not on file`)
}

/** Whether a text is exactly the name of a service: a sentence that mentions it is not. */
function isServiceName(service: string, text: string): boolean {
  const normalized = normalizeServiceName(text)
  return text.trim().toLowerCase() === service || (serviceNames[service] ?? []).some(name => name === normalized)
}

/** A name without trademark signs, hyphens, the vendor before it, and the edition before or after it. */
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

/** Texts in Heroku's documents that mention a data service but aren't its name, so that they don't count. */
export const unrecognizedServiceNames = ({id, services}: PolicyDocument): readonly string[] =>
  id.startsWith('heroku-')
    ? services.filter(
        name =>
          /postgres|redis|kafka|key.value.store|\bconnect\b/i.test(name) &&
          !Object.keys(serviceNames).some(service => isServiceName(service, name)),
      )
    : []

/** What is missing or wrong with the required documents, each as a phrase; empty if all are on file and valid. */
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
