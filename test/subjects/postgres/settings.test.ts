import assert from 'node:assert/strict'

import type {PostgresSettingValue, PostgresSettingName} from '../../../src/model/data-facts.js'

import {database, fixtureWithAddons, paidAddon} from './support.js'
import {refusedFact, valueOrGap, factOf} from '../support.js'

const names: Readonly<Record<string, PostgresSettingName>> = {
  logMinDuration: 'log_min_duration_statement',
  logStatement: 'log_statement',
  logsConnections: 'log_connections',
}

const ofClassic = (name: PostgresSettingName, value: PostgresSettingValue, field: string) =>
  valueOrGap(
    fixtureWithAddons([database('db', 'standard-0')], [factOf('postgresSettings', 'x-db', {[name]: {value}})]).field(
      'addon',
      'db',
      field,
    ),
  )
const ofAdvanced = (items: ReadonlyArray<{name: string; current?: PostgresSettingValue}>, field: string) =>
  valueOrGap(
    fixtureWithAddons([database('db', 'advanced')], [factOf('postgresAdvancedSettings', 'x-db', {items})]).field(
      'addon',
      'db',
      field,
    ),
  )

const values: ReadonlyArray<readonly [field: string, value: PostgresSettingValue, seen: unknown]> = [
  ['logsConnections', true, true],
  ['logsConnections', false, false],
  ['logsConnections', 'true', 'unknown-value?'],
  ['logsConnections', 'on', 'unknown-value?'],
  ['logsConnections', 1, 'unknown-value?'],
  ['logsConnections', null, 'no-statement?'],
  ['logStatement', 'none', 'none'],
  ['logStatement', 'ddl', 'ddl'],
  ['logStatement', 'mod', 'mod'],
  ['logStatement', 'all', 'all'],
  ['logStatement', 'DDL', 'unknown-value?'],
  ['logStatement', '', 'unknown-value?'],
  ['logStatement', false, 'unknown-value?'],
  ['logStatement', null, 'no-statement?'],
  ['logMinDuration', 2000, 2000],
  ['logMinDuration', -1, -1],
  ['logMinDuration', 0, 0],
  ['logMinDuration', 1, 1],
  ['logMinDuration', -2, 'unknown-value?'],
  ['logMinDuration', 0.5, 'unknown-value?'],
  ['logMinDuration', '0', 'unknown-value?'],
  ['logMinDuration', '2000', 'unknown-value?'],
  ['logMinDuration', '2s', 'unknown-value?'],
  ['logMinDuration', true, 'unknown-value?'],
  ['logMinDuration', null, 'no-statement?'],
]

describe('settings', () => {
  for (const [field, value, expected] of values)
    it(`${field} is ${JSON.stringify(expected)} for ${JSON.stringify(value)}`, () => {
      const name = names[field] ?? 'log_connections'
      assert.deepEqual(ofClassic(name, value, field), expected)
      assert.deepEqual(ofAdvanced([{current: value, name}], field), expected)
    })

  for (const [field, name] of Object.entries(names)) {
    it(`${field} is a gap when it isn't stated`, () => {
      const none = fixtureWithAddons(
        [database('db', 'premium-0')],
        [factOf('postgresSettings', 'x-db', {[name]: null})],
      )
      assert.equal(valueOrGap(none.field('addon', 'db', field)), 'no-statement?')
      const unstated = fixtureWithAddons(
        [database('db', 'premium-0')],
        [factOf('postgresSettings', 'x-db', {[name]: {}})],
      )
      assert.equal(valueOrGap(unstated.field('addon', 'db', field)), 'no-statement?')
      for (const items of [
        [],
        [{name}],
        Object.values(names)
          .filter(other => other !== name)
          .map(other => ({current: true, name: other})),
      ])
        assert.equal(ofAdvanced(items, field), 'no-statement?')
    })

    it(`${field} is a gap when it is stated twice`, () => {
      assert.equal(
        ofAdvanced(
          [
            {current: true, name},
            {current: true, name},
          ],
          field,
        ),
        'disagree?',
      )
    })

    it(`${field} is a gap when the settings can't be read, on an Essential plan, and for other services`, () => {
      assert.equal(
        valueOrGap(
          fixtureWithAddons([database('db', 'private-0')], [refusedFact('postgresSettings', 'x-db')]).field(
            'addon',
            'db',
            field,
          ),
        ),
        'forbidden?',
      )
      assert.equal(
        valueOrGap(
          fixtureWithAddons([database('db', 'advanced')], [refusedFact('postgresAdvancedSettings', 'x-db', 404)]).field(
            'addon',
            'db',
            field,
          ),
        ),
        'not-found?',
      )
      const {field: ofEssential, reader} = fixtureWithAddons(
        [database('db', 'essential-1'), paidAddon('kv', 'heroku-redis:mini')],
        [],
      )
      assert.equal(valueOrGap(ofEssential('addon', 'db', field)), 'unsupported?')
      assert.equal(valueOrGap(ofEssential('addon', 'kv', field)), 'unsupported?')
      assert.deepEqual(reader.wantedFacts(), [])
    })
  }

  it("depend on the plan's name to recognize an Essential plan", () => {
    const essential = (tier: string) =>
      valueOrGap(fixtureWithAddons([database('db', tier)], []).field('addon', 'db', 'isEssential'))
    assert.deepEqual(
      ['essential-0', 'essential-2', 'standard-0', 'premium-essential-0', 'dev', 'advanced', 'titanium-1'].map(
        essential,
      ),
      [true, true, false, false, false, false, false],
    )
    assert.equal(
      valueOrGap(fixtureWithAddons([{...database('db', 'x'), plan: null}], []).field('addon', 'db', 'isEssential')),
      'no-statement?',
    )
  })
})
