import type {Gap} from '../../model/gap.js'
import type {FieldValue, Value} from '../../model/subject.js'
import type {ScopeInventory} from '../context.js'
import type {StagedApp, Stages} from './stages.js'

import {fieldFrom, value, namesOrGap} from '../field-value.js'
import {runtimeClass} from '../app/runtime-class.js'

const classOrder: readonly Value[] = ['common', 'private', 'shield']

/** The lowest and highest runtime class that is possible, as indexes into their order. They differ only with a gap. */
interface ClassRange {
  readonly low: number
  readonly high: number
  readonly gap?: Gap
}

/** The range of classes that a field may have: a single one if it is known. */
export function classRange(fieldValue: FieldValue): ClassRange {
  const ranks = ('value' in fieldValue ? [fieldValue.value] : (fieldValue.possibleValues ?? classOrder)).map(
    className => classOrder.indexOf(className),
  )
  return {high: Math.max(...ranks), low: Math.min(...ranks), ...('gap' in fieldValue ? {gap: fieldValue.gap} : {})}
}

const appClassRange = (inventory: ScopeInventory, {record}: StagedApp): ClassRange =>
  classRange(fieldFrom(record(), body => runtimeClass({body}, inventory)))

/** The possible classes of the highest production app. */
export function highestProductionRange(inventory: ScopeInventory, {production, unclear}: Stages): ClassRange {
  const ranges = [
    ...production.map(app => appClassRange(inventory, app)),
    ...(unclear ? [classRange({gap: unclear})] : []),
  ]
  const gap = ranges.find(range => range.gap)?.gap
  return {
    high: Math.max(...ranges.map(({high}) => high)),
    low: Math.max(...ranges.map(({low}) => low)),
    ...(gap ? {gap} : {}),
  }
}

/** The class of the highest production app, or `none` without one. */
export function highestProductionClass(inventory: ScopeInventory, stages: Stages): FieldValue {
  if (stages.production.length === 0) return stages.unclear ? {gap: stages.unclear} : value('none')
  const {gap, high, low} = highestProductionRange(inventory, stages)
  return gap && high > low ? {possibleValues: classOrder.slice(low, high + 1), gap} : value(classOrder[low] ?? 'none')
}

/**
 * Staging apps that certainly run in a lower class than the highest production app: a gap if none does and one might.
 */
export function lowerStagingApps(inventory: ScopeInventory, stages: Stages): FieldValue {
  const productionRange = highestProductionRange(inventory, stages)
  const apps = stages.staging.map(app => ({range: appClassRange(inventory, app), record: app.record()}))
  const lower = apps
    .filter(({range}) => range.high < productionRange.low)
    .flatMap(({record}) => ('body' in record ? [record.body.name] : []))
  const possiblyLower = apps.find(({range}) => range.low < productionRange.high)
  const gap = stages.unclear ?? (possiblyLower && (productionRange.gap ?? possiblyLower.range.gap))
  return namesOrGap(lower, gap)
}
