import assert from 'node:assert/strict'

import type {DocumentCoverage} from '../../src/policy/document-validity.js'
import type {PolicyDocument} from '../../src/model/policy.js'

import {
  coverageFlaw,
  isPciAttested,
  lastDayOfDocument,
  missingDocuments,
  documentsFlaw,
  unrecognizedServiceNames,
} from '../../src/policy/document-validity.js'

const now = Date.parse('2026-11-20T12:00:00Z')
const nothing: DocumentCoverage = {regions: [], services: []}
const aoc = (more: Partial<PolicyDocument> = {}): PolicyDocument => ({
  id: 'heroku-pci-aoc',
  issued: '2026-01-10',
  issuer: 'Salesforce',
  services: ['Heroku Postgres Shield'],
  version: '4.0.1',
  ...more,
})
const flaw = (document: PolicyDocument, uses = nothing, at = now) => coverageFlaw(document.id, [document], uses, at)

describe('documents', () => {
  it('count from the day that they are of through their last', () => {
    assert.equal(flaw(aoc()), undefined)
    assert.equal(flaw(aoc({expires: '2026-11-20', issued: '2026-11-20'})), undefined)
    assert.equal(flaw(aoc({issued: '2026-11-21'})), 'heroku-pci-aoc is dated 2026-11-21, which is in the future')
    assert.equal(flaw(aoc({expires: '2026-11-19'})), 'heroku-pci-aoc was valid until 2026-11-19')
  })

  it('attest to one version, whose number is taken as a whole', () => {
    assert.equal(flaw(aoc({version: 'PCI DSS 4.0.1'})), undefined)
    for (const version of ['4.0.11', '14.0.1', '4.0', '4.0.1.2'])
      assert.match(flaw(aoc({version})) ?? '', /and 4\.0\.1 is required/, version)
  })

  it('attest to the Shield edition of a service, and to none by the name of the Private one', () => {
    const attests = (...services: string[]) => isPciAttested([aoc({services})], 'heroku-redis', now)
    for (const name of ['heroku-redis', 'Heroku Key-Value Store', 'Shield Redis', 'Heroku Key-Value Store (Shield)'])
      assert.ok(attests(name), name)
    for (const name of ['Heroku Private Redis', 'Key-Value Store Private', 'PRIVATE Key-Value Store', '*'])
      assert.ok(!attests(name), name)
    assert.ok(attests('Heroku Private Redis', 'Heroku Shield Redis'))
    for (const name of ['Heroku Private Redis', 'Private Redis', 'Redis Private'])
      assert.equal(
        flaw(aoc({id: 'heroku-soc2', services: [name]}), {...nothing, services: ['heroku-redis']}),
        undefined,
        name,
      )
  })

  it('count for twelve months where they are attestations of compliance, whatever they say', () => {
    assert.equal(lastDayOfDocument(aoc()), '2027-01-10')
    assert.equal(lastDayOfDocument(aoc({expires: '2029-01-01'})), '2027-01-10')
    assert.equal(lastDayOfDocument(aoc({expires: '2026-06-01'})), '2026-06-01')
    assert.equal(lastDayOfDocument(aoc({issued: '2028-02-29'})), '2029-02-28')
    assert.equal(lastDayOfDocument(aoc({id: 'aoc'})), '2027-01-10')
    for (const id of ['heroku-soc2', 'heroku-caoc', 'heroku-aoc-letter'])
      assert.equal(lastDayOfDocument(aoc({id})), undefined, id)
    assert.equal(lastDayOfDocument(aoc({expires: '2029-01-01', id: 'heroku-soc2'})), '2029-01-01')
    assert.equal(flaw(aoc(), nothing, Date.parse('2027-01-10T23:59:59Z')), undefined)
    assert.match(flaw(aoc(), nothing, Date.parse('2027-01-11T00:00:00Z')) ?? '', /was valid until 2027-01-10/)
  })

  it('are of the version that is judged where they attest PCI DSS', () => {
    assert.match(flaw(aoc({version: '4.0'})) ?? '', /is for version 4\.0, and 4\.0\.1 is required/)
    assert.match(flaw({...aoc(), version: undefined as never}) ?? '', /doesn't state its version/)
    assert.equal(flaw(aoc({version: 'PCI DSS v4.0.1'})), undefined)
    assert.equal(flaw(aoc({version: '4.0.1 (2026)'})), undefined)
    assert.match(
      flaw(aoc({version: '3.2.1, replaced by 4.0.1'})) ?? '',
      /is for version 3\.2\.1, replaced by 4\.0\.1, and 4\.0\.1 is required/,
    )
    assert.match(flaw(aoc({version: 'the newest'})) ?? '', /is for version the newest/)
    assert.match(flaw(aoc({version: '14.0.1'})) ?? '', /14\.0\.1/)
    for (const id of ['heroku-soc2', 'heroku-soc2-aoc', 'heroku-pci-responsibility-matrix', 'heroku-epci-aoc'])
      assert.equal(flaw(aoc({id, version: '2017'})), undefined, id)
    assert.match(flaw(aoc({id: 'pci-aoc', version: '3.2.1'})) ?? '', /3\.2\.1/)
  })

  it('count for nothing where they name no issuer or no service', () => {
    assert.equal(flaw(aoc({issuer: ' \u200B'})), 'heroku-pci-aoc does not say who issued it')
    for (const services of [[], [' '], ['\u3164', '-']])
      for (const id of ['heroku-pci-aoc', 'audit']) assert.equal(flaw(aoc({id, services})), `${id} names no service`)
    assert.equal(flaw(aoc({id: 'audit', services: [' * ']})), undefined)
    assert.equal(flaw(aoc({services: ['', 'dynos']})), undefined)
  })

  it('name every service in use, each by its whole name', () => {
    const of = (service: string, ...services: string[]) => flaw(aoc({services}), {regions: [], services: [service]})
    const names = {
      'heroku-kafka': [
        'heroku-kafka',
        'Kafka',
        'Heroku Kafka',
        'Apache Kafka',
        'Apache Kafka on Heroku',
        'Apache Kafka on Heroku Shield',
        'Shield Kafka',
      ],
      'heroku-postgresql': [
        'heroku-postgresql',
        ' HEROKU-POSTGRESQL ',
        'Postgres',
        'PostgreSQL',
        'Heroku Postgres',
        'Heroku Postgres™',
        'Heroku\u00A0Postgres (Shield)',
        'Heroku Shield Postgres',
      ],
      'heroku-redis': [
        'heroku-redis',
        'Heroku Key-Value Store',
        'Key Value Store',
        'Redis',
        'Heroku Data for Redis',
        'Shield Redis®',
      ],
      herokuconnect: ['herokuconnect', 'Heroku Connect', 'Heroku Shield Connect'],
    }
    for (const service of Object.keys(names))
      for (const [other, same] of Object.entries(names))
        for (const name of same)
          assert.equal(
            of(service, name),
            service === other ? undefined : `heroku-pci-aoc does not name ${service}`,
            `${service} ${name}`,
          )
    for (const name of [
      'All services except Redis',
      'Redis Enterprise Cloud',
      'Heroku Postgres and Redis',
      'not Redis',
      'redis-cloud',
      'Rediss',
      'Shield',
      'Heroku',
    ])
      assert.equal(of('heroku-redis', name), 'heroku-pci-aoc does not name heroku-redis', name)
    assert.equal(of('heroku-redis', 'Dynos', 'Redis', 'Common Runtime'), undefined)
    assert.equal(
      flaw(aoc({id: 'heroku-soc2', services: ['Postgres']}), {regions: [], services: ['heroku-redis']}),
      'heroku-soc2 does not name heroku-redis',
    )
    for (const name of ['heroku-applink', ' Heroku-AppLink ']) assert.equal(of('heroku-applink', name), undefined)
    for (const name of ['Apache Shield Kafka', 'Apache Kafka Shield on Heroku'])
      assert.equal(of('heroku-kafka', name), 'heroku-pci-aoc does not name heroku-kafka', name)
    assert.equal(of('heroku-applink', 'Postgres'), 'heroku-pci-aoc does not name heroku-applink')
    assert.match(
      flaw(aoc({services: ['*']}), {regions: [], services: ['heroku-postgresql', 'heroku-redis']}) ?? '',
      /does not name heroku-postgresql, heroku-redis$/,
    )
    assert.equal(
      flaw(aoc({id: 'heroku-pci-responsibility-matrix', services: [' * ']}), {regions: [], services: ['heroku-redis']}),
      undefined,
    )
    assert.equal(flaw(aoc({id: 'aws-soc2', services: ['EC2']}), {regions: [], services: ['heroku-redis']}), undefined)
  })

  it('name every region in use, if they name any', () => {
    const of = (regions?: string[]) => flaw(aoc(regions ? {regions} : {}), {regions: ['virginia'], services: []})
    assert.equal(of(), undefined)
    assert.equal(of([' Virginia ']), undefined)
    assert.equal(of(['oregon']), 'heroku-pci-aoc does not name the region virginia')
    assert.equal(of([]), 'heroku-pci-aoc does not name the region virginia')
    assert.equal(
      flaw(aoc({regions: ['oregon']}), {regions: ['dublin', 'oregon', 'tokyo'], services: []}),
      'heroku-pci-aoc does not name the region dublin, tokyo',
    )
  })

  it('of one id count together, as far as each is in date and of the right version', () => {
    const uses = {regions: ['dublin', 'virginia'], services: ['heroku-postgresql', 'heroku-redis']}
    const [first, second] = [
      aoc({regions: ['virginia'], services: ['Postgres']}),
      aoc({regions: ['dublin'], services: ['Redis']}),
    ]
    const of = (...all: PolicyDocument[]) => coverageFlaw('heroku-pci-aoc', all, uses, now)
    assert.equal(of(first, second), undefined)
    assert.equal(of(second, first), undefined)
    assert.equal(of(first, {...second, version: '3.2.1'}), 'heroku-pci-aoc does not name heroku-redis')
    assert.equal(of({...first, expires: '2026-11-19'}, second), 'heroku-pci-aoc does not name heroku-postgresql')
    assert.equal(of(first, {...second, id: 'heroku-soc2'}), 'heroku-pci-aoc does not name heroku-redis')
    assert.equal(of(first, {...second, regions: ['virginia']}), 'heroku-pci-aoc does not name the region dublin')
    assert.equal(
      of({...first, version: '4.0'}, {...second, version: '3.2.1'}),
      'heroku-pci-aoc is for version 3.2.1, and 4.0.1 is required',
    )
    assert.ok(
      isPciAttested([first, second], 'heroku-redis', now) && isPciAttested([first, second], 'heroku-postgresql', now),
    )
    assert.ok(
      !isPciAttested([first, second], 'heroku-kafka', now) &&
        !isPciAttested([{...second, id: 'heroku-soc2'}], 'heroku-redis', now),
    )
  })

  it('are missing until one of their id counts', () => {
    assert.deepEqual(missingDocuments(['heroku-pci-aoc', 'map'], [], nothing, now), ['heroku-pci-aoc', 'map'])
    assert.deepEqual(missingDocuments(['heroku-pci-aoc'], [aoc({version: '3.2.1'}), aoc()], nothing, now), [])
    assert.deepEqual(missingDocuments(['heroku-pci-aoc'], [aoc({version: '3.2.1'})], nothing, now), [
      'heroku-pci-aoc is for version 3.2.1, and 4.0.1 is required',
    ])
    assert.deepEqual(missingDocuments(['map'], [aoc()], nothing, now), ['map'])
    assert.equal(documentsFlaw('map', [aoc()], now), 'map is not on file')
    assert.equal(documentsFlaw('heroku-pci-aoc', [aoc(), aoc({version: '3.2.1'})], now), undefined)
  })

  it('tell which of their words are a sentence about a service, and not its name', () => {
    const services = [
      'All services except Redis',
      'Heroku Postgres',
      'Dynos',
      'Apache Kafka clusters',
      'heroku connect flows',
      'Connectivity',
      'Key/Value Store v2',
      'herokuconnect',
    ]
    assert.deepEqual(unrecognizedServiceNames(aoc({services})), [
      'All services except Redis',
      'Apache Kafka clusters',
      'heroku connect flows',
      'Key/Value Store v2',
    ])
    assert.deepEqual(unrecognizedServiceNames(aoc({id: 'aws-soc2', services})), [])
  })
})
