import type {ChangeDiff, ObservationChange, UnknownAfter} from '../model/comparison.js'
import type {Observation} from '../model/observation.js'
import type {ChangeAssessment} from './assess-change.js'

import {comparedReport} from '../compare/diff.js'
import {subjectKey} from '../model/subject.js'

interface DocumentOptions {
  readonly version: string
  /** The commands as they may be shown. */
  readonly commands: readonly string[]
  readonly contractEnds: boolean
  /** Which command a change comes with, from 1, if that is known. */
  readonly causeOf?: (change: ObservationChange) => number | undefined
}

/** What identifies a check on a subject. */
export const changeKey = ({check, subject}: Pick<Observation, 'check' | 'subject'>): string =>
  `${check} ${subjectKey(subject)}`

/** The comparison of what is with what would be, as a document. */
export function changeDocument(
  {after, before, comparison, isWorse, missing, undetermined, unseen}: ChangeAssessment,
  {causeOf = () => undefined, commands, contractEnds, version}: DocumentOptions,
): ChangeDiff {
  const observations = new Map(after.observations.map(observation => [changeKey(observation), observation]))
  const withControls = (change: ObservationChange): ObservationChange => {
    const command = causeOf(change)
    const {controls = []} = observations.get(changeKey(change)) ?? {}
    return {...change, controls, ...(command === undefined ? {} : {command})}
  }

  return {
    diffVersion: 1,
    tool: {name: 'heroku-compliance', version},
    before: comparedReport(before),
    after: comparedReport(after),
    worse: isWorse,
    ...comparison,
    newlyFailing: comparison.newlyFailing.map(change => withControls(change)),
    worsened: comparison.worsened.map(change => withControls(change)),
    change: {
      commands,
      ...(contractEnds ? {contractEnds} : {}),
      undetermined: undetermined.map(observation => unknownAfter(observation)),
      unseen: unseen.map(observation => unknownAfter(observation)),
      missing: missing.map(({path}) => path),
    },
  }
}

const unknownAfter = ({check, controls, failureTitle, gaps, severity, subject, title}: Observation): UnknownAfter => ({
  check,
  controls,
  ...(failureTitle === undefined ? {} : {failureTitle}),
  ...(gaps ? {gaps} : {}),
  severity,
  subject,
  title,
})
