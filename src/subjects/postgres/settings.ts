import type {Setting, SettingName} from '../../model/data-facts.js'
import type {Facts} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Field, Known} from '../../model/subject.js'
import type {Database} from './postgres.js'

import {from, unknown, value} from '../field-value.js'
import {isEssential} from './postgres.js'

/** What a database writes into its log. */
export function settingFields(facts: Facts, database: Answer<Database>): Record<string, Field> {
  const setting = (name: SettingName, use: (current: Setting) => Known | undefined) => (): Known =>
    from(database, body => {
      if (isEssential(body)) return unknown('unsupported', 'an Essential plan has no settings')
      return body.isAdvanced ? ofAdvanced(facts, body, name, use) : ofClassic(facts, body, name, use)
    })
  return {
    logMinDuration: setting('log_min_duration_statement', current =>
      Number.isInteger(current) && Number(current) >= -1 ? value(current) : undefined,
    ),
    logStatement: setting('log_statement', current => (statements.includes(current) ? value(current) : undefined)),
    logsConnections: setting('log_connections', current => (typeof current === 'boolean' ? value(current) : undefined)),
  }
}

type Use = (current: Setting) => Known | undefined

const statements: readonly Setting[] = ['none', 'ddl', 'mod', 'all']

const ofClassic = (facts: Facts, {id}: Database, name: SettingName, use: Use): Known =>
  from(facts.read('postgresSettings', id), all => read(name, all[name]?.value, use))

const ofAdvanced = (facts: Facts, {id}: Database, name: SettingName, use: Use): Known =>
  from(facts.read('postgresAdvancedSettings', id), ({items}) => {
    const [item, ...others] = items.filter(one => one.name === name)
    return others.length > 0
      ? unknown('disagree', `the API states ${name} ${others.length + 1} times`)
      : read(name, item?.current, use)
  })

function read(name: SettingName, current: Setting | undefined, use: Use): Known {
  if (current === undefined || current === null) return unknown('no-statement', `the API does not state ${name}`)
  return use(current) ?? unknown('unknown-value', `${JSON.stringify(current)} is no known value of ${name}`)
}
