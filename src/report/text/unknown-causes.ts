import type {FieldGap, Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'

import {byCodeUnit, distinct, groupBy} from '../../foundation/collections.js'
import {severities} from '../../model/framework.js'
import {countsAs} from '../../model/observation.js'
import {gapReasonText} from './labels.js'
import {unseenText} from './unseen-resources.js'

/** A request that failed, or returned unusable data. */
export type FailedRequest = Report['gaps'][number]

/** Why observations are unknown: requests that failed in the same way, or a reason given in a sentence. */
export interface UnknownCause {
  readonly title: string
  /** What can't be seen, as the title begins, where the requests say so: "the app pay-web can't be seen". */
  readonly unseen?: string
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
  const nameOf = subjectNames(observations)
  const requestCauses = [...groupBy(gaps, requestKey)].flatMap(([key, requests]) =>
    requests[0] ? [requestCause(requests[0], requests, groups.get(key) ?? [], nameOf)] : [],
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
  nameOf: (id: string) => string | undefined,
): UnknownCause {
  const unseen = isRefusal(reason) ? unseenText(requests, nameOf) : undefined
  const answer = gapReasonText[reason] + (status === undefined ? '' : ` (${status})`)
  const needed = needs ?? (reason === 'not-collected' ? 'a snapshot collected for these frameworks' : undefined)
  return {
    details: distinct(observations.flatMap(({gaps}) => detailOf(gaps?.[0]))),
    observations,
    requests,
    title: unseen === undefined ? answer : `${unseen}: ${answer}`,
    ...(unseen === undefined ? {} : {unseen}),
    ...(needed === undefined ? {} : {needs: needed}),
  }
}

/** The end of a detail, where it says more than the response that the title gives. */
function detailOf(gap: FieldGap | undefined): string[] {
  const detail = gap?.detail?.split(': ').at(-1)
  const isAnswer = /^the API (?:answered|returned|responded with) \d+$/.test(detail ?? '')
  return detail === undefined || isAnswer ? [] : [detail]
}

const isRefusal = (reason: FailedRequest['reason']) => ['forbidden', 'not-found', 'not-visible'].includes(reason)

/** Names by id: a request may name a database by an id that says nothing to a reader. */
function subjectNames(observations: readonly Observation[]): (id: string) => string | undefined {
  const names = new Map(observations.map(({subject: {id, name}}) => [id, name]))
  return id => names.get(id)
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
