import type {Remediation} from '../../model/check.js'
import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {Page} from './page.js'

import {severities} from '../../model/framework.js'
import {isAside, isBreach} from '../../model/observation.js'
import {byCodeUnit, grouped} from '../../foundation/collections.js'
import {capital} from '../../foundation/text.js'
import {bearingOf, closingText, closings} from '../text/remediation-impact.js'
import {joined, paragraph, titled} from './page.js'
import {harmless, isShowable} from '../text/layout.js'
import {becauseText, subjectName, times} from '../text/labels.js'
import {negation} from '../text/negation.js'

const mostNames = 8
const mostCommands = 6
const mostControls = 3

/** One check that failed, with all subjects that fail it. */
interface Failure {
  readonly first: Observation
  readonly all: readonly Observation[]
}

/** Each failing check once, worst first, then the one whose mending closes most controls, then the one that most subjects fail. */
export const failures = (report: Report): Failure[] => failing(report, isBreach)

/** Each check whose failure breaches nothing here, in the same order. */
export const asides = (report: Report): Failure[] => failing(report, isAside)

function failing(report: Report, isMeant: (one: Observation) => boolean): Failure[] {
  const closing = closings(report)
  const closed = ({first}: Failure) => closing.get(first.check)?.ended ?? 0
  return [...grouped(report.observations.filter(isMeant), ({check}) => check).values()]
    .flatMap(all => (all[0] ? [{all, first: all[0]}] : []))
    .sort(
      (a, b) =>
        severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
        closed(b) - closed(a) ||
        b.all.length - a.all.length ||
        byCodeUnit(a.first.check, b.first.check),
    )
}

/** What is wrong, where, which controls it breaks, and how to mend it; `isShort` leaves out what a matrix says already. */
export function failuresPart(page: Page, isShort: boolean): string[] {
  const {paint, report} = page
  const all = failures(report)
  if (all.length === 0 || !page.lists('fail')) return []
  const head = `${times(all.length, 'check')} ${all.length === 1 ? 'fails' : 'fail'}, worst first.`
  return joined([
    paragraph(page, `${paint.strong('WHAT IS WRONG:')} ${head}${hintOf(all)}`),
    ...all.map(failure => failureBlock(page, failure, isShort)),
  ])
}

/** What fails and breaches no control of the chosen frameworks. */
export function asidesPart(page: Page, isShort: boolean): string[] {
  const {paint, report} = page
  const all = asides(report)
  if (all.length === 0 || !page.lists('fail')) return []
  const head = `${times(all.length, 'check')} ${all.length === 1 ? 'fails and breaches' : 'fail and breach'} no control; none of it fails the run.`
  return joined([
    paragraph(page, `${paint.strong('WORTH A LOOK:')} ${head}${hintOf(all)}`),
    ...all.map(aside => asideBlock(page, aside, isShort)),
  ])
}

function hintOf(all: readonly Failure[]): string {
  const hasBlanks = all.some(failure =>
    failure.all.some(({remediation}) =>
      remediation?.commands?.some(command => /(?:^|[ =:/])[A-Z][A-Z_-]+\b/.test(command)),
    ),
  )
  return hasBlanks ? ' Words in CAPITALS in a command are yours to fill in.' : ''
}

function asideBlock(page: Page, aside: Failure, isShort: boolean): string[] {
  const {first} = aside
  const {paint} = page
  return [
    ...titled(
      page,
      `${paint.unknown('LOOK')}  ${first.severity}  `,
      paint.strong(capital(negation(harmless(first.title)))),
    ),
    ...subjectLines(page, aside),
    ...(isShort ? [] : paragraph(page, signalText(page, first), 1)),
    ...remedyLines(page, aside, isShort),
  ]
}

/** Whose signal it is, or what boundary it draws. */
function signalText({report}: Page, {check, signals = []}: Observation): string {
  const parts = ofFrameworks(report, signals)
  if (parts.length > 0) return `Signal of: ${parts.join('; ')}`
  const inside = report.frameworks.flatMap(({controls}) => controls.filter(({boundary}) => boundary?.includes(check)))
  return inside.length > 0
    ? `Takes ${times(inside.length, 'inherited control')} out of the certified boundary`
    : 'No control of the chosen frameworks asks for it'
}

/** The first controls of each framework, and how many more. */
function ofFrameworks({frameworks}: Report, refs: Observation['controls']): string[] {
  return frameworks.flatMap(({id, title}) => {
    const ids = refs.filter(({framework}) => framework === id).map(({control}) => harmless(control, 20))
    if (ids.length === 0) return []
    const shown = ids.length === mostControls + 1 ? ids : ids.slice(0, mostControls)
    const left = ids.length - shown.length
    return [`${harmless(title, 40)} ${shown.join(', ')}${left > 0 ? ` +${left}` : ''}`]
  })
}

function failureBlock(page: Page, failure: Failure, isShort: boolean): string[] {
  const {first} = failure
  const {paint} = page
  const severity = first.severity === 'critical' ? paint.fail(first.severity) : first.severity
  const lead = `${paint.fail('FAIL')}  ${severity}  `
  return [
    ...titled(page, lead, paint.strong(capital(negation(harmless(first.title))))),
    ...subjectLines(page, failure),
    ...(isShort ? [] : [...paragraph(page, brokenControls(page, failure), 1), ...closedControls(page, failure)]),
    ...remedyLines(page, failure, isShort),
  ]
}

/** The subjects, those with the same value together. */
function subjectLines(page: Page, {all}: Failure): string[] {
  const groups = [
    ...grouped(all.slice(0, all.length === mostNames + 1 ? all.length : mostNames), ({because}) =>
      becauseText(because ?? []),
    ),
  ]
  const shown = groups.reduce((sum, [, {length}]) => sum + length, 0)
  const left = all.length - shown
  return [
    ...groups.flatMap(([because, same]) => {
      const names = same.map(({subject}) => page.paint.name(subjectName(subject))).join(', ')
      return paragraph(page, because === '' ? names : `${names} - ${because}`, 1)
    }),
    ...(left > 0 ? paragraph(page, `and ${left} more (--json lists all)`, 1) : []),
  ]
}

/** Those that it breaks, and those of which a document on file makes a question. */
function brokenControls({report}: Page, {first: {check, controls}}: Failure): string {
  const {broken, papers, relieved} = bearingOf(report, check, controls)
  const parts = ofFrameworks(report, broken)
  const breaks = `Breaks: ${parts.length > 0 ? parts.join('; ') : 'no control of the chosen frameworks'}`
  if (relieved.length === 0) return breaks
  return `${breaks}; ${papers.map(id => harmless(id, 60)).join(', ')} on file makes a question of ${ofFrameworks(report, relieved).join('; ')}`
}

/** What is closed once every subject of this check is mended, and nothing else. */
function closedControls(page: Page, {first}: Failure): string[] {
  const text = closingText(page.report, first.check, page.paint.strong)
  return text === '' ? [] : paragraph(page, text, 1)
}

function remedyLines(page: Page, {all}: Failure, isShort: boolean): string[] {
  const remedies = all.flatMap(({remediation}) => (remediation ? [remediation] : []))
  const [first] = remedies
  if (!first) return []
  const every = commandsOf(remedies)
  const chosen = every.length > mostCommands ? (first.commands ?? []) : every
  const shown = chosen.filter(command => isShowable(command))
  const others = remedies.filter(({commands}) => (commands ?? []).some(command => !chosen.includes(command))).length
  const text = isShort ? first.text.replace(/(?<=[.!?]) .*$/s, '') : first.text
  return [
    ...paragraph(page, `Mend: ${harmless(text, 1000)}`, 1),
    ...shown.map(command => `      ${page.paint.name(command)}`),
    ...(others > 0
      ? paragraph(page, `and the like for the other ${times(others, 'subject')} (--json has the commands)`, 3)
      : []),
    ...(shown.length < chosen.length
      ? paragraph(
          page,
          `${times(chosen.length - shown.length, 'command')} with a name that cannot be shown (--json lists all)`,
          3,
        )
      : []),
    ...(!isShort && first.url && isShowable(first.url) ? [`      ${first.url}`] : []),
  ]
}

/** Each command once: one that all begin with stands first, one that all go on with last. */
function commandsOf(remedies: readonly Remediation[]): string[] {
  const all = remedies.flatMap(({commands}) =>
    (commands ?? []).map((command, index) => ({command, isFirst: index === 0})),
  )
  const last = new Map(all.map(({command}, at) => [command, at]))
  const seen = new Set<string>()
  return all.flatMap(({command, isFirst}, at) => {
    const isDue = isFirst || last.get(command) === at
    if (seen.has(command) || !isDue) return []
    seen.add(command)
    return [command]
  })
}
