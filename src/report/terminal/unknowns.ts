import type {Severity} from '../../model/framework.js'
import type {FieldGap, Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {Page} from './page.js'

import {severities} from '../../model/framework.js'
import {countsAs} from '../../model/observation.js'
import {byCodeUnit, distinct, groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {joinParts, paragraph, labeledParagraph} from './page.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {
  severityCounts,
  ownerText,
  placeholderList,
  gapReasonText,
  shortList,
  subjectName,
  countText,
} from '../text/labels.js'

type FailedRequest = Report['gaps'][number]

/** What keeps observations from being decided: requests that failed alike, or a sentence. */
interface Cause {
  readonly title: string
  readonly requests: readonly FailedRequest[]
  readonly details: readonly string[]
  readonly needs?: string
  readonly observations: readonly Observation[]
}

const limits = {causes: 20, checks: 6, details: 3, names: 8, requests: 4, rows: 8} as const
const severityRank = (severity: Severity) => severities.indexOf(severity)
const worstSeverityRank = (observations: readonly Observation[]): number =>
  Math.min(
    severities.length,
    ...severities.flatMap((severity, index) =>
      observations.some(observation => observation.severity === severity) ? [index] : [],
    ),
  )

/** Each observation that is unknown, under the first cause that it names. */
export function unknownCauses({gaps, observations}: Report): Cause[] {
  const requests = new Map(gaps.map(gap => [gap.path, gap]))
  const unknown = observations.filter(observation => countsAs(observation, 'unknown'))
  const groups = groupBy(unknown, ({gaps: fieldGaps, subject}) => {
    const [first] = fieldGaps ?? []
    const request = first?.path === undefined ? undefined : requests.get(first.path)
    return request ? requestKey(request) : `sentence ${withoutNames(gapSentence(first), subject)}`
  })
  const requestCauses = [...groupBy(gaps, requestKey)].flatMap(([key, alike]) => {
    const [first] = alike
    if (!first) return []
    const {needs, reason, status} = first
    const affected = groups.get(key) ?? []
    const details = distinct(affected.flatMap(({gaps: fieldGaps}) => fieldGaps?.[0]?.detail ?? [])).filter(
      detail => !/^the API answered \d+$/.test(detail),
    )
    const needed =
      needs ?? (reason === 'not-collected' ? 'a snapshot that was collected for these frameworks' : undefined)
    return [
      {
        details,
        observations: affected,
        requests: alike,
        title: gapReasonText[reason] + (status === undefined ? '' : ` (${status})`),
        ...(needed === undefined ? {} : {needs: needed}),
      },
    ]
  })
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

const requestKey = ({needs, reason, status}: FailedRequest) => JSON.stringify([reason, status, needs])
const gapSentence = (gap: FieldGap | undefined) =>
  gap ? (gap.detail ?? gapReasonText[gap.reason]) : 'no cause is named'

/** What is said alike of many subjects, each by its name, is one cause. */
function withoutNames(text: string, {app, name, space, team}: Observation['subject']): string {
  return text
    .split(/([^\w.@/*-]+)/)
    .map(word => (word === name || word === app || word === space || word === team ? '*' : word))
    .join('')
}

function commonSentence(observations: readonly Observation[]): string {
  const sentences = distinct(observations.map(({gaps: fieldGaps}) => gapSentence(fieldGaps?.[0])))
  return `${sentences[0] ?? ''}${sentences.length > 1 ? ` (and ${sentences.length - 1} like this)` : ''}`
}

/** What could not be determined, by cause, with what would help. */
export function unknownsPart(page: Page): string[] {
  if (!page.isListed('unknown')) return []
  const reportCauses = unknownCauses(page.report)
  const openCauses = reportCauses.filter(({observations}) => observations.length > 0)
  const unusedRequests = reportCauses.flatMap(({observations, requests}) => (observations.length === 0 ? requests : []))
  const hiddenCauses = openCauses.slice(limits.causes)
  const head = `${page.paint.strong('WHAT COULD NOT BE DETERMINED:')} ${countText(page.report.summary.unknown, 'observation')}, by cause.`
  return joinParts([
    openCauses.length > 0 ? paragraph(page, head) : [],
    ...openCauses.slice(0, limits.causes).map(cause => causeBlock(page, cause)),
    hiddenCauses.length > 0
      ? paragraph(
          page,
          `and ${countText(hiddenCauses.length, 'cause')} more, of ${countText(
            hiddenCauses.reduce((sum, {observations}) => sum + observations.length, 0),
            'observation',
          )} (--json lists all)`,
        )
      : [],
    unusedRequests.length > 0
      ? paragraph(
          page,
          `Not answered either, though no check hangs on it: ${shortList(unusedRequests.map(requestText).sort(byCodeUnit), limits.requests)}`,
        )
      : [],
  ])
}

const requestText = ({path, reason, status}: FailedRequest) => `${sanitizeForTerminal(path, 120)} (${status ?? reason})`

function causeBlock(page: Page, {details, needs, observations, requests, title}: Cause): string[] {
  const {paint} = page
  const severity = severities[worstSeverityRank(observations)] ?? 'low'
  const paths = requests.map(({path}) => sanitizeForTerminal(path, 120))
  return [
    ...labeledParagraph(
      page,
      `${paint.unknown('UNKNOWN')}  ${severity}  `,
      `${paint.strong(capitalize(sanitizeForTerminal(title)))} - ${countText(observations.length, 'observation')}${severityTally(observations)}`,
    ),
    ...(paths.length > 0 ? paragraph(page, `Asked: ${shortList(paths, limits.requests)}`, 1) : []),
    ...(details.length > 0
      ? paragraph(
          page,
          `Because: ${shortList(
            details.map(detail => sanitizeForTerminal(detail, 200)),
            limits.details,
          )}`,
          1,
        )
      : []),
    ...(needs === undefined ? [] : paragraph(page, `Would help: ${paint.strong(sanitizeForTerminal(needs, 200))}`, 1)),
    ...openChecksLines(page, observations),
  ]
}

const severityTally = (observations: readonly Observation[]) =>
  new Set(observations.map(({severity}) => severity)).size > 1 ? ` (${severityCounts(observations)})` : ''

/** Which checks are open on what; subjects on which the same checks are open share a line. */
function openChecksLines(page: Page, observations: readonly Observation[]): string[] {
  const bySubject = [
    ...groupBy(
      observations,
      ({subject}) =>
        placeholderList(subject)?.owner ?? (subject.placeholder ? subject.name : `${subject.kind} ${subject.id}`),
    ).values(),
  ]
  const subjectGroups = [...groupBy(bySubject, all => checkIds(all).join(' ')).values()].sort(
    (a, b) => worstSeverityRank(a[0] ?? []) - worstSeverityRank(b[0] ?? []),
  )
  const shown = subjectGroups.slice(0, limits.rows)
  const hiddenSubjects = subjectGroups.slice(limits.rows).flat()
  return [
    ...shown.flatMap(subjects => {
      const checks = checkIds(subjects[0] ?? [])
      return paragraph(
        page,
        `${shortList(
          subjects.map(all => page.paint.name(openSubjectText(all))),
          limits.names,
        )}: ${shortList(
          checks.map(id => sanitizeForTerminal(id, 60)),
          limits.checks,
        )}`,
        1,
      )
    }),
    ...(hiddenSubjects.length > 0
      ? paragraph(page, `and ${countText(hiddenSubjects.length, 'subject')} more (--json lists all)`, 1)
      : []),
  ]
}

/** Distinct ids, the gravest first. */
const checkIds = (observations: readonly Observation[]): string[] => [
  ...new Set(
    [...observations]
      .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || byCodeUnit(a.check, b.check))
      .map(({check}) => check),
  ),
]

/** One subject; or a thing that could not be seen, with all lists of it. */
function openSubjectText(observations: readonly Observation[]): string {
  const [first] = observations
  if (!first) return ''
  const lists = distinct(observations.flatMap(({subject}) => placeholderList(subject)?.list ?? []))
  const owner = observations.map(({subject}) => placeholderList(subject)?.owner).find(name => name !== undefined)
  const ownObservation = observations.find(({subject}) => placeholderList(subject) === undefined)
  if (owner === undefined) return subjectName(first.subject)
  const lastList = lists.at(-1) ?? ''
  const listsText = lists.length === 1 ? lastList : `${lists.slice(0, -1).join(', ')} and ${lastList}`
  return ownObservation
    ? `${subjectName(ownObservation.subject)} with its ${listsText}`
    : `the ${listsText} of ${ownerText(owner)}`
}
