import type {Severity} from '../../model/framework.js'
import type {Report} from '../../model/report.js'
import type {KeyedObservation} from '../text/finding-text.js'
import {sharedQuestionsText} from '../text/open-questions.js'

import {severities} from '../../model/framework.js'
import {isSignalFailure} from '../../model/observation.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {pluralize} from '../../foundation/text.js'
import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'
import {
  findingTitle,
  controlReason,
  keyedObservations,
  reportRemarks,
  findingDetails,
  keyedControls,
  subjectWithKind,
} from '../text/finding-text.js'

/** GitHub shows at most so many of a kind per step. */
const maxPerKind = 10
const maxSubjects = 20
const maxDataLength = 4000

const kinds = ['error', 'warning', 'notice'] as const
type Kind = (typeof kinds)[number]

const kindBySeverity: Readonly<Record<Severity, Kind>> = {
  critical: 'error',
  high: 'error',
  low: 'notice',
  medium: 'warning',
}

interface Annotation {
  readonly kind: Kind
  readonly title: string
  readonly lines: readonly string[]
  /** How the summary names it, if it doesn't fit. */
  readonly shortText: string
}

/**
 * Workflow commands of GitHub Actions: an annotation for each failed check, each unknown check, and each control that a
 * person answered with no, and one that counts all results. What exceeds the number that GitHub shows is summarized in
 * the last annotation of its kind.
 */
export function github(report: Report): string {
  const annotations = [...checkAnnotations(report), ...controlAnnotations(report)]
  const shown = kinds.flatMap(kind =>
    limitAnnotations(
      annotations.filter(annotation => annotation.kind === kind),
      kind,
      kind === 'notice' ? maxPerKind - 1 : maxPerKind,
    ),
  )
  return [...shown, summaryAnnotation(report)].map(annotation => workflowCommand(annotation)).join('')
}

function checkAnnotations(report: Report): Annotation[] {
  const openObservations = [...keyedObservations(report)].filter(
    ({outcome}) => outcome === 'fail' || outcome === 'unknown',
  )
  const groups = [
    ...groupBy(
      openObservations,
      ({isSignal: isMinor, observation, outcome}) => `${isMinor} ${outcome} ${observation.check}`,
    ).values(),
  ].flatMap(observations => (observations[0] ? [{first: observations[0], same: observations}] : []))
  const rank = (keyed: KeyedObservation) =>
    severities.indexOf(keyed.observation.severity) + tierOf(keyed) * severities.length
  return groups
    .sort((a, b) => rank(a.first) - rank(b.first) || byCodeUnit(a.first.observation.check, b.first.observation.check))
    .map(({first, same}) => checkAnnotation(first, same))
}

/** Violations first, then what is unknown, then what is only worth a look. */
function tierOf({isSignal: isMinor, outcome}: KeyedObservation): number {
  if (isMinor) return 2
  return outcome === 'fail' ? 0 : 1
}

function checkAnnotation(
  {isSignal: isMinor, observation, outcome}: KeyedObservation,
  observations: readonly KeyedObservation[],
): Annotation {
  const {check, remediation, severity} = observation
  const hiddenCount = observations.length - maxSubjects
  const isFail = outcome === 'fail'
  return {
    shortText: `${check} (${observations.length})`,
    kind: checkKind(isMinor, isFail, severity),
    lines: [
      ...observations
        .slice(0, maxSubjects)
        .map(keyed => `${subjectWithKind(keyed.observation.subject)}: ${findingDetails(keyed.observation)}`),
      ...(hiddenCount > 0 ? [`and ${hiddenCount} more`] : []),
      ...(isFail && remediation ? [`Fix: ${remediation.text}`] : []),
    ],
    title: isFail ? `${isMinor ? 'worth a look' : severity}: ${findingTitle(observation)}` : findingTitle(observation),
  }
}

function checkKind(isMinor: boolean, isFail: boolean, severity: Severity): Kind {
  if (isMinor) return 'notice'
  if (isFail) return kindBySeverity[severity]
  return severity === 'low' ? 'notice' : 'warning'
}

const controlAnnotations = (report: Report): Annotation[] =>
  [...keyedControls(report)]
    .filter(({control, isCoveredByObservation}) => control.status === 'fail' && !isCoveredByObservation)
    .map(({control, framework}) => ({
      shortText: `${framework.id} ${control.id}`,
      kind: kindBySeverity[control.severity],
      lines: [controlReason(control)],
      title: `${control.severity}: ${framework.title} ${control.id}: ${control.title}`,
    }))

function limitAnnotations(annotations: readonly Annotation[], kind: Kind, limit: number): Annotation[] {
  if (annotations.length <= limit) return [...annotations]
  const hidden = annotations.slice(limit - 1)
  return [
    ...annotations.slice(0, limit - 1),
    {
      shortText: '',
      kind,
      lines: hidden.map(({shortText}) => shortText),
      title: `${hidden.length} more that don't fit here`,
    },
  ]
}

function summaryAnnotation(report: Report): Annotation {
  const {exit, frameworks, observations} = report
  const questionsText = sharedQuestionsText(frameworks)
  return {
    shortText: '',
    kind: 'notice',
    lines: [
      `${pluralize(observations.length, 'observation')}: ${observationCounts(report)}`,
      ...frameworks.map(
        ({controls, summary: counts, title, version}) =>
          `${title} ${version}: ${pluralize(controls.length, 'control')}: ${Object.entries(counts)
            .filter(([, count]) => count > 0)
            .map(([status, count]) => `${count} ${status}`)
            .join(', ')}`,
      ),
      ...(questionsText === '' ? [] : [questionsText]),
      ...reportRemarks(report),
    ],
    title: `Exit code ${exit.code}: ${exit.reason}`,
  }
}

function observationCounts({observations, summary}: Report): string {
  const signalCount = observations.filter(isSignalFailure).length
  return [
    `${summary.fail - signalCount} fail`,
    `${signalCount} worth a look`,
    `${summary.unknown} unknown`,
    `${summary.pass} pass`,
    `${summary['not-applicable']} not applicable`,
    `${summary.waived} waived`,
  ].join(', ')
}

/** A line that is one command, whatever its content. */
function workflowCommand({kind, lines, title}: Annotation): string {
  const data = truncate(lines.map(line => sanitizePlainText(line)).join('\n'), maxDataLength)
  return `::${kind} title=${escapeData(truncate(sanitizePlainText(title), 200))
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C')}::${escapeData(data)}\n`
}

const escapeData = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
