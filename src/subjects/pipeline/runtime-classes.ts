import type {Gap} from '../../model/gap.js'
import type {Known, Value} from '../../model/subject.js'
import type {Roster} from '../context.js'
import type {StagedApp, Stages} from './stages.js'

import {distinct} from '../../foundation/collections.js'
import {from, value} from '../field-value.js'
import {runtimeClass} from '../app/runtime-class.js'

const order: readonly Value[] = ['common', 'private', 'shield']

/** The lowest and the highest runtime class that a thing could have, as places in their order; a gap keeps them apart. */
export interface Reach {
  readonly low: number
  readonly high: number
  readonly gap?: Gap
}

export function reachOf(known: Known): Reach {
  const ranks = ('value' in known ? [known.value] : (known.among ?? order)).map(one => order.indexOf(one))
  return {high: Math.max(...ranks), low: Math.min(...ranks), ...('gap' in known ? {gap: known.gap} : {})}
}

const reachOfApp = (roster: Roster, {record}: StagedApp): Reach =>
  reachOf(from(record(), body => runtimeClass({body}, roster)))

/** How high the highest production app could be. */
export function highest(roster: Roster, {production, unclear}: Stages): Reach {
  const all = [...production.map(app => reachOfApp(roster, app)), ...(unclear ? [reachOf({gap: unclear})] : [])]
  const gap = all.find(one => one.gap)?.gap
  return {
    high: Math.max(...all.map(({high}) => high)),
    low: Math.max(...all.map(({low}) => low)),
    ...(gap ? {gap} : {}),
  }
}

/** The class of the highest production app, or none where there is no such app. */
export function highestProductionClass(roster: Roster, stages: Stages): Known {
  if (stages.production.length === 0) return stages.unclear ? {gap: stages.unclear} : value('none')
  const {gap, high, low} = highest(roster, stages)
  return gap && high > low ? {among: order.slice(low, high + 1), gap} : value(order[low] ?? 'none')
}

/**
 * Staging apps that surely run lower than the highest production app: a gap unless there are any, or no other could. One
 * in Shield never does, and none does where production is common.
 */
export function lowerStagingApps(roster: Roster, stages: Stages): Known {
  const bar = highest(roster, stages)
  const apps = stages.staging.map(app => ({reach: reachOfApp(roster, app), seen: app.record()}))
  const lower = apps
    .filter(({reach}) => reach.high < bar.low)
    .flatMap(({seen}) => ('body' in seen ? [seen.body.name] : []))
  const perhaps = apps.find(({reach}) => reach.low < bar.high)
  const gap = stages.unclear ?? (perhaps && (bar.gap ?? perhaps.reach.gap))
  return lower.length === 0 && gap ? {gap} : value(distinct(lower))
}
