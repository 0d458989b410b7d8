import type {App, TelemetryDrain} from '../../model/facts.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'
import type {Identity} from '../lookups.js'

import {UserError} from '../../foundation/user-error.js'
import {generationName} from '../../model/generation.js'
import {appOf, commandTarget, flagText, isVariable, requiredArgument, spaceOf} from '../command-effect.js'
import {bodyByEitherKey, knownApps, knownSpaces, updateByEitherKey} from '../lookups.js'

type Drains = readonly TelemetryDrain[]

type DrainKind = 'spaceTelemetryDrains' | 'telemetryDrains'

const allSignals: readonly string[] = ['traces', 'metrics', 'logs']

/** A new telemetry drain of an app or a space. */
export const addTelemetryDrain: CommandEffect = (editor, command) => {
  const endpoint = requiredArgument(command, 'endpoint')
  const drain = {
    id: editor.newId(),
    signals: signalsIn(flagText(command, 'signals') ?? 'all'),
    target: commandTarget(endpoint),
  }
  changeOwnDrains(editor, command, drains => [...drains, drain])
}

/** One drain by its id, or all drains of an app or a space. */
export const removeTelemetryDrain: CommandEffect = (editor, command) => {
  const id = command.args['telemetry_drain_id']
  if (id === undefined) changeOwnDrains(editor, command, () => [])
  else changeDrain(editor, id, (drains, isMeant) => drains.filter(drain => !isMeant(drain)))
}

/** A telemetry drain with what the flags say; the rest stays. */
export const updateTelemetryDrain: CommandEffect = (editor, command) => {
  const signals = flagText(command, 'signals')
  const endpoint = flagText(command, 'endpoint')
  const changed = {
    ...(signals === undefined ? {} : {signals: signalsIn(signals)}),
    ...(endpoint === undefined ? {} : {target: commandTarget(endpoint)}),
  }
  changeDrain(editor, requiredArgument(command, 'telemetry_drain_id'), (drains, isMeant) =>
    drains.map(drain => (isMeant(drain) ? {...drain, ...changed} : drain)),
  )
}

/** Null where a shell variable says which. */
function signalsIn(text: string): null | readonly string[] {
  if (text.includes('$')) return null
  const signals = text === 'all' || text === '' ? allSignals : text.split(',')
  const wrong = signals.find(signal => !allSignals.includes(signal))
  if (wrong !== undefined)
    throw new UserError(`${wrong} is no signal.`, `Signals: ${allSignals.join(', ')}, separated by commas, or all.`)
  return signals
}

/** Changes the drains of --app or --space. */
function changeOwnDrains(editor: FactEditor, command: HerokuCommand, change: (drains: Drains) => Drains): void {
  const isOfApp = flagText(command, 'app') !== undefined
  const owner = isOfApp ? appOf(editor, command) : spaceOf(editor, command)
  refuseCedar(owner)
  updateByEitherKey(editor, isOfApp ? 'telemetryDrains' : 'spaceTelemetryDrains', owner, change)
}

function refuseCedar({generation, name}: Pick<App, 'generation' | 'name'>): void {
  if (generationName(generation) === 'cedar')
    throw new UserError(`${name} is of the Cedar generation, which has log drains.`, 'heroku drains:add URL adds one.')
}

/** Changes the list that has the drain with an id, of whichever app or space. */
function changeDrain(
  editor: FactEditor,
  id: string,
  change: (drains: Drains, isMeant: (drain: TelemetryDrain) => boolean) => Drains,
): void {
  const isMeant = (drain: TelemetryDrain) => drain.id === id
  const owner = drainLists(editor).find(list => bodyByEitherKey(editor, list.kind, list.owner)?.some(isMeant))
  if (isVariable(id) || !owner)
    throw new UserError(
      `No telemetry drain ${id} is among the facts.`,
      'heroku telemetry lists the ids; read a scope that includes its app or space.',
    )
  updateByEitherKey(editor, owner.kind, owner.owner, drains => change(drains, isMeant))
}

/** Every app and space that may have telemetry drains. */
const drainLists = (editor: FactEditor): ReadonlyArray<{kind: DrainKind; owner: Identity}> => [
  ...knownApps(editor).map(owner => ({kind: 'telemetryDrains' as const, owner})),
  ...knownSpaces(editor).map(owner => ({kind: 'spaceTelemetryDrains' as const, owner})),
]
