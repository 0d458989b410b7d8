import type {Severity} from '../../model/framework.js'
import type {Observation} from '../../model/observation.js'
import type {Page} from './page.js'

import {severities} from '../../model/framework.js'
import {byCodeUnit, distinct, groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {joinParts, paragraph, labeledParagraph} from './page.js'
import type {FailedRequest, UnknownCause} from '../text/unknown-causes.js'
import {unknownCauses, worstSeverityRank} from '../text/unknown-causes.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {severityCounts, ownerText, placeholderList, shortList, subjectName, countText} from '../text/labels.js'

const limits = {causes: 20, checks: 6, details: 3, names: 8, requests: 4, rows: 8} as const
const severityRank = (severity: Severity) => severities.indexOf(severity)

/** What couldn't be determined, by cause, with what would help. */
export function unknownsPart(page: Page): string[] {
  if (!page.isListed('unknown')) return []
  const causes = unknownCauses(page.report)
  const openCauses = causes.filter(({observations}) => observations.length > 0)
  const unusedRequests = causes.flatMap(({observations, requests}) => (observations.length === 0 ? requests : []))
  const observationCount = countText(page.report.summary.unknown, 'observation')
  const head = `${page.paint.strong('WHAT COULD NOT BE DETERMINED:')} ${observationCount}, by cause.`
  return joinParts([
    openCauses.length > 0 ? paragraph(page, head) : [],
    ...openCauses.slice(0, limits.causes).map(cause => causeBlock(page, cause)),
    hiddenCausesLines(page, openCauses.slice(limits.causes)),
    unusedRequestsLines(page, unusedRequests),
  ])
}

function hiddenCausesLines(page: Page, causes: readonly UnknownCause[]): string[] {
  if (causes.length === 0) return []
  const observationCount = causes.reduce((sum, {observations}) => sum + observations.length, 0)
  const observations = countText(observationCount, 'observation')
  return paragraph(page, `and ${countText(causes.length, 'cause')} more, of ${observations} (--json lists all)`)
}

function unusedRequestsLines(page: Page, requests: readonly FailedRequest[]): string[] {
  if (requests.length === 0) return []
  const list = shortList(requests.map(requestText).sort(byCodeUnit), limits.requests)
  return paragraph(page, `Also failed, but no check depends on it: ${list}`)
}

const requestText = ({path, reason, status}: FailedRequest) => `${sanitizeForTerminal(path, 120)} (${status ?? reason})`

function causeBlock(page: Page, {details, needs, observations, requests, title}: UnknownCause): string[] {
  const {paint} = page
  const severity = severities[worstSeverityRank(observations)] ?? 'low'
  const paths = requests.map(({path}) => sanitizeForTerminal(path, 120))
  const detailTexts = details.map(detail => sanitizeForTerminal(detail, 200))
  const observationCount = `${countText(observations.length, 'observation')}${severityTally(observations)}`
  return [
    ...labeledParagraph(
      page,
      `${paint.unknown('UNKNOWN')}  ${severity}  `,
      `${paint.strong(capitalize(sanitizeForTerminal(title)))} - ${observationCount}`,
    ),
    ...(paths.length > 0 ? paragraph(page, `Requests: ${shortList(paths, limits.requests)}`, 1) : []),
    ...(detailTexts.length > 0 ? paragraph(page, `Details: ${shortList(detailTexts, limits.details)}`, 1) : []),
    ...(needs === undefined ? [] : paragraph(page, `Needs: ${paint.strong(sanitizeForTerminal(needs, 200))}`, 1)),
    ...openChecksLines(page, observations),
  ]
}

const severityTally = (observations: readonly Observation[]) =>
  new Set(observations.map(({severity}) => severity)).size > 1 ? ` (${severityCounts(observations)})` : ''

/** Which checks are open on which subjects; subjects with the same open checks share a line. */
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
      const names = subjects.map(all => page.paint.name(openSubjectText(all)))
      const checks = checkIds(subjects[0] ?? []).map(id => sanitizeForTerminal(id, 60))
      return paragraph(page, `${shortList(names, limits.names)}: ${shortList(checks, limits.checks)}`, 1)
    }),
    ...(hiddenSubjects.length > 0
      ? paragraph(page, `and ${countText(hiddenSubjects.length, 'subject')} more (--json lists all)`, 1)
      : []),
  ]
}

/** Distinct ids, the most severe first. */
const checkIds = (observations: readonly Observation[]): string[] => [
  ...new Set(
    [...observations]
      .sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || byCodeUnit(a.check, b.check))
      .map(({check}) => check),
  ),
]

/** One subject or, if it couldn't be seen, its owner with all the lists that couldn't be read. */
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
