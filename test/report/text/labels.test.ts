import assert from 'node:assert/strict'

import type {Predicate} from '../../../src/model/check.js'
import type {SubjectKind, Value} from '../../../src/model/subject.js'

import {subjectKinds} from '../../../src/model/subject.js'
import {
  violationsText,
  expectedText,
  formatNumber,
  fieldLabel,
  displayName,
  shortList,
  subjectName,
} from '../../../src/report/text/labels.js'

describe('labels', () => {
  it('puts what was seen and what was expected in words', () => {
    const said: ReadonlyArray<readonly [string, Value, Predicate, string]> = [
      ['hasLogDrain', false, {const: true}, 'log drain: no (expected: yes)'],
      ['herokuExecIsOn', true, {const: false}, 'heroku exec is on: yes (expected: no)'],
      [
        'runtimeClass',
        'common',
        {enum: ['private', 'shield']},
        'runtime class: common (expected: one of private, shield)',
      ],
      [
        'undeclaredVpns',
        ['198.51.100.7', '198.51.100.8'],
        {maxItems: 0},
        'undeclared VPNs: 198.51.100.7, 198.51.100.8 (expected: none)',
      ],
      [
        'placements',
        ['common', 'shield in vault'],
        {maxItems: 1},
        'where its apps run: common, shield in vault (expected: at most 1)',
      ],
      ['planCompliance', ['HIPAA'], {contains: {const: 'PCI'}}, 'plan compliance: HIPAA (expected: contains PCI)'],
      ['stack', 'heroku-20', {not: {enum: ['heroku-20']}}, 'stack: heroku-20 (expected: not one of heroku-20)'],
      ['planCompliance', [], {minItems: 1}, 'plan compliance: none (expected: at least 1)'],
      ['scheme', '', {const: 'https'}, 'scheme: none (expected: https)'],
      ['space', null, {const: 'vault'}, 'space: none (expected: vault)'],
    ]
    for (const [field, value, must, text] of said) assert.equal(violationsText([{field, must, value}]), text)
  })

  it('names the patterns that are expected of each', () => {
    assert.equal(expectedText({items: {pattern: '^(private|shield)-.'}}), 'each begins with private- or shield-')
  })

  it('cuts a long list of choices and of values', () => {
    const countries = Array.from({length: 31}, (_, i) => `country ${i}`)
    assert.equal(
      expectedText({enum: countries}),
      'one of country 0, country 1, country 2, country 3, country 4, ... (31 in all)',
    )
    assert.equal(
      violationsText([{field: 'domains', must: {maxItems: 0}, value: countries}]),
      'domains: country 0, country 1, country 2, country 3 and 27 more (expected: none)',
    )
  })

  it('lists some and counts the rest', () => {
    assert.equal(shortList(['a', 'b', 'c'], 2), 'a, b, c')
    assert.equal(shortList(['a', 'b', 'c', 'd'], 2), 'a, b and 2 more (--json lists all)')
    assert.equal(formatNumber(9999), '9999')
    assert.equal(formatNumber(1_234_567), '1,234,567')
  })

  it('reads a field as words', () => {
    assert.equal(fieldLabel('trustedIpsAreApplied'), 'trusted IPs are applied')
    assert.equal(fieldLabel('mfa'), 'multi-factor authentication')
    assert.equal(fieldLabel('constructor'), 'constructor')
    for (const field of ['mayHoldCardholderData', 'mayHoldGovernmentIds'])
      assert.match(fieldLabel(field), / not ruled out by runtime and plans$/)
    assert.deepEqual([fieldLabel('appHasTeam'), fieldLabel('haStatus')], ['app has team', 'HA status'])
  })

  it('says what a placeholder stands for', () => {
    assert.equal(
      subjectName({id: 'acme/*', kind: 'member', name: 'acme/*', placeholder: true, team: 'acme'}),
      'the members of acme',
    )
    assert.equal(
      subjectName({id: 'account/*', kind: 'team', name: 'account/*', placeholder: true}),
      'the teams of your account',
    )
    assert.equal(subjectName({id: '9ef4', kind: 'app', name: '9ef4', placeholder: true}), 'the unseen app 9ef4')
  })

  it('takes a name that ends like a placeholder for a name', () => {
    assert.equal(subjectName({id: 'x', kind: 'app', name: 'acme/*'}), 'acme/*')
  })

  it('names the app of an add-on, certificate or domain', () => {
    assert.equal(
      subjectName({app: 'pay-web', id: 'c', kind: 'certificate', name: 'triassic-1907'}),
      'triassic-1907 of pay-web',
    )
    assert.equal(subjectName({app: 'pay-web', id: 'c', kind: 'domain', name: 'example.com'}), 'example.com of pay-web')
    assert.equal(subjectName({app: 'pay-web', id: 'c', kind: 'addon', name: 'db'}), 'db of pay-web')
    assert.equal(
      subjectName({app: 'pay-web', id: 'c', kind: 'attachment', name: 'pay-web/DATABASE'}),
      'pay-web/DATABASE',
    )
  })

  it('calls what has only an id by its label, with its app or space', () => {
    const named = (rest: Partial<Parameters<typeof subjectName>[0]>) =>
      subjectName({id: 'b2481678', kind: 'drain', name: 'pay-web/b2481678', ...rest})
    assert.equal(named({app: 'pay-web', label: 'logs.test'}), 'logs.test of pay-web')
    assert.equal(named({label: 'logs.test', space: 'vault'}), 'logs.test of vault')
    assert.equal(named({app: 'pay-web', kind: 'webhook', label: 'a  b'}), '"a  b" of pay-web')
    assert.equal(named({kind: 'authorization', label: 'Deploys', team: 'acme'}), 'Deploys')
    assert.equal(named({app: 'pay-web'}), 'pay-web/b2481678')
  })

  it('has a plural for every kind of subject', () => {
    const plural = (kind: SubjectKind) => subjectName({id: 'x/*', kind, name: 'x/*', placeholder: true})
    assert.deepEqual(
      subjectKinds.map(kind => plural(kind)),
      [
        'accounts',
        'add-ons',
        'apps',
        'attachments',
        'tokens',
        'certificates',
        'collaborators',
        'domains',
        'drains',
        'invitations',
        'members',
        'pipelines',
        'spaces',
        'teams',
        'webhooks',
      ].map(word => `the ${word} of x`),
    )
    assert.equal(subjectName({id: 'x', kind: 'addon', name: 'x', placeholder: true}), 'the unseen add-on x')
  })

  it('quotes a name whose blanks would be invisible', () => {
    assert.equal(displayName(' '), '" "')
    assert.equal(displayName(''), '""')
    assert.equal(displayName('a  b'), '"a  b"')
    assert.equal(displayName('a b'), 'a b')
  })
})
