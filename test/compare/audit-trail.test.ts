import assert from 'node:assert/strict'

import type {AuditTrailFile, ReadAuditEvent} from '../../src/model/audit-trail.js'
import type {Observation} from '../../src/model/observation.js'
import type {Report} from '../../src/model/report.js'

import {auditTrailJoin} from '../../src/compare/join-audit-trail.js'
import {placeIdentifiers} from '../../src/compare/place-identifiers.js'
import {reportOf} from '../report/terminal/support.js'
import {diff, item} from './support.js'

const snapshot = (collectedAt: string, oldestFactAt?: string): Report['snapshot'] => ({
  caller: {email: 'Reader@example.com'},
  collectedAt,
  sha256: 'x',
  ...(oldestFactAt === undefined ? {} : {oldestFactAt}),
})
const older = snapshot('2026-06-01T12:00:00Z', '2026-06-01T11:00:00Z')
const newer = snapshot('2026-06-20T12:00:00Z')

const event = (
  action: string,
  more: Partial<ReadAuditEvent['event']> & {readonly mentions?: readonly string[]} = {},
): ReadAuditEvent => {
  const {mentions = [], ...rest} = more
  return {event: {action, at: '2026-06-10T00:00:00Z', by: 'ann@example.com', ...rest}, mentions}
}

function joined(before: Observation[], after: Observation[], events: ReadAuditEvent[], files: AuditTrailFile[] = []) {
  const [old, current] = [reportOf(before, {snapshot: older}), reportOf(after, {snapshot: newer})]
  const {add, join} = auditTrailJoin(diff(old, current), old, current)
  for (const one of events) add(one)
  return join(files)
}

/** The causes of one subject that fails now. */
const causesOf = (failing: Observation, events: ReadAuditEvent[], others: Observation[] = []) =>
  joined([{...failing, because: [], verdict: 'pass'}, ...others], [failing, ...others], events).newlyFailing[0]?.causes

const failing = (subject: Partial<Observation['subject']>, field: string): Observation =>
  item('x', 'fail', {because: [{field, must: {const: true}, value: false}], subject})
const space = failing({id: 's1', kind: 'space', name: 'vault', space: 'vault', team: 'acme'}, 'largestTrustedRange')
const attachment = failing({app: 'pay-web', id: 'at1', kind: 'attachment', name: 'pay-web/DATABASE'}, 'planClass')
const app = (id: string, name: string) => item(id, 'pass', {subject: {id, kind: 'app', name}})
const actions = (causes: ReturnType<typeof causesOf>) => causes?.events.map(({action}) => action)

describe('the audit trail of a comparison', () => {
  it('names the event about the subject before those near it', () => {
    const near = event('trusted_ip.update', {id: '1', team: {name: 'acme'}})
    const own = event('trusted_ip.update', {id: '2', mentions: ['Vault'], team: {name: 'acme'}})
    assert.deepEqual(causesOf(space, [near, own]), {events: [own.event], match: 'exact', total: 1})
    assert.deepEqual(causesOf(space, [near]), {events: [near.event], match: 'nearby', total: 1})
  })

  it('takes no event that names another subject of the kind, another app or another type', () => {
    const other = item('s2', 'pass', {subject: {id: 's2', kind: 'space', name: 'desk', space: 'desk', team: 'acme'}})
    const nothing = {events: [], match: 'none', total: 0}
    assert.deepEqual(
      causesOf(space, [event('trusted_ip.update', {mentions: ['desk'], team: {name: 'acme'}})], [other]),
      nothing,
    )
    assert.deepEqual(causesOf(attachment, [event('addon.attach', {app: {name: 'pay-admin'}})]), nothing)
    assert.deepEqual(causesOf(attachment, [event('domain.create', {app: {name: 'pay-web'}})]), nothing)
  })

  it('holds a name that is unique only within its app against that app', () => {
    const elsewhere = event('addon.attach', {app: {name: 'pay-admin'}, mentions: ['DATABASE']})
    const here = event('addon.attach', {app: {name: 'pay-web'}, mentions: ['DATABASE']})
    assert.equal(causesOf(attachment, [elsewhere])?.match, 'none')
    assert.equal(causesOf(attachment, [here])?.match, 'exact')
    assert.equal(causesOf(attachment, [event('addon.update', {app: {name: 'pay-web'}})])?.match, 'nearby')
  })

  it('knows an app, a person and a subject by what they were called then', () => {
    const renamed = {...attachment, subject: {...attachment.subject, app: 'pay-new', name: 'pay-new/DATABASE'}}
    const old = event('addon.attach', {app: {name: 'pay-web'}, mentions: ['DATABASE']})
    const {newlyFailing} = joined(
      [{...attachment, because: [], verdict: 'pass'}, app('a1', 'pay-web')],
      [renamed, app('a1', 'pay-new')],
      [old, event('addon.attach', {app: {id: 'a1'}, id: '2', mentions: ['database']})],
    )
    assert.deepEqual([newlyFailing[0]?.causes?.match, newlyFailing[0]?.causes?.total], ['exact', 2])
    const web = failing({id: 'a1', kind: 'app', name: 'pay-web'}, 'hasTeam')
    assert.equal(causesOf(web, [event('app.update', {app: {id: 'A1', name: 'pay-older'}})])?.match, 'exact')
    const member = failing({id: 'm1', kind: 'member', name: 'acme/Bob@example.com', team: 'acme'}, 'role')
    const promoted = event('team_membership.update', {mentions: ['bob@example.com'], team: {name: 'acme'}})
    assert.equal(causesOf(member, [promoted])?.match, 'exact')
    assert.equal(causesOf(member, [{...promoted, event: {...promoted.event, team: {name: 'other'}}}])?.match, 'none')
  })

  it('says that nothing is recorded of some changes', () => {
    const drain = failing({app: 'pay-web', id: 'd1', kind: 'drain', name: 'pay-web/d1'}, 'scheme')
    const unrecorded = {events: [], match: 'unrecorded', total: 0}
    assert.deepEqual(causesOf(drain, [event('app.update', {app: {name: 'pay-web'}})]), unrecorded)
    const mfa = failing({id: 'm1', kind: 'member', name: 'acme/bob@example.com', team: 'acme'}, 'mfa')
    assert.deepEqual(causesOf(mfa, [event('team_membership.update', {team: {name: 'acme'}})]), unrecorded)
  })

  it('counts what makes a new subject, whatever of it fails', () => {
    const collaborator = failing(
      {app: 'pay-web', id: 'a1/u1', kind: 'collaborator', name: 'pay-web/bob@example.com'},
      'teamMember',
    )
    const added = event('collaborator.create', {app: {name: 'pay-web'}, mentions: ['bob@example.com']})
    const {newlyFailing} = joined([app('a1', 'pay-web')], [app('a1', 'pay-web'), collaborator], [added])
    assert.deepEqual(newlyFailing[0]?.causes, {events: [added.event], match: 'exact', total: 1})
    const addon = failing({app: 'pay-web', id: 'ad1', kind: 'addon', name: 'pay-db'}, 'logStatement')
    const created = event('addon.create', {app: {name: 'pay-web'}, mentions: ['pay-db']})
    const appeared = joined([app('a1', 'pay-web')], [app('a1', 'pay-web'), addon], [created])
    assert.equal(appeared.newlyFailing[0]?.causes?.match, 'exact')
    assert.equal(causesOf(addon, [created])?.match, 'unrecorded')
  })

  it('lists a few of many events, the newest first, and counts each once', () => {
    const many = Array.from({length: 150}, (_, index) =>
      event('trusted_ip.update', {
        at: new Date(Date.parse('2026-06-05T00:00:00Z') + index * 1000).toISOString(),
        id: `e${index}`,
        mentions: ['vault'],
      }),
    )
    const causes = causesOf(space, [...many, ...many.slice(140)])
    assert.equal(causes?.total, 100)
    assert.deepEqual(
      causes.events.map(({id}) => id),
      ['e149', 'e148', 'e147', 'e146', 'e145'],
    )
    const twice = event('space.update', {mentions: ['vault']})
    assert.equal(causesOf(space, [twice, twice])?.total, 1)
    assert.equal(causesOf(space, [twice, event('space.update', {by: 'bob@example.com', mentions: ['s1']})])?.total, 2)
  })

  it('looks only between the two readings, from the first fact on', () => {
    const at = (time: string) => event('space.update', {at: time, id: time, mentions: ['vault']})
    const times = ['2026-06-01T10:59:59Z', '2026-06-01T11:00:00Z', '2026-06-20T12:00:00Z', '2026-06-20T12:00:01Z']
    assert.deepEqual(
      causesOf(
        space,
        times.map(time => at(time)),
      )?.events.map(one => one.at),
      [times[2], times[1]],
    )
  })

  it('explains what can no longer be seen by the access of the reader too', () => {
    const list = item('a1/*', 'unknown', {
      gaps: [{field: 'host', reason: 'forbidden'}],
      subject: {app: 'pay-web', id: 'a1/*', kind: 'drain', name: 'a1/*', placeholder: true},
    })
    const removed = event('team_membership.update', {mentions: ['reader@example.com'], team: {name: 'acme'}})
    const {newlyUnknown} = joined([{...list, verdict: 'pass'}], [list], [removed])
    assert.deepEqual(newlyUnknown[0]?.causes, {events: [removed.event], match: 'exact', total: 1})
  })

  it('explains what got further from what is expected', () => {
    const range = (value: number): Observation => ({
      ...item('x', 'fail', {subject: {...space.subject}}),
      because: [{field: 'trustedIpTotal', must: {maximum: 10}, value}],
      check: 'c',
    })
    const {worsened} = joined([range(20)], [range(40)], [event('trusted_ip.update', {mentions: ['vault']})])
    assert.deepEqual(
      worsened.map(({causes}) => actions(causes)),
      [['trusted_ip.update']],
    )
  })

  it('says what the files cover, and how much of it is about what was assessed', () => {
    const files = [{events: 3, file: 'june.json'}]
    const {auditTrail} = joined(
      [{...space, because: [], verdict: 'pass'}],
      [space],
      [
        event('space.update', {mentions: ['vault']}),
        event('app.update', {app: {name: 'elsewhere'}}),
        event('app.update', {at: '2026-05-10T00:00:00Z'}),
      ],
      files,
    )
    assert.deepEqual(auditTrail, {
      events: 2,
      files,
      inScope: 1,
      missingMonths: [],
      window: {from: '2026-06-01T11:00:00Z', to: '2026-06-20T12:00:00Z'},
    })
  })

  it('names the months of which no file has an event', () => {
    const [old, current] = [
      reportOf([], {snapshot: snapshot('2026-11-30T12:00:00Z')}),
      reportOf([], {snapshot: snapshot('2027-02-01T00:00:00Z')}),
    ]
    const {add, join} = auditTrailJoin(diff(old, current), old, current)
    add(event('app.update', {at: '2026-11-01T00:00:00Z'}))
    add(event('app.update', {at: '2027-01-31T23:59:59Z'}))
    assert.deepEqual(join([]).auditTrail?.missingMonths, ['2026-12', '2027-02'])
  })

  it('knows the narrowest place of a subject, by all its names', () => {
    const known = [
      item('s1', 'pass', {subject: {id: 's1', kind: 'space', name: 'vault', space: 'vault'}}),
      app('a1', 'pay-web'),
      app('a1', 'pay-older'),
    ]
    const placesOf = placeIdentifiers(known)
    const place = (subject: Partial<Observation['subject']>) => placesOf({...attachment.subject, ...subject})
    assert.deepEqual(place({team: 'acme'}), ['a1', 'pay-older', 'pay-web'])
    assert.deepEqual(placesOf({id: 'a1', kind: 'app', name: 'pay-web'}), ['a1', 'pay-older', 'pay-web'])
    assert.deepEqual(placesOf({app: 'a1', id: 'a1/*', kind: 'drain', name: 'a1/*'}), ['a1', 'pay-older', 'pay-web'])
    assert.deepEqual(placesOf({id: 's1', kind: 'space', name: 'vault', space: 'vault'}), ['s1', 'vault'])
    assert.deepEqual(placesOf({id: 'm', kind: 'member', name: 'acme/bob', space: 'vault', team: 'acme'}), ['acme'])
    assert.deepEqual(placesOf({id: 'p', kind: 'pipeline', name: 'pay'}), [])
  })
})
