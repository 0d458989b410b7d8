import type {App} from '../../../src/model/facts.js'
import type {Fact, Scope} from '../../../src/model/snapshot.js'

import {seen, stage, told} from '../support.js'

export const flow: Scope = {kind: 'pipeline', name: 'flow'}
export const inSpace = (id: string, shield: boolean): App['space'] => ({id, name: `space-${id}`, shield})
export const home = (id: string, shield: boolean): Fact =>
  told('space', `space-${id}`, {generation: 'cedar', id, name: `space-${id}`, shield})
export const record = (id: string, space?: App['space']): Fact =>
  told('app', id, {generation: 'cedar', id, name: `app-${id}`, ...(space === undefined ? {} : {space})})

/** A pipeline whose apps are named by their ids, with the stage of each. */
export const staged = (stages: Readonly<Record<string, null | string>>): Fact[] => [
  told('pipeline', 'flow', {id: 'p1', name: 'flow'}),
  told(
    'pipelineCouplings',
    'p1',
    Object.entries(stages).map(([id, at]) => ({app: {id}, pipeline: {id: 'p1'}, stage: at})),
  ),
]

/** A field of that pipeline, by facts told by hand. */
export const field = (
  name: string,
  stages: Readonly<Record<string, null | string>>,
  ...facts: readonly Fact[]
): unknown => seen(stage([...staged(stages), ...facts], flow).field('pipeline', 'flow', name))
