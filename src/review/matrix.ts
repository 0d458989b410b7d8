import type {Observation} from '../model/observation.js'
import type {Place} from '../model/policy.js'
import type {Within, World} from './world.js'

import {counts} from '../model/observation.js'
import {isOf, isWithin, openPlaces} from './world.js'

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

/** The places by the frameworks, each with what fails, what is not known and what is open; what is of no place comes last. */
export function matrixOf(world: World, within: Within): Row[] {
  const places = world.places.filter(place => isWithin(within, place))
  const rest = restOf(world, within)
  return [
    ...places.map(place => ({cells: cellsOf(world, world.report.observations.filter(one => isOf(one.subject, place)), place), name: place.name, place})),
    ...rest.length > 0 ? [{cells: cellsOf(world, rest), name: '(people, teams, shared)'}] : [],
  ]
}

/** What is of no place, of the part of the world that was chosen. */
export function restOf({places, report}: World, within: Within): Observation[] {
  const [isApp, others] = [new Set(places.filter(isAppPlace).map(({name}) => name)), places.filter(place => !isAppPlace(place))]
  return report.observations.filter(({subject}) => isPart(subject, within) && !isApp.has(subject.kind === 'app' ? subject.name : subject.app ?? '') && !others.some(place => isOf(subject, place)))
}

const isAppPlace = ({app, name, space, team}: Place) => app !== undefined || (name !== space && name !== team)

function isPart({kind, name, space, team}: Observation['subject'], within: Within): boolean {
  return isWithin(within, {...kind === 'space' ? {space: name} : space === undefined ? {} : {space}, ...kind === 'team' ? {team: name} : team === undefined ? {} : {team}})
}

function cellsOf({report}: World, observed: readonly Observation[], place?: Place): Cell[] {
  return report.frameworks.map(framework => {
    const own = observed.filter(one => one.controls.some(ref => ref.framework === framework.id))
    return {
      fail: own.filter(one => counts(one, 'fail')).length,
      open: place ? framework.controls.filter(control => openPlaces(control, framework, [place]).length > 0).length : 0,
      unknown: own.filter(one => counts(one, 'unknown')).length,
    }
  })
}

export const cellText = ({fail, open, unknown}: Cell): string => `x${fail} ?${unknown} o${open}`
