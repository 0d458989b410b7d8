import type {Space} from '../../model/facts.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {updateOfOwner} from '../app-records.js'
import {commandTarget, flagText, isVariable, requiredFlag, spaceOf} from '../command-effect.js'
import {findTeam, knownApps, knownSpaces} from '../lookups.js'

/** A new space, open to every address until its trusted ranges are changed. */
export const createSpace: CommandEffect = (editor, command) => {
  const name = flagText(command, 'space') ?? command.args['space']
  if (name === undefined) throw new UserError('spaces:create needs --space.', 'Add --space.')
  if (knownSpaces(editor).some(space => space.name === name))
    throw new UserError(`A space ${name} exists already.`, 'Choose another name.')
  const space = spaceIn(editor, command, name)
  editor.create('space', space.name, space.id)
  editor.put('space', [name], space)
  editor.update('spaces', [], spaces => [...spaces, space])
  updateOfOwner(editor, 'teamSpaces', space.team, spaces => [...spaces, space])
  // Who may do what in it, the command doesn't say.
  updateOfOwner(editor, 'teamPermissions', space.team, lists => [...lists, {id: space.id, name, type: 'space'}])
  editor.put('topology', [name], {apps: []})
  if (space.generation === 'fir') putFirFacts(editor, name)
  else putCedarFacts(editor, name, flagText(command, 'log-drain-url'))
}

/** The default of the Heroku CLI is Cedar; the region and an unknown option are left out. */
function spaceIn(editor: FactEditor, command: HerokuCommand, name: string): Space {
  const {id, name: team} = findTeam(editor, requiredFlag(command, 'team'))
  const generation = flagText(command, 'generation') ?? 'cedar'
  const shield = command.flags['shield'] === true
  const region = flagText(command, 'region')
  if (shield && generation === 'fir')
    throw new UserError('Fir has no Shield spaces.', 'Leave out --shield, or create a Cedar space.')
  return {
    generation,
    id: editor.newId(),
    name,
    shield,
    state: 'allocating',
    team: {id, name: team},
    ...(region === undefined || isVariable(region) ? {} : {region: {name: region}}),
  }
}

function putCedarFacts(editor: FactEditor, name: string, drainUrl: string | undefined): void {
  editor.put('inboundRuleset', [name], {applied: null, rules: [{action: 'allow', source: '0.0.0.0/0'}]})
  editor.put('peerings', [name], [])
  editor.put('vpnConnections', [name], [])
  if (drainUrl === undefined) editor.putAbsent('spaceLogDrain', name)
  else editor.put('spaceLogDrain', [name], {addon: null, id: editor.newId(), target: commandTarget(drainUrl)})
}

/** Where Fir offers trusted ranges, a new space allows every address; it says nothing else of its network. */
function putFirFacts(editor: FactEditor, name: string): void {
  const rules = ['0.0.0.0/0', '::/0'].map(source => ({action: 'allow', source}))
  editor.put('inboundRuleset', [name], {rules})
  editor.put('spaceTelemetryDrains', [name], [])
}

/** Nothing is left of a space. Heroku destroys only empty ones. */
export const destroySpace: CommandEffect = (editor, command) => {
  const space = spaceOf(editor, command)
  const app = [...knownApps(editor), ...editor.bodiesOf('teamApps').flat(), ...editor.bodiesOf('teamApp')].find(
    other => other.space?.id === space.id || other.space?.name === space.name,
  )
  if (app)
    throw new UserError(
      `${space.name} has apps, such as ${app.name}.`,
      'Destroy its apps, or move them elsewhere, before the space.',
    )
  const isOther = ({id}: {readonly id?: string}) => id !== space.id
  editor.update('spaces', [], spaces => spaces.filter(isOther))
  updateOfOwner(editor, 'teamSpaces', space.team, spaces => spaces.filter(isOther))
  updateOfOwner(editor, 'teamPermissions', space.team, lists => lists.filter(isOther))
  editor.destroy('space', space.name, space.id)
  editor.putAbsent('space', space.name)
}
