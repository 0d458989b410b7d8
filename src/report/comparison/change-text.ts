import type {ChangeDiff, ObservationChange, PlannedChange} from '../../model/comparison.js'

import {capitalize, pluralize} from '../../foundation/text.js'
import {severityCounts} from '../text/labels.js'
import {commonFrameworksText, comparedScopeText} from './comparison-text.js'

/** The outcome of a planned change in a sentence without its full stop. */
export function changeHeadline(diff: ChangeDiff): string {
  const worse = worseParts(diff)
  if (diff.worse) return `Would get worse: ${worse.join(', ')}`
  const better = betterParts(diff)
  if (better.length > 0) return `Would get better: ${better.join(', ')}`
  const {undetermined, unseen} = diff.change
  return undetermined.length + unseen.length > 0
    ? 'Nothing that is seen would get worse'
    : 'Nothing that is checked would change'
}

function worseParts({newlyFailing, worseControls, worsened}: ChangeDiff): string[] {
  const controls = worseControls.filter(({status}) => status !== 'unknown').length
  return [
    ...(newlyFailing.length > 0
      ? [`${pluralize(newlyFailing.length, 'new failure')} (${severityCounts(newlyFailing)})`]
      : []),
    ...(worsened.length > 0 ? [`${pluralize(worsened.length, 'failure')} worse (${severityCounts(worsened)})`] : []),
    ...(controls > 0 ? [pluralize(controls, 'control')] : []),
  ]
}

const betterParts = ({betterControls, fixed, newlyDetermined}: ChangeDiff): string[] => {
  const holds = fixed.filter(({now}) => now === 'pass')
  const known = newlyDetermined.filter(({now}) => now === 'pass')
  return [
    ...(holds.length > 0 ? [`${pluralize(holds.length, 'failure')} fixed`] : []),
    ...(known.length > 0 ? [`${known.length} no longer unknown`] : []),
    ...(betterControls.length > 0 ? [pluralize(betterControls.length, 'control')] : []),
  ]
}

/** What the outcome comes to. */
export function changeOutcome(diff: ChangeDiff): 'fail' | 'pass' | 'unknown' {
  if (diff.worse) return 'fail'
  return diff.change.undetermined.length + diff.change.unseen.length > 0 ? 'unknown' : 'pass'
}

/** The outcome, and what it leaves open, as the reason of an exit code. */
export const changeReason = (diff: ChangeDiff): string => {
  const {undetermined, unseen} = diff.change
  return [
    changeHeadline(diff),
    ...(undetermined.length > 0 ? [`${undetermined.length} can't be known before it is done`] : []),
    ...(unseen.length > 0 ? [`${unseen.length} can't be seen`] : []),
  ].join('; ')
}

/** What was planned, a line each. */
export function plannedLines({commands, contractEnds}: PlannedChange): string[] {
  const [only, ...others] = commands
  return [
    ...(contractEnds ? ['As if the Enterprise contract had ended'] : []),
    ...(only !== undefined && others.length === 0
      ? [`${only}   (not run)`]
      : commands.map((command, index) => `${index + 1}. ${command}   (not run)`)),
  ]
}

/** What the change was assessed on, against what, and as of when. */
export const changeSubjectText = (diff: ChangeDiff): string =>
  `${capitalize(comparedScopeText(diff.before))}, against ${commonFrameworksText(diff)}`

/** The first control that is violated, and how many more. */
export function controlText({after}: ChangeDiff, changes: readonly ObservationChange[]): string {
  const controls = changes.flatMap(change => change.controls ?? [])
  const keys = [...new Set(controls.map(({control, framework}) => `${titleOf(after, framework)} ${control}`))]
  const [first] = keys
  return first === undefined ? '' : `${first}${keys.length > 1 ? ` and ${keys.length - 1} more` : ''}`
}

const titleOf = ({frameworks}: ChangeDiff['after'], id: string): string =>
  frameworks.find(framework => framework.id === id)?.title ?? id
