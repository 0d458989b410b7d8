import type {Observation} from '../model/observation.js'
import type {Place} from '../model/policy.js'
import type {ReviewScope, ReviewModel} from './review-model.js'

import {countsAs} from '../model/observation.js'
import {isInScope, observationsInScope, openPlaces} from './review-model.js'

export interface MatrixCell {
  readonly fail: number
  readonly unknown: number
  readonly open: number
}

export interface MatrixRow {
  /** Absent for what is of no place: people, tokens, whatever several share. */
  readonly place?: Place
  readonly name: string
  /** In the order of the report's frameworks. */
  readonly cells: readonly MatrixCell[]
}

/** The places by the frameworks, each with what fails of it and of what it uses, what is not known and what is open; what is of no place comes last. */
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

/** What is of no place, of the part of the world that was chosen. */
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

export const cellText = ({fail, open, unknown}: MatrixCell): string => `x${fail} ?${unknown} o${open}`
