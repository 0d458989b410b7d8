import type {App, FactTypes} from '../../model/facts.js'
import type {FieldValue} from '../../model/subject.js'
import type {AppHandle, SubjectContext} from '../context.js'

import {ageInDays} from '../age.js'
import {fieldFrom, unknown, value} from '../field-value.js'

/** Days since the newest successful build; a gap for container images. */
export const buildAgeDays = ({facts, now}: SubjectContext, {record, ref}: AppHandle): FieldValue =>
  fieldFrom(record, ({stack}: App) =>
    stack?.name === 'container'
      ? unknown('no-statement', 'a container image is built elsewhere')
      : fieldFrom(facts.read('builds', ref), builds => fieldFrom(now, today => newestBuildAge(builds, today))),
  )

/** Builds come newest first. If only one page was read, it says nothing about older builds. */
function newestBuildAge(builds: FactTypes['builds'], now: number): FieldValue {
  const candidates = builds
    .filter(({status}) => status === 'succeeded' || !status)
    .map(({created_at: createdAt, status}) => ({age: ageInDays(createdAt, now), isSure: status === 'succeeded'}))
  if (candidates.length === 0)
    return unknown('no-statement', 'no successful build is listed; a promoted app is built elsewhere')
  const dated = candidates.flatMap(({age, isSure}) => (age === undefined ? [] : [{age, isSure}]))
  const youngest = (isSure: boolean) =>
    Math.min(...dated.flatMap(candidate => (candidate.isSure === isSure ? [candidate.age] : [])))
  const [sure, possible] = [youngest(true), youngest(false)]
  // A build without a date may be from today.
  if (dated.length < candidates.length)
    return unknown('unknown-value', 'a build has no readable date', Number.isFinite(sure) ? [sure, 0] : undefined)
  if (sure <= possible) return value(sure)
  return unknown(
    'no-statement',
    "a build doesn't say whether it succeeded",
    Number.isFinite(sure) ? [sure, possible] : undefined,
  )
}
