import type {PostgresSettingValue, PostgresSettingName} from '../../model/data-facts.js'
import type {FactSource} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {LazyField, FieldValue} from '../../model/subject.js'
import type {Database} from './postgres.js'

import {fieldFrom, unknown, value} from '../field-value.js'
import {isEssential} from './postgres.js'

/** What a database logs. */
export function settingFields(facts: FactSource, database: ReadResult<Database>): Record<string, LazyField> {
  const setting =
    (name: PostgresSettingName, use: (current: PostgresSettingValue) => FieldValue | undefined) => (): FieldValue =>
      fieldFrom(database, body => {
        if (isEssential(body)) return unknown('unsupported', 'an Essential plan has no settings')
        return body.isAdvanced ? advancedSetting(facts, body, name, use) : classicSetting(facts, body, name, use)
      })
  return {
    logMinDuration: setting('log_min_duration_statement', current =>
      Number.isInteger(current) && Number(current) >= -1 ? value(current) : undefined,
    ),
    logStatement: setting('log_statement', current => (statementLevels.includes(current) ? value(current) : undefined)),
    logsConnections: setting('log_connections', current => (typeof current === 'boolean' ? value(current) : undefined)),
  }
}

type ParseSetting = (current: PostgresSettingValue) => FieldValue | undefined

const statementLevels: readonly PostgresSettingValue[] = ['none', 'ddl', 'mod', 'all']

const classicSetting = (facts: FactSource, {id}: Database, name: PostgresSettingName, use: ParseSetting): FieldValue =>
  fieldFrom(facts.read('postgresSettings', id), settings => settingField(name, settings[name]?.value, use))

const advancedSetting = (facts: FactSource, {id}: Database, name: PostgresSettingName, use: ParseSetting): FieldValue =>
  fieldFrom(facts.read('postgresAdvancedSettings', id), ({items}) => {
    const [item, ...others] = items.filter(candidate => candidate.name === name)
    return others.length > 0
      ? unknown('disagree', `the API states ${name} ${others.length + 1} times`)
      : settingField(name, item?.current, use)
  })

function settingField(
  name: PostgresSettingName,
  current: PostgresSettingValue | undefined,
  use: ParseSetting,
): FieldValue {
  if (current === undefined || current === null) return unknown('no-statement', `the API doesn't state ${name}`)
  return use(current) ?? unknown('unknown-value', `${JSON.stringify(current)} isn't a known value of ${name}`)
}
