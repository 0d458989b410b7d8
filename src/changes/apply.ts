import type {FactRequest} from '../model/facts.js'
import type {HerokuCommand} from '../model/heroku-command.js'
import type {Fact, Scope, Snapshot} from '../model/snapshot.js'
import type {EditedFacts, FactEditor} from './fact-editor.js'

import {byCodeUnit} from '../foundation/collections.js'
import {nearest} from '../foundation/suggestion.js'
import {UserError} from '../foundation/user-error.js'
import {ownerOf} from '../model/owners.js'
import {newestAt} from '../model/snapshot.js'
import {effects, harmlessCommands, modeledCommands} from './effects.js'
import {editFacts, factNotCreatedYet} from './fact-editor.js'

/** A snapshot as it would be after commands. */
export interface Prediction extends Pick<EditedFacts, 'created' | 'touched'> {
  readonly snapshot: Snapshot
}

/** Whether it is known what a command does. */
export const isModeled = (id: string): boolean => Object.hasOwn(effects, id) || harmlessCommands.has(id)

/** A change of facts. */
export type ChangeStep = (editor: FactEditor) => void

/** What a command changes. */
export const commandStep =
  (command: HerokuCommand): ChangeStep =>
  editor => {
    if (!isModeled(command.id)) throw notModeled(command.id)
    effects[command.id]?.(editor, command)
  }

/**
 * The facts as they would be after commands, one after the other. Nothing is run.
 *
 * @throws MissingFactError where a command names what the facts don't have
 * @throws UserError for a command that isn't modeled, or that Heroku would refuse
 */
export const applyCommands = (snapshot: Snapshot, commands: readonly HerokuCommand[]): Prediction =>
  applySteps(
    snapshot,
    commands.map(command => commandStep(command)),
  )

/** The facts as they would be after changes, one after the other. */
export function applySteps(snapshot: Snapshot, steps: readonly ChangeStep[]): Prediction {
  const {edited, editor} = editFacts(new Map(snapshot.facts.map(fact => [fact.path, fact])))
  for (const step of steps) step(editor)
  const {created, facts, renames, touched} = edited()
  const scopes = snapshot.scopes.map(scope => renamedScope(scope, renames))
  return {created, snapshot: {...snapshot, facts: sorted(facts.values()), scopes}, touched}
}

/** A scope whose resource has a new name is found by that. */
const renamedScope = (scope: Scope, renames: EditedFacts['renames']): Scope =>
  renames.reduce(
    (renamed, {kind, name, newName}) =>
      renamed.kind === kind && renamed.name === name ? {...renamed, name: newName} : renamed,
    scope,
  )

/**
 * A prediction in which whatever an assessment reads of a new resource, and no command says, is a gap of reason
 * `not-created-yet`.
 *
 * @param missingFacts what an assessment of a snapshot reads that isn't among its facts
 * @returns with the facts that are missing though they are about what exists
 */
export function completePrediction(
  prediction: Prediction,
  missingFacts: (snapshot: Snapshot) => readonly FactRequest[],
): {readonly missing: readonly FactRequest[]; readonly prediction: Prediction} {
  const {created, snapshot} = prediction
  const at = newestAt(snapshot.facts)
  const missing = missingFacts(snapshot)
  const isOfNew = ({path}: FactRequest) => created.has(path) || created.has(ownerOf(path) ?? '')
  const unknown = missing.filter(request => isOfNew(request))
  if (unknown.length === 0) return {missing, prediction}
  const facts = [...snapshot.facts, ...unknown.map(request => factNotCreatedYet(request, at))]
  return completePrediction({...prediction, snapshot: {...snapshot, facts: sorted(facts)}}, missingFacts)
}

function notModeled(id: string): UserError {
  const meant = nearest(id, modeledCommands)
  return new UserError(
    `What heroku ${id} does isn't modeled.`,
    `${meant === undefined ? '' : `Did you mean ${meant}? `}Modeled: ${modeledCommands.join(', ')}.`,
  )
}

const sorted = (facts: Iterable<Fact>): Fact[] => [...facts].sort((a, b) => byCodeUnit(a.path, b.path))
