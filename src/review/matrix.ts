import type {Severity} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Place} from '../model/policy.js'
import type {ReviewScope, ReviewModel} from './review-model.js'

import {severities} from '../model/framework.js'
import {countsAs, isBreach} from '../model/observation.js'
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
  /** The severity of its worst failures, and how many of these there are; absent where nothing fails. */
  readonly worst?: {readonly count: number; readonly severity: Severity}
}

/**
 * For each place and framework, the failures and unknowns of the place and of what it uses, and its open controls. The
 * worst comes first: by the severity of its worst failures, then by their number, then by what else there is.
 */
export function reviewMatrix(model: ReviewModel, scope: ReviewScope): MatrixRow[] {
  const cached = matrixCache.get(model) ?? new Map<string, MatrixRow[]>()
  const key = JSON.stringify(scope)
  const rows = cached.get(key) ?? matrixRows(model, scope).sort(compareRows)
  matrixCache.set(model, cached.set(key, rows))
  return rows
}

/** A model never changes, so its matrix is computed once. */
const matrixCache = new WeakMap<ReviewModel, Map<string, MatrixRow[]>>()

function matrixRows(model: ReviewModel, scope: ReviewScope): MatrixRow[] {
  const places = model.places.filter(place => isInScope(scope, place))
  const unplaced = observationsOutsidePlaces(model, scope)
  return [
    ...places.map(place => {
      const {own} = model.observationsAt(place)
      return {cells: frameworkCells(model, own, place), name: place.name, place, ...worstFailures(own)}
    }),
    ...(unplaced.length > 0
      ? [{cells: frameworkCells(model, unplaced), name: '(people, teams, shared)', ...worstFailures(unplaced)}]
      : []),
  ]
}

function worstFailures(observations: readonly Observation[]): Pick<MatrixRow, 'worst'> {
  const failures = observations.filter(observation => isBreach(observation))
  const severity = severities.find(level => failures.some(failure => failure.severity === level))
  return severity === undefined
    ? {}
    : {worst: {count: failures.filter(failure => failure.severity === severity).length, severity}}
}

/** Orders rows, the worst first. */
function compareRows(a: MatrixRow, b: MatrixRow): number {
  const [ranksA, ranksB] = [rowRanks(a), rowRanks(b)]
  return ranksA.map((rank, index) => rank - (ranksB[index] ?? 0)).find(difference => difference !== 0) ?? 0
}

function rowRanks({cells, worst}: MatrixRow): number[] {
  const sum = (count: keyof MatrixCell) => cells.reduce((total, cell) => total + cell[count], 0)
  return [
    worst ? severities.indexOf(worst.severity) : severities.length,
    -(worst?.count ?? 0),
    -sum('fail'),
    -sum('unknown'),
    -sum('open'),
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

/** The worst failures of a row, such as `2 critical`. */
export const worstText = ({worst}: Pick<MatrixRow, 'worst'>): string =>
  worst ? `${worst.count} ${worst.severity}` : noCount

/** What stands for a count of zero. */
const noCount = '·'

/** A cell as `x1 ?2 o3`: failures, unknowns and open controls; each count of zero is a dot. */
export const cellText = ({fail, open, unknown}: MatrixCell): string =>
  [countText('x', fail), countText('?', unknown), countText('o', open)].join(' ')

const countText = (sign: string, count: number) => (count === 0 ? noCount : `${sign}${count}`)

/** A cell whose counts stand in columns of their own. */
export const alignedCellText = ({fail, open, unknown}: MatrixCell): string =>
  [countText('x', fail).padEnd(4), countText('?', unknown).padEnd(4), countText('o', open)].join('')
