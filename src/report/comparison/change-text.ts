import type {ChangeDiff} from '../../model/comparison.js'

import {pluralize} from '../../foundation/text.js'
import {severityCounts} from '../text/labels.js'

/** The outcome of a planned change in a sentence without its full stop. */
export function changeHeadline(diff: ChangeDiff): string {
  const worse = worseParts(diff)
  if (worse.length > 0) return `Would get worse: ${worse.join(', ')}`
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

const betterParts = ({betterControls, fixed, newlyDetermined}: ChangeDiff): string[] => [
  ...(fixed.length > 0 ? [`${pluralize(fixed.length, 'failure')} fixed`] : []),
  ...(newlyDetermined.length > 0 ? [`${newlyDetermined.length} no longer unknown`] : []),
  ...(betterControls.length > 0 ? [pluralize(betterControls.length, 'control')] : []),
]

/** The outcome, and what it leaves open, as the reason of an exit code. */
export const changeReason = (diff: ChangeDiff): string => {
  const {undetermined, unseen} = diff.change
  return [
    changeHeadline(diff),
    ...(undetermined.length > 0 ? [`${undetermined.length} can't be known before it is done`] : []),
    ...(unseen.length > 0 ? [`${unseen.length} can't be seen`] : []),
  ].join('; ')
}
