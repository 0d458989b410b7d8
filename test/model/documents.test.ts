import assert from 'node:assert/strict'

import type {Uses} from '../../src/model/documents.js'
import type {EvidenceDocument} from '../../src/model/policy.js'

import {flawOfDocument, lastDayOf, missingDocuments} from '../../src/model/documents.js'

const now = Date.parse('2026-11-20T12:00:00Z')
const nothing: Uses = {regions: [], services: []}
const aoc = (more: Partial<EvidenceDocument> = {}): EvidenceDocument => ({id: 'heroku-pci-aoc', issued: '2026-01-10', issuer: 'Salesforce', services: ['Heroku Postgres Shield'], version: '4.0.1', ...more})
const flaw = (document: EvidenceDocument, uses = nothing, at = now) => flawOfDocument(document, uses, at)

describe('documents', () => {
  it('count from the day that they are of through their last', () => {
    assert.equal(flaw(aoc()), undefined)
    assert.equal(flaw(aoc({expires: '2026-11-20', issued: '2026-11-20'})), undefined)
    assert.match(flaw(aoc({issued: '2026-11-21'})) ?? '', /still to come/)
    assert.match(flaw(aoc({expires: '2026-11-19'})) ?? '', /counted until 2026-11-19/)
  })

  it('count for twelve months where they are attestations of compliance, whatever they say', () => {
    assert.equal(lastDayOf(aoc()), '2027-01-10')
    assert.equal(lastDayOf(aoc({expires: '2029-01-01'})), '2027-01-10')
    assert.equal(lastDayOf(aoc({expires: '2026-06-01'})), '2026-06-01')
    assert.equal(lastDayOf(aoc({issued: '2028-02-29'})), '2029-02-28')
    assert.equal(lastDayOf(aoc({id: 'heroku-soc2'})), undefined)
    assert.equal(flaw(aoc(), nothing, Date.parse('2027-01-10T23:59:59Z')), undefined)
    assert.match(flaw(aoc(), nothing, Date.parse('2027-01-11T00:00:00Z')) ?? '', /counted until 2027-01-10/)
  })

  it('are of the version that is judged where they attest PCI DSS', () => {
    assert.match(flaw(aoc({version: '4.0'})) ?? '', /is of version 4\.0, and 4\.0\.1 is judged/)
    assert.match(flaw({...aoc(), version: undefined as never}) ?? '', /does not say of which version/)
    assert.equal(flaw(aoc({version: 'PCI DSS v4.0.1'})), undefined)
    assert.match(flaw(aoc({version: '14.0.1'})) ?? '', /14\.0\.1/)
    assert.equal(flaw(aoc({id: 'heroku-soc2', version: '2017'})), undefined)
  })

  it('name every service and region in use', () => {
    const uses = {regions: ['virginia'], services: ['heroku-postgresql', 'heroku-redis']}
    assert.match(flaw(aoc(), uses) ?? '', /does not name heroku-redis$/)
    for (const name of ['heroku-redis', 'Heroku Key-Value Store', 'Redis']) assert.equal(flaw(aoc({services: ['Postgres', name]}), uses), undefined, name)
    assert.match(flaw(aoc({services: ['Postgrestify', 'redis']}), uses) ?? '', /heroku-postgresql/)
    assert.match(flaw(aoc({services: ['*']}), uses) ?? '', /does not name heroku-postgresql, heroku-redis$/)
    assert.equal(flaw(aoc({id: 'heroku-pci-responsibility-matrix', services: ['*']}), uses), undefined)
    assert.equal(flaw(aoc({id: 'aws-soc2', services: ['EC2']}), uses), undefined)
    assert.match(flaw(aoc({regions: ['oregon'], services: ['postgres', 'redis']}), uses) ?? '', /does not name the region virginia/)
    assert.equal(flaw(aoc({regions: ['Virginia'], services: ['postgres', 'redis']}), uses), undefined)
  })

  it('are missing until one of their id counts', () => {
    assert.deepEqual(missingDocuments(['heroku-pci-aoc', 'map'], [], nothing, now), ['heroku-pci-aoc', 'map'])
    assert.deepEqual(missingDocuments(['heroku-pci-aoc'], [aoc({version: '3.2.1'}), aoc()], nothing, now), [])
    assert.deepEqual(missingDocuments(['heroku-pci-aoc'], [aoc({version: '3.2.1'})], nothing, now), ['heroku-pci-aoc is of version 3.2.1, and 4.0.1 is judged'])
  })
})
