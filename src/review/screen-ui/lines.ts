import type {Status} from '../../model/framework.js'
import type {Observation} from '../../model/observation.js'
import type {Color, ScreenLine} from './screen-state.js'

import {countsAs, isBreach, isSignalFailure} from '../../model/observation.js'
import {subjectKey} from '../../model/subject.js'
import {wrapText} from '../../report/terminal/layout.js'
import {observationLine} from '../details.js'

const statusColors: Readonly<Partial<Record<Status, Color>>> = {
  fail: 'fail',
  manual: 'open',
  unknown: 'unknown',
  waived: 'unknown',
}

/** The color of a status; none for what needs no attention. */
export function statusColor(status: Status): {readonly color?: Color} {
  const color = statusColors[status]
  return color ? {color} : {}
}

function observationStatus(observation: Observation): Status {
  if (isBreach(observation)) return 'fail'
  return countsAs(observation, 'unknown') || isSignalFailure(observation) ? 'unknown' : 'pass'
}

/** An observation as a line that opens it. */
export const observationLink = (observation: Observation): ScreenLine => ({
  ...statusColor(observationStatus(observation)),
  open: {check: observation.check, kind: 'observation', subject: subjectKey(observation.subject)},
  text: observationLine(observation),
})

/** Paragraphs in lines that fit; the first paragraph stands out. */
export const wrapParagraphs = (paragraphs: readonly string[], columns: number): ScreenLine[] =>
  paragraphs.flatMap((paragraph, index) =>
    wrapText(paragraph, columns - 2, '', 2).map((text): ScreenLine => (index === 0 ? {isStrong: true, text} : {text})),
  )
