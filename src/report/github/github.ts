import type {Severity} from '../../model/framework.js'
import type {Report} from '../../model/report.js'
import type {Seen} from '../text/finding-text.js'

import {severities} from '../../model/framework.js'
import {isAside} from '../../model/observation.js'
import {byCodeUnit, grouped} from '../../foundation/collections.js'
import {times} from '../../foundation/text.js'
import {cut, plain} from '../../foundation/plain-text.js'
import {claim, controlText, observed, remarks, seenText, stated, subjectText} from '../text/finding-text.js'

/** GitHub shows no more of a kind in a step. */
const most = 10
const mostSubjects = 20
const longest = 4000

const kinds = ['error', 'warning', 'notice'] as const
type Kind = (typeof kinds)[number]

const kindOf: Readonly<Record<Severity, Kind>> = {critical: 'error', high: 'error', low: 'notice', medium: 'warning'}

interface Annotation {
  readonly kind: Kind
  readonly title: string
  readonly lines: readonly string[]
  /** What it stands for, where there is no room for it. */
  readonly counts: string
}

/**
 * Workflow commands of GitHub Actions: an annotation of each failing check, of each that could not be seen, of each
 * control that a person answered with no, and one that counts all results. What is beyond the number that GitHub
 * shows is summed up in the last of its kind.
 */
export function github(report: Report): string {
  const all = [...ofChecks(report), ...ofAnswers(report)]
  const shown = kinds.flatMap(kind =>
    bounded(
      all.filter(one => one.kind === kind),
      kind,
      kind === 'notice' ? most - 1 : most,
    ),
  )
  return [...shown, summed(report)].map(one => command(one)).join('')
}

function ofChecks(report: Report): Annotation[] {
  const open = [...observed(report)].filter(({outcome}) => outcome === 'fail' || outcome === 'unknown')
  const groups = [
    ...grouped(
      open,
      ({isAside: isMinor, observation, outcome}) => `${isMinor} ${outcome} ${observation.check}`,
    ).values(),
  ].flatMap(same => (same[0] ? [{first: same[0], same}] : []))
  const rank = (one: Seen) => severities.indexOf(one.observation.severity) + tierOf(one) * severities.length
  return groups
    .sort((a, b) => rank(a.first) - rank(b.first) || byCodeUnit(a.first.observation.check, b.first.observation.check))
    .map(({first, same}) => ofCheck(first, same))
}

/** Breaches first, then what could not be seen, then what is merely worth a look. */
function tierOf({isAside: isMinor, outcome}: Seen): number {
  if (isMinor) return 2
  return outcome === 'fail' ? 0 : 1
}

function ofCheck({isAside: isMinor, observation, outcome}: Seen, same: readonly Seen[]): Annotation {
  const {check, remediation, severity} = observation
  const left = same.length - mostSubjects
  const isFail = outcome === 'fail'
  return {
    counts: `${check} (${same.length})`,
    kind: kindOfCheck(isMinor, isFail, severity),
    lines: [
      ...same
        .slice(0, mostSubjects)
        .map(one => `${subjectText(one.observation.subject)}: ${seenText(one.observation)}`),
      ...(left > 0 ? [`and ${left} more`] : []),
      ...(isFail && remediation ? [`To mend it: ${remediation.text}`] : []),
    ],
    title: isFail ? `${isMinor ? 'worth a look' : severity}: ${claim(observation)}` : claim(observation),
  }
}

function kindOfCheck(isMinor: boolean, isFail: boolean, severity: Severity): Kind {
  if (isMinor) return 'notice'
  if (isFail) return kindOf[severity]
  return severity === 'low' ? 'notice' : 'warning'
}

const ofAnswers = (report: Report): Annotation[] =>
  [...stated(report)]
    .filter(({control, isTold}) => control.status === 'fail' && !isTold)
    .map(({control, framework}) => ({
      counts: `${framework.id} ${control.id}`,
      kind: kindOf[control.severity],
      lines: [controlText(control)],
      title: `${control.severity}: ${framework.title} ${control.id}: ${control.title}`,
    }))

function bounded(all: readonly Annotation[], kind: Kind, room: number): Annotation[] {
  if (all.length <= room) return [...all]
  const rest = all.slice(room - 1)
  return [
    ...all.slice(0, room - 1),
    {
      counts: '',
      kind,
      lines: rest.map(({counts}) => counts),
      title: `${rest.length} more, for which there is no room here`,
    },
  ]
}

function summed(report: Report): Annotation {
  const {exit, frameworks, observations, summary} = report
  const asides = observations.filter(isAside).length
  return {
    counts: '',
    kind: 'notice',
    lines: [
      `${times(report.observations.length, 'observation')}: ${summary.fail - asides} fail, ${asides} worth a look, ${summary.unknown} unknown, ${summary.pass} pass, ${summary['not-applicable']} not applicable, ${summary.waived} waived`,
      ...frameworks.map(
        ({controls, summary: counts, title, version}) =>
          `${title} ${version}: ${times(controls.length, 'control')}: ${Object.entries(counts)
            .filter(([, count]) => count > 0)
            .map(([status, count]) => `${count} ${status}`)
            .join(', ')}`,
      ),
      ...remarks(report),
    ],
    title: `Exit code ${exit.code}: ${exit.reason}`,
  }
}

/** A line that is one command, whatever is in it. */
function command({kind, lines, title}: Annotation): string {
  const data = cut(lines.map(line => plain(line)).join('\n'), longest)
  return `::${kind} title=${escaped(cut(plain(title), 200))
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C')}::${escaped(data)}\n`
}

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
