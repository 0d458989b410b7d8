import assert from 'node:assert/strict'

import type {Violation} from '../../../src/model/observation.js'
import type {Value} from '../../../src/model/subject.js'

import {readFields} from '../../../src/catalog/catalog.js'
import {HOSTILE} from '../../fixtures/hostile.js'
import {expectedText, factText, violationsText, violationText} from '../../../src/report/text/labels.js'
import {measureOf} from '../../../src/report/text/measures.js'

const seen = (field: string, value: Value, must: Violation['must'] = {minimum: 14}) =>
  violationsText([{field, must, value}])

/** Of these the label says what is counted. */
const selfCounting = ['adminCount', 'peeringCount', 'vpnCount', 'webDynos']

describe('measures', () => {
  it('has words for every field with a unit', () => {
    const withUnit = Object.values(readFields()).flatMap(fields =>
      Object.entries(fields).flatMap(([name, {clock, unit}]) => ((clock ?? unit) ? [name] : [])),
    )
    assert.deepEqual(
      [...new Set(withUnit)].filter(name => !measureOf(name) && !selfCounting.includes(name)),
      [],
    )
    assert.equal(measureOf('constructor'), undefined)
  })

  it('says when something ends, or that it ended, in whole days', () => {
    assert.deepEqual(
      [20, 13.99, 1.5, 1, 0.5, 0, -0.5, -1, -1.5, -12.7].map(value => seen('daysLeft', value)),
      [
        'expires in 20 days (expected: at least 14 days)',
        'expires in 13 days (expected: at least 14 days)',
        'expires in 1 day (expected: at least 14 days)',
        'expires tomorrow (expected: at least 14 days)',
        'expires in less than a day (expected: at least 14 days)',
        'expires today (expected: at least 14 days)',
        'expired less than a day ago',
        'expired yesterday',
        'expired 1 day ago',
        'expired 12 days ago',
      ],
    )
    assert.equal(seen('daysUntilEndOfLife', -752, {minimum: 0}), 'reached its end of life 752 days ago')
    assert.equal(seen('daysUntilStackEnds', -1.5, {minimum: 0}), 'its stack lost support 1 day ago')
    assert.equal(seen('signOnDaysLeft', -3, {minimum: 0}), "the identity provider's certificate expired 3 days ago")
    assert.equal(seen('daysLeft', -3, {const: 1}), 'expired 3 days ago (expected: 1 day)')
    assert.equal(seen('ageDays', -3, {minimum: 1}), 'sent in 3 days (expected: at least 1 day)')
  })

  it('rounds an age so that it still violates what is expected', () => {
    assert.equal(seen('buildAgeDays', 319.83, {maximum: 30}), 'last built 320 days ago (expected: at most 30 days)')
    assert.equal(
      seen('lastLoginAgeDays', 90.01, {maximum: 90}),
      'last signed in 91 days ago (expected: at most 90 days)',
    )
    assert.equal(seen('lastBackupAgeDays', 1.2, {maximum: 1}), 'last backed up 2 days ago (expected: at most 1 day)')
    assert.equal(seen('ageDays', 0.5, {minimum: 1}), 'sent less than a day ago (expected: at least 1 day)')
  })

  it('names the largest range where the report does, and else counts its addresses', () => {
    const largest = (value: number, of?: string) =>
      violationText({field: 'largestTrustedRange', must: {maximum: 16_777_216}, value, ...(of ? {of} : {})})
    assert.equal(
      largest(4_294_967_296, '0.0.0.0/0'),
      'largest range: 0.0.0.0/0 (expected: at most a /8, or a /32 of IPv6)',
    )
    assert.match(largest(4_294_967_296), /^largest range: 4,294,967,296 addresses \(/)
    assert.match(largest(2 ** 56), /^largest range: an IPv6 \/0 \(/)
    assert.equal(
      seen('largestTrustedNetwork', 2 ** 17, {maximum: 65_536}),
      'largest range: 131,072 addresses (expected: at most a /16, or a /48 of IPv6)',
    )
    assert.equal(
      seen('trustedIpTotal', 1, {maximum: 0}),
      'addresses in all ranges: 1 address (expected: at most 0 addresses)',
    )
    assert.match(
      seen('externalIpTotal', 2 ** 33 + 1, {maximum: 10}),
      /more than there are in IPv4 \(expected: at most 10 addresses\)/,
    )
    assert.equal(expectedText({maximum: 2 ** 40}, 'externalIpTotal'), 'at most an IPv6 /24')
    for (const name of Object.values(HOSTILE))
      // eslint-disable-next-line no-control-regex -- what must not be there
      assert.doesNotMatch(largest(2 ** 32, name), /[\u0000-\u001F\u007F-\u009F\u2028\u202E]/)
  })

  it('says that a token never expires, or for how long it is valid', () => {
    const must = {not: {const: null}, maximum: 31_622_400}
    assert.equal(seen('lifetimeSeconds', null, must), 'never expires (expected: at most 366 days)')
    assert.equal(seen('lifetimeSeconds', 31_622_401, must), 'valid for 367 days (expected: at most 366 days)')
    assert.equal(
      violationText({field: 'lifetimeSeconds', must, value: 40_000_000}, {field: 'lifetimeSeconds', must, value: null}),
      'valid for 463 days (before: never expires; expected: at most 366 days)',
    )
    assert.equal(expectedText({not: {const: null}}, 'lifetimeSeconds'), 'some value')
    assert.equal(expectedText({not: {const: 60, minimum: 1}}, 'x'), 'not 60 and at least 1')
  })

  it('says which statements a database logs by how long they take', () => {
    assert.equal(
      seen('logMinDuration', 2000, {const: -1}),
      'statements logged by duration: those of at least 2,000 ms (expected: none)',
    )
    assert.equal(seen('logMinDuration', 0, {not: {const: 0}}), 'statements logged by duration: all (expected: not all)')
  })

  it('says how long a key is', () => {
    assert.equal(seen('keyBits', 1024, {minimum: 2048}), 'key length: 1024 bits (expected: at least 2048 bits)')
  })

  it('gives the value before only where it was another', () => {
    const violation = (value: Value): Violation => ({field: 'webDynos', must: {minimum: 2}, value})
    assert.equal(violationText(violation(1), violation(1)), 'web dynos: 1 (expected: at least 2)')
    assert.equal(violationText(violation(1), violation(0)), 'web dynos: 1 (before: 0; expected: at least 2)')
    const days = (value: Value): Violation => ({field: 'daysLeft', must: {minimum: 14}, value})
    assert.equal(violationText(days(-3), days(9.7)), 'expired 3 days ago (before: in 9 days)')
    assert.equal(violationText(days(-3), days(null)), 'expired 3 days ago (before: none)')
    const text = (value: Value): Violation => ({field: 'scheme', must: {const: 'https'}, value})
    assert.equal(violationText(text('http'), text('syslog')), 'scheme: http (before: syslog; expected: https)')
  })

  it('says what a predicate expects without null or an expression', () => {
    assert.equal(expectedText({not: {contains: {const: 'global'}}}), 'without global')
    assert.equal(expectedText({pattern: '^(?:credential|role):'}), 'begins with credential: or role:')
    assert.equal(expectedText({pattern: '^a$'}), 'matches ^a$')
    assert.equal(expectedText({enum: [null, 'a']}), 'one of none, a')
    assert.equal(expectedText({const: 12_000}), '12,000')
    assert.equal(expectedText({anyOf: [{maximum: 3}, {const: null}]}, 'daysLeft'), 'at most 3 days or none')
  })

  it('leaves out of a fact what has no value', () => {
    assert.equal(factText({subject: 'pay-web', buildAgeDays: 319.83, kind: null}), 'pay-web - last built 319 days ago')
    assert.equal(factText({subject: 'pay-web', lifetimeSeconds: null}), 'pay-web - not known')
    assert.equal(factText({hostname: '', locked: true, webDynos: 2.5}), 'hostname: none; locked: yes; web dynos: 2')
  })
})
