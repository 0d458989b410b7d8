import type {PolicyDocument} from '../model/policy.js'

import {daysUntil, isInForce, yearAfter} from '../foundation/date.js'
import {isBlank} from '../model/person.js'

/** What a document has to cover. */
export interface Uses {
  /** Slugs of Heroku's services in scope. */
  readonly services: readonly string[]
  /** Names of the regions in scope. */
  readonly regions: readonly string[]
}

/** What Heroku's data services are called beside their slugs, without the words that go before or after it. */
const names: Readonly<Record<string, readonly string[]>> = {
  'heroku-kafka': ['kafka', 'apache kafka', 'apache kafka on heroku'],
  'heroku-postgresql': ['postgres', 'postgresql'],
  'heroku-redis': ['key value store', 'redis', 'data for redis'],
  herokuconnect: ['connect'],
}

/** The version of PCI DSS that an attestation of compliance has to be of, whatever framework asks for it. */
const pciVersion = '4.0.1'

const isAoc = (id: string) => /(?:^|-)aoc$/.test(id)
const isOfPci = (id: string) => /(?:^|-)pci-/.test(id)

/** The last day on which a document counts; an attestation of compliance does for a year. */
export function lastDayOf({expires, id, issued}: PolicyDocument): string | undefined {
  // The earlier of the two; what is undefined comes last.
  return [expires, ...(isAoc(id) ? [yearAfter(issued)] : [])].sort()[0]
}

/** Why a document counts for nothing, whatever is in use; undefined where it may count. */
export function stalenessOf(document: PolicyDocument, now: number): string | undefined {
  const {id, issued, issuer, services, version: own} = document
  const last = lastDayOf(document)
  if (isBlank(issuer)) return `${id} does not say who issued it`
  if (services.every(isNothing)) return `${id} names no service`
  if (daysUntil(issued, now) > 0) return `${id} is of ${issued}, which is still to come`
  if (!isInForce(last, now)) return `${id} counted until ${last ?? ''}`
  if (!isAoc(id) || !isOfPci(id) || isOfVersion(own)) return undefined
  return own === undefined
    ? `${id} does not say of which version of PCI DSS it is, and ${pciVersion} is judged`
    : `${id} is of version ${own}, and ${pciVersion} is judged`
}

/** Whether all version numbers of a text are the one that is judged: a sentence may name others, and say that it replaces them. */
function isOfVersion(own = ''): boolean {
  const named = own.match(/\d+(?:\.\d+)+/g) ?? []
  return named.length > 0 && named.every(one => one === pciVersion)
}

const isNothing = (name: string) => name.trim() !== '*' && isBlank(name)

/** Why the documents of an id do not count for what is in use; undefined where they do, all that count together. */
export function flawOnFile(
  id: string,
  onFile: readonly PolicyDocument[],
  {regions, services}: Uses,
  now: number,
): string | undefined {
  const stale = staleOnFile(id, onFile, now)
  if (stale !== undefined) return stale
  const counting = onFile.filter(one => one.id === id && stalenessOf(one, now) === undefined)
  // Papers of others than Heroku need not name its services.
  const missing = id.startsWith('heroku-')
    ? services.filter(service => !counting.some(one => namesService(one, service)))
    : []
  if (missing.length > 0) return `${id} does not name ${missing.join(', ')}`
  const outside = regions.filter(region => !counting.some(one => namesRegion(one, region)))
  return outside.length > 0 ? `${id} does not name the region ${outside.join(', ')}` : undefined
}

/** An attestation is asked about Shield plans, of which the name of a Private one says nothing. */
function namesService({id, services}: PolicyDocument, service: string): boolean {
  const isAttestation = isAoc(id)
  return services.some(name =>
    isAttestation
      ? isNameOf(service, name) && !/\bprivate\b/i.test(name)
      : isNameOf(service, name) || name.trim() === '*',
  )
}

/** A document that names no region is about all of them. */
const namesRegion = ({regions}: PolicyDocument, region: string) =>
  regions === undefined || regions.some(name => name.trim().toLowerCase() === region.toLowerCase())

/** Whether Heroku's PCI attestation is on file, counts today, and names a service. */
export const isAttested = (onFile: readonly PolicyDocument[], service: string, now: number): boolean =>
  flawOnFile('heroku-pci-aoc', onFile, {regions: [], services: [service]}, now) === undefined

/** Why none of the documents of an id counts today, whatever is in use; undefined where one does. */
export function staleOnFile(id: string, onFile: readonly PolicyDocument[], now: number): string | undefined {
  const flaws = onFile.filter(one => one.id === id).map(one => stalenessOf(one, now))
  return flaws.includes(undefined) ? undefined : (flaws.at(-1) ?? `${id} is not on file`)
}

/** Whether a document's words are the name of a service as a whole: a sentence that mentions it is not. */
function isNameOf(service: string, said: string): boolean {
  const words = wordsOf(said)
  return said.trim().toLowerCase() === service || (names[service] ?? []).some(name => name === words)
}

/** A name without trade marks, hyphens, the maker before it, and the edition before or after it. */
function wordsOf(said: string): string {
  const plain = said
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
export const unclearNames = ({id, services}: PolicyDocument): readonly string[] =>
  id.startsWith('heroku-')
    ? services.filter(
        said =>
          /postgres|redis|kafka|key.value.store|\bconnect\b/i.test(said) &&
          !Object.keys(names).some(service => isNameOf(service, said)),
      )
    : []

/** What keeps documents from counting, each in a phrase; nothing where all are on file and count. */
export function missingDocuments(
  ids: readonly string[],
  onFile: readonly PolicyDocument[],
  uses: Uses,
  now: number,
): string[] {
  return ids.flatMap(id => (onFile.some(one => one.id === id) ? (flawOnFile(id, onFile, uses, now) ?? []) : [id]))
}
