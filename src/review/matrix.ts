import type {Observation} from '../model/observation.js'
import type {Place} from '../model/policy.js'
import type {Within, World} from './review-model.js'

import {counts} from '../model/observation.js'
import {isWithin, observationsWithin, openPlaces} from './review-model.js'

export interface Cell {
  readonly fail: number
  readonly unknown: number
  readonly open: number
}

export interface Row {
  /** Absent for what is of no place: people, tokens, whatever several share. */
  readonly place?: Place
  readonly name: string
  /** In the order of the report's frameworks. */
  readonly cells: readonly Cell[]
}

/** The places by the frameworks, each with what fails of it and of what it uses, what is not known and what is open; what is of no place comes last. */
export function matrixOf(world: World, within: Within): Row[] {
  const places = world.places.filter(place => isWithin(within, place))
  const rest = restOf(world, within)
  return [
    ...places.map(place => ({cells: cellsOf(world, world.near(place).own, place), name: place.name, place})),
    ...(rest.length > 0 ? [{cells: cellsOf(world, rest), name: '(people, teams, shared)'}] : []),
  ]
}

/** What is of no place, of the part of the world that was chosen. */
export function restOf(world: World, within: Within): Observation[] {
  const placed = new Set(world.places.flatMap(place => world.near(place).own))
  return observationsWithin(world, within).filter(one => !placed.has(one))
}

function cellsOf(world: World, observed: readonly Observation[], place?: Place): Cell[] {
  return world.report.frameworks.map(framework => {
    const own = observed.filter(one => one.controls.some(ref => ref.framework === framework.id))
    return {
      fail: own.filter(one => counts(one, 'fail')).length,
      open: place
        ? framework.controls.filter(control => openPlaces(world, framework.id, control, [place]).length > 0).length
        : 0,
      unknown: own.filter(one => counts(one, 'unknown')).length,
    }
  })
}

export const cellText = ({fail, open, unknown}: Cell): string => `x${fail} ?${unknown} o${open}`
