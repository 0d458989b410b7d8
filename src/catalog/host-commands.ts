import type {CommandDefinition, FlagDefinition} from '../model/heroku-command.js'

import {memoize} from '../foundation/memoize.js'
import {readCatalogFile} from './catalog-files.js'

/** The commands of the Heroku CLI and of plugins, as `tools/host-commands.ts` records them. */
interface RecordedCommands {
  /** Canonical ids by alias. */
  readonly aliases: Readonly<Record<string, string>>
  readonly commands: Readonly<Record<string, string>>
  readonly plugins: ReadonlyArray<{readonly commands: Readonly<Record<string, string>>}>
}

const recorded = memoize(
  () => readCatalogFile<RecordedCommands>('host-commands.json'),
  () => 'host-commands.json',
)

/** How a command is called, by its id or an alias; undefined for one that isn't on record. */
export function recordedCommand(name: string): CommandDefinition | undefined {
  const {aliases, commands, plugins} = recorded()
  const id = Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name
  const usage = [commands, ...plugins.map(plugin => plugin.commands)].find(usages => Object.hasOwn(usages, id))?.[id]
  return usage === undefined ? undefined : definitionFrom(id, usage)
}

/** The ids and aliases on record. */
export function recordedCommandNames(): readonly string[] {
  const {commands, plugins} = recorded()
  return [commands, ...plugins.map(plugin => plugin.commands)].flatMap(usages => Object.keys(usages))
}

function definitionFrom(id: string, usage: string): CommandDefinition {
  const words = usage.split(' ').filter(word => word !== '')
  return {
    args: words.flatMap(word => argumentFrom(word)),
    flags: words.flatMap(word => flagFrom(word)),
    id,
    isOpenEnded: words.includes('...'),
  }
}

function argumentFrom(word: string): CommandDefinition['args'] {
  const [, bracket, name, options] = /^([<[])(.+?)[>\]](?:\((.*)\))?$/.exec(word) ?? []
  if (name === undefined) return []
  return [{name, required: bracket === '<', ...(options === undefined ? {} : {options: options.split('|')})}]
}

function flagFrom(word: string): FlagDefinition[] {
  const [, char, name, value, options, required] = /^(?:-(\w)\|)?--([\w-]+)(=)?(?:\(([^)]*)\))?(!)?$/.exec(word) ?? []
  if (name === undefined) return []
  return [
    {
      isRequired: required !== undefined,
      name,
      takesValue: value !== undefined,
      ...(char === undefined ? {} : {char}),
      ...(options === undefined ? {} : {options: options.split('|')}),
    },
  ]
}
