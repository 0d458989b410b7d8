import type {App} from '../../../src/model/facts.js'
import type {Fact, Scope} from '../../../src/model/snapshot.js'

import {valueOrGap, fixture, factOf} from '../support.js'

export const flow: Scope = {kind: 'pipeline', name: 'flow'}
export const spaceRef = (id: string, shield: boolean): App['space'] => ({id, name: `space-${id}`, shield})
export const spaceFact = (id: string, shield: boolean): Fact =>
  factOf('space', `space-${id}`, {generation: 'cedar', id, name: `space-${id}`, shield})
export const appFact = (id: string, space?: App['space']): Fact =>
  factOf('app', id, {generation: 'cedar', id, name: `app-${id}`, ...(space === undefined ? {} : {space})})

/** The facts of a pipeline, with the stage of each app by the app's ID. */
export const pipelineFacts = (stages: Readonly<Record<string, null | string>>): Fact[] => [
  factOf('pipeline', 'flow', {id: 'p1', name: 'flow'}),
  factOf(
    'pipelineCouplings',
    'p1',
    Object.entries(stages).map(([id, at]) => ({app: {id}, pipeline: {id: 'p1'}, stage: at})),
  ),
]

/** A field of that pipeline, derived from handmade facts. */
export const pipelineField = (
  name: string,
  stages: Readonly<Record<string, null | string>>,
  ...facts: readonly Fact[]
): unknown => valueOrGap(fixture([...pipelineFacts(stages), ...facts], flow).field('pipeline', 'flow', name))
