import type {PostgresSettingName, PostgresSettingValue} from '../../model/data-facts.js'
import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {isVariable} from '../command-effect.js'
import {databaseOf, isEssential} from '../databases.js'
import {updateByEitherKey} from '../lookups.js'

/** Sets what a database logs; without a value, the command only shows it. */
const changeSetting =
  (name: PostgresSettingName, parse: (text: string) => PostgresSettingValue | undefined): CommandEffect =>
  (editor, command) => {
    const {addon} = databaseOf(editor, command)
    if (isEssential(addon))
      throw new UserError(`${addon.name} has an Essential plan, which has no settings.`, 'Standard plans have them.')
    const text = command.args['value']
    if (text === undefined) return
    const value = isVariable(text) ? null : parse(text)
    if (value === undefined)
      throw new UserError(`${text} isn't a value of ${name}.`, `Try heroku ${command.id} --help.`)
    updateByEitherKey(editor, 'postgresSettings', addon, settings => ({...settings, [name]: {value}}))
  }

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['0', false],
  ['1', true],
  ['false', false],
  ['off', false],
  ['on', true],
  ['true', true],
])

const parseNumber = (text: string): number | undefined => (Number.isFinite(Number(text)) ? Number(text) : undefined)

export const changeLogStatement = changeSetting('log_statement', text => text)
export const changeLogConnections = changeSetting('log_connections', text => booleans.get(text.toLowerCase()))
export const changeLogMinDuration = changeSetting('log_min_duration_statement', parseNumber)

/** Sets what an Advanced database logs, as `NAME:VALUE`; without --set, the command only shows it. */
export const changeAdvancedSettings: CommandEffect = (editor, command) => {
  const {addon} = databaseOf(editor, command)
  const given = [command.flags['set'] ?? []].flat().filter(text => typeof text === 'string')
  const values = new Map(given.flatMap(text => text.split(',')).map(text => settingIn(text)))
  updateByEitherKey(editor, 'postgresAdvancedSettings', addon, ({items}) => ({
    items: items.map(item => {
      const value = values.get(item.name)
      return value === undefined ? item : {...item, current: parseAdvanced(item.name, value)}
    }),
  }))
}

function settingIn(text: string): readonly [string, string] {
  const [name = '', ...rest] = text.trim().split(':')
  return [name, rest.join(':')]
}

function parseAdvanced(name: string, text: string): PostgresSettingValue {
  if (isVariable(text)) return null
  if (name === 'log_connections') return booleans.get(text.toLowerCase()) ?? null
  return name === 'log_min_duration_statement' ? (parseNumber(text) ?? null) : text
}
