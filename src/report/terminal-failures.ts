import type {Remediation} from '../model/check.js'
import type {Observation} from '../model/observation.js'
import type {Report} from '../model/report.js'
import type {Page} from './terminal-page.js'

import {severities} from '../model/framework.js'
import {counts} from '../model/observation.js'
import {byCodeUnit, grouped} from '../model/order.js'
import {capital} from '../model/text.js'
import {closings} from './closings.js'
import {joined, paragraph, titled} from './terminal-page.js'
import {harmless, isShowable} from './terminal-text.js'
import {becauseText, subjectName, times} from './terminal-words.js'
import {negation} from './terminal-negation.js'

const mostNames = 8
const mostCommands = 6
const mostControls = 3

/** One check that failed, with all subjects that fail it. */
interface Failure {
  readonly first: Observation
  readonly all: readonly Observation[]
}

/** Each failing check once, worst first, then the one whose mending closes most controls, then the one that most subjects fail. */
export function failures(report: Report): Failure[] {
  const {observations} = report
  const closing = closings(report)
  const closed = ({first}: Failure) => closing.get(first.check)?.closed ?? 0
  const failing = [...grouped(observations.filter(one => counts(one, 'fail')), ({check}) => check).values()]
  return failing
    .flatMap(all => all[0] ? [{all, first: all[0]}] : [])
    .sort((a, b) => severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) || closed(b) - closed(a) || b.all.length - a.all.length || byCodeUnit(a.first.check, b.first.check))
}

/** What is wrong, where, which controls it breaks, and how to mend it; `isShort` leaves out what a matrix says already. */
export function failuresPart(page: Page, isShort: boolean): string[] {
  const {paint, report} = page
  const all = failures(report)
  if (all.length === 0 || !page.lists('fail')) return []
  const failed = report.observations.filter(one => counts(one, 'fail'))
  const hasBlanks = failed.some(({remediation}) => remediation?.commands?.some(command => /(?:^|[ =:/])[A-Z][A-Z_-]+\b/.test(command)))
  const hint = hasBlanks ? ' Words in CAPITALS in a command are yours to fill in.' : ''
  const head = `${times(all.length, 'check')} ${all.length === 1 ? 'fails' : 'fail'}, worst first.`
  return joined([
    paragraph(page, `${paint.strong('WHAT IS WRONG:')} ${head}${hint}`),
    ...all.map(failure => failureBlock(page, failure, isShort)),
  ])
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
  const groups = [...grouped(all.slice(0, all.length === mostNames + 1 ? all.length : mostNames), ({because}) => becauseText(because ?? []))]
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

function brokenControls({report}: Page, {first}: Failure): string {
  const {check, controls} = first
  const parts = report.frameworks.flatMap(({id, title}) => {
    const ids = controls.filter(({framework}) => framework === id).map(({control}) => harmless(control, 20))
    if (ids.length === 0) return []
    const shown = ids.length === mostControls + 1 ? ids : ids.slice(0, mostControls)
    const left = ids.length - shown.length
    return [`${harmless(title, 40)} ${shown.join(', ')}${left > 0 ? ` +${left}` : ''}`]
  })
  if (parts.length > 0) return `Breaks: ${parts.join('; ')}`
  const inside = report.frameworks.flatMap(({controls: all}) => all.filter(({boundary}) => boundary?.includes(check)))
  return inside.length > 0
    ? `Takes ${times(inside.length, 'inherited control')} out of the certified boundary`
    : 'Breaks: no control of the chosen frameworks'
}

/** What is closed once every subject of this check is mended, and nothing else. */
function closedControls(page: Page, {first}: Failure): string[] {
  const {closed, frameworks, shared} = closings(page.report).get(first.check) ?? {closed: 0, frameworks: 0, shared: 0}
  if (closed + shared < 2) return []
  const inAll = page.report.frameworks.length > 1 ? ` in ${times(frameworks, 'framework')}` : ''
  const rest = shared > 0 ? `${times(shared, 'control')}${closed > 0 ? ' more' : ''} ${shared === 1 ? 'needs' : 'need'} other fixes too` : ''
  if (closed === 0) return paragraph(page, capital(`${rest}.`), 1)
  return paragraph(page, `${page.paint.strong(`This one fix closes ${times(closed, 'control')}${inAll}`)}${rest && `; ${rest}`}.`, 1)
}

function remedyLines(page: Page, {all}: Failure, isShort: boolean): string[] {
  const remedies = all.flatMap(({remediation}) => remediation ? [remediation] : [])
  const [first] = remedies
  if (!first) return []
  const every = commandsOf(remedies)
  const chosen = every.length > mostCommands ? first.commands ?? [] : every
  const shown = chosen.filter(command => isShowable(command))
  const others = remedies.filter(({commands}) => (commands ?? []).some(command => !chosen.includes(command))).length
  const text = isShort ? first.text.replace(/(?<=[.!?]) .*$/s, '') : first.text
  return [
    ...paragraph(page, `Mend: ${harmless(text, 1000)}`, 1),
    ...shown.map(command => `      ${page.paint.name(command)}`),
    ...(others > 0 ? paragraph(page, `and the like for the other ${times(others, 'subject')} (--json has the commands)`, 3) : []),
    ...(shown.length < chosen.length ? paragraph(page, `${times(chosen.length - shown.length, 'command')} with a name that cannot be shown (--json lists all)`, 3) : []),
    ...(!isShort && first.url && isShowable(first.url) ? [`      ${first.url}`] : []),
  ]
}

/** Each command once: one that all begin with stands first, one that all go on with last. */
function commandsOf(remedies: readonly Remediation[]): string[] {
  const all = remedies.flatMap(({commands}) => (commands ?? []).map((command, index) => ({command, isFirst: index === 0})))
  const last = new Map(all.map(({command}, at) => [command, at]))
  const seen = new Set<string>()
  return all.flatMap(({command, isFirst}, at) => {
    const isDue = isFirst || last.get(command) === at
    if (seen.has(command) || !isDue) return []
    seen.add(command)
    return [command]
  })
}
