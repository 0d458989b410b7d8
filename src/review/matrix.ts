import type {Observation} from '../model/observation.js'
import type {Place} from '../model/policy.js'
import type {ReviewScope, ReviewModel} from './review-model.js'

import {countsAs} from '../model/observation.js'
import {openPlaces} from './question.js'
import {isInScope, observationsInScope} from './review-model.js'

/** How many observations fail or are unknown, and how many controls are open. */
export interface MatrixCell {
  readonly fail: number
  readonly unknown: number
  readonly open: number
}

/** A place, with a cell for each framework. */
export interface MatrixRow {
  /** Absent for what belongs to no place: people, tokens, shared resources. */
  readonly place?: Place
  readonly name: string
  /** One for each framework, in the order of the report. */
  readonly cells: readonly MatrixCell[]
}

/**
 * For each place and framework, the failures and unknowns of the place and of what it uses, and its open controls.
 * What belongs to no place comes last.
 */
export function reviewMatrix(model: ReviewModel, scope: ReviewScope): MatrixRow[] {
  const places = model.places.filter(place => isInScope(scope, place))
  const unplaced = observationsOutsidePlaces(model, scope)
  return [
    ...places.map(place => ({
      cells: frameworkCells(model, model.observationsAt(place).own, place),
      name: place.name,
      place,
    })),
    ...(unplaced.length > 0 ? [{cells: frameworkCells(model, unplaced), name: '(people, teams, shared)'}] : []),
  ]
}

/** The observations of a scope that belong to no place. */
export function observationsOutsidePlaces(model: ReviewModel, scope: ReviewScope): Observation[] {
  const placeObservations = new Set(model.places.flatMap(place => model.observationsAt(place).own))
  return observationsInScope(model, scope).filter(observation => !placeObservations.has(observation))
}

function frameworkCells(model: ReviewModel, observations: readonly Observation[], place?: Place): MatrixCell[] {
  return model.report.frameworks.map(framework => {
    const frameworkObservations = observations.filter(observation =>
      observation.controls.some(ref => ref.framework === framework.id),
    )
    return {
      fail: frameworkObservations.filter(observation => countsAs(observation, 'fail')).length,
      open: place
        ? framework.controls.filter(control => openPlaces(model, framework.id, control, [place]).length > 0).length
        : 0,
      unknown: frameworkObservations.filter(observation => countsAs(observation, 'unknown')).length,
    }
  })
}

/** A cell as `x1 ?2 o3`: failures, unknowns and open controls. */
export const cellText = ({fail, open, unknown}: MatrixCell): string => `x${fail} ?${unknown} o${open}`
