import type {FieldGap, Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'

import {byCodeUnit, distinct, groupBy} from '../../foundation/collections.js'
import {severities} from '../../model/framework.js'
import {countsAs} from '../../model/observation.js'
import {gapReasonText} from './labels.js'

/** A request that failed, or returned unusable data. */
export type FailedRequest = Report['gaps'][number]

/** Why observations are unknown: requests that failed in the same way, or a reason given in a sentence. */
export interface UnknownCause {
  readonly title: string
  readonly requests: readonly FailedRequest[]
  readonly details: readonly string[]
  readonly needs?: string
  readonly observations: readonly Observation[]
}

/** The rank of the worst severity, 0 for the worst of all. */
export const worstSeverityRank = (observations: readonly Observation[]): number =>
  Math.min(
    severities.length,
    ...severities.flatMap((severity, index) =>
      observations.some(observation => observation.severity === severity) ? [index] : [],
    ),
  )

/** Each unknown observation under the first cause that it names, worst first. */
export function unknownCauses({gaps, observations}: Report): UnknownCause[] {
  const requestsByPath = new Map(gaps.map(gap => [gap.path, gap]))
  const unknown = observations.filter(observation => countsAs(observation, 'unknown'))
  const groups = groupBy(unknown, ({gaps: fieldGaps, subject}) => {
    const [first] = fieldGaps ?? []
    const request = first?.path === undefined ? undefined : requestsByPath.get(first.path)
    return request ? requestKey(request) : `sentence ${withoutNames(gapSentence(first), subject)}`
  })
  const requestCauses = [...groupBy(gaps, requestKey)].flatMap(([key, requests]) =>
    requests[0] ? [requestCause(requests[0], requests, groups.get(key) ?? [])] : [],
  )
  const sentenceCauses = [...groups].flatMap(([key, own]) =>
    key.startsWith('sentence ') ? [{details: [], observations: own, requests: [], title: commonSentence(own)}] : [],
  )
  return [...requestCauses, ...sentenceCauses].sort(
    (a, b) =>
      worstSeverityRank(a.observations) - worstSeverityRank(b.observations) ||
      b.observations.length - a.observations.length ||
      byCodeUnit(a.title, b.title),
  )
}

function requestCause(
  {needs, reason, status}: FailedRequest,
  requests: readonly FailedRequest[],
  observations: readonly Observation[],
): UnknownCause {
  const details = distinct(observations.flatMap(({gaps}) => gaps?.[0]?.detail ?? []))
  const needed = needs ?? (reason === 'not-collected' ? 'a snapshot collected for these frameworks' : undefined)
  return {
    details: details.filter(detail => !/^the API (?:answered|returned|responded with) \d+$/.test(detail)),
    observations,
    requests,
    title: gapReasonText[reason] + (status === undefined ? '' : ` (${status})`),
    ...(needed === undefined ? {} : {needs: needed}),
  }
}

const requestKey = ({needs, reason, status}: FailedRequest) => JSON.stringify([reason, status, needs])
const gapSentence = (gap: FieldGap | undefined) => (gap ? (gap.detail ?? gapReasonText[gap.reason]) : 'no cause given')

/** Sentences that differ only in the name of the subject are one cause. */
function withoutNames(text: string, {app, name, space, team}: Observation['subject']): string {
  return text
    .split(/([^\w.@/*-]+)/)
    .map(word => (word === name || word === app || word === space || word === team ? '*' : word))
    .join('')
}

function commonSentence(observations: readonly Observation[]): string {
  const sentences = distinct(observations.map(({gaps: fieldGaps}) => gapSentence(fieldGaps?.[0])))
  return `${sentences[0] ?? ''}${sentences.length > 1 ? ` (and ${sentences.length - 1} similar)` : ''}`
}
