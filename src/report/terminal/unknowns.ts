import type {Severity} from '../../model/framework.js'
import type {FieldGap, Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {Page} from './page.js'

import {severities} from '../../model/framework.js'
import {counts} from '../../model/observation.js'
import {byCodeUnit, distinct, grouped} from '../../foundation/collections.js'
import {capital} from '../../foundation/text.js'
import {joined, paragraph, titled} from './page.js'
import {harmless} from '../text/layout.js'
import {bySeverity, ownerName, ownerOf, reasonText, some, subjectName, times} from '../text/labels.js'

type Request = Report['gaps'][number]

/** What keeps observations from being decided: requests that failed alike, or a sentence. */
interface Cause {
  readonly title: string
  readonly requests: readonly Request[]
  readonly details: readonly string[]
  readonly needs?: string
  readonly observations: readonly Observation[]
}

const most = {causes: 20, checks: 6, details: 3, names: 8, requests: 4, rows: 8} as const
const rank = (severity: Severity) => severities.indexOf(severity)
const worst = (all: readonly Observation[]): number =>
  Math.min(
    severities.length,
    ...severities.flatMap((severity, index) => (all.some(one => one.severity === severity) ? [index] : [])),
  )

/** Each observation that is unknown, under the first cause that it names. */
export function causes({gaps, observations}: Report): Cause[] {
  const requests = new Map(gaps.map(gap => [gap.path, gap]))
  const unknown = observations.filter(one => counts(one, 'unknown'))
  const groups = grouped(unknown, ({gaps: missing, subject}) => {
    const [first] = missing ?? []
    const request = first?.path === undefined ? undefined : requests.get(first.path)
    return request ? requestKey(request) : `sentence ${withoutNames(sentence(first), subject)}`
  })
  const ofRequests = [...grouped(gaps, requestKey)].flatMap(([key, alike]) => {
    const [first] = alike
    if (!first) return []
    const {needs, reason, status} = first
    const own = groups.get(key) ?? []
    const details = distinct(own.flatMap(({gaps: missing}) => missing?.[0]?.detail ?? [])).filter(
      detail => !/^the API answered \d+$/.test(detail),
    )
    const helps =
      needs ?? (reason === 'not-collected' ? 'a snapshot that was collected for these frameworks' : undefined)
    return [
      {
        details,
        observations: own,
        requests: alike,
        title: reasonText[reason] + (status === undefined ? '' : ` (${status})`),
        ...(helps === undefined ? {} : {needs: helps}),
      },
    ]
  })
  const said = [...groups].flatMap(([key, own]) =>
    key.startsWith('sentence ') ? [{details: [], observations: own, requests: [], title: commonSentence(own)}] : [],
  )
  return [...ofRequests, ...said].sort(
    (a, b) =>
      worst(a.observations) - worst(b.observations) ||
      b.observations.length - a.observations.length ||
      byCodeUnit(a.title, b.title),
  )
}

const requestKey = ({needs, reason, status}: Request) => JSON.stringify([reason, status, needs])
const sentence = (gap: FieldGap | undefined) => (gap ? (gap.detail ?? reasonText[gap.reason]) : 'no cause is named')

/** What is said alike of many subjects, each by its name, is one cause. */
function withoutNames(text: string, {app, name, space, team}: Observation['subject']): string {
  return text
    .split(/([^\w.@/*-]+)/)
    .map(word => (word === name || word === app || word === space || word === team ? '*' : word))
    .join('')
}

function commonSentence(all: readonly Observation[]): string {
  const said = distinct(all.map(({gaps: missing}) => sentence(missing?.[0])))
  return `${said[0] ?? ''}${said.length > 1 ? ` (and ${said.length - 1} like this)` : ''}`
}

/** What could not be determined, by cause, with what would help. */
export function unknownsPart(page: Page): string[] {
  if (!page.lists('unknown')) return []
  const all = causes(page.report)
  const open = all.filter(({observations}) => observations.length > 0)
  const idle = all.flatMap(({observations, requests}) => (observations.length === 0 ? requests : []))
  const left = open.slice(most.causes)
  const head = `${page.paint.strong('WHAT COULD NOT BE DETERMINED:')} ${times(page.report.summary.unknown, 'observation')}, by cause.`
  return joined([
    open.length > 0 ? paragraph(page, head) : [],
    ...open.slice(0, most.causes).map(cause => causeBlock(page, cause)),
    left.length > 0
      ? paragraph(
          page,
          `and ${times(left.length, 'cause')} more, of ${times(
            left.reduce((sum, {observations}) => sum + observations.length, 0),
            'observation',
          )} (--json lists all)`,
        )
      : [],
    idle.length > 0
      ? paragraph(
          page,
          `Not answered either, though no check hangs on it: ${some(idle.map(requestText).sort(byCodeUnit), most.requests)}`,
        )
      : [],
  ])
}

const requestText = ({path, reason, status}: Request) => `${harmless(path, 120)} (${status ?? reason})`

function causeBlock(page: Page, {details, needs, observations, requests, title}: Cause): string[] {
  const {paint} = page
  const severity = severities[worst(observations)] ?? 'low'
  const paths = requests.map(({path}) => harmless(path, 120))
  return [
    ...titled(
      page,
      `${paint.unknown('UNKNOWN')}  ${severity}  `,
      `${paint.strong(capital(harmless(title)))} - ${times(observations.length, 'observation')}${tally(observations)}`,
    ),
    ...(paths.length > 0 ? paragraph(page, `Asked: ${some(paths, most.requests)}`, 1) : []),
    ...(details.length > 0
      ? paragraph(
          page,
          `Because: ${some(
            details.map(detail => harmless(detail, 200)),
            most.details,
          )}`,
          1,
        )
      : []),
    ...(needs === undefined ? [] : paragraph(page, `Would help: ${paint.strong(harmless(needs, 200))}`, 1)),
    ...rows(page, observations),
  ]
}

const tally = (observations: readonly Observation[]) =>
  new Set(observations.map(({severity}) => severity)).size > 1 ? ` (${bySeverity(observations)})` : ''

/** Which checks are open on what; subjects on which the same checks are open share a line. */
function rows(page: Page, observations: readonly Observation[]): string[] {
  const bySubject = [
    ...grouped(
      observations,
      ({subject}) => ownerOf(subject)?.owner ?? (subject.placeholder ? subject.name : `${subject.kind} ${subject.id}`),
    ).values(),
  ]
  const alike = [...grouped(bySubject, all => checksOf(all).join(' ')).values()].sort(
    (a, b) => worst(a[0] ?? []) - worst(b[0] ?? []),
  )
  const shown = alike.slice(0, most.rows)
  const left = alike.slice(most.rows).flat()
  return [
    ...shown.flatMap(same => {
      const checks = checksOf(same[0] ?? [])
      return paragraph(
        page,
        `${some(
          same.map(all => page.paint.name(whatIsOpen(all))),
          most.names,
        )}: ${some(
          checks.map(id => harmless(id, 60)),
          most.checks,
        )}`,
        1,
      )
    }),
    ...(left.length > 0 ? paragraph(page, `and ${times(left.length, 'subject')} more (--json lists all)`, 1) : []),
  ]
}

/** Distinct ids, the gravest first. */
const checksOf = (all: readonly Observation[]): string[] => [
  ...new Set(
    [...all]
      .sort((a, b) => rank(a.severity) - rank(b.severity) || byCodeUnit(a.check, b.check))
      .map(({check}) => check),
  ),
]

/** One subject; or a thing that could not be seen, with all lists of it. */
function whatIsOpen(all: readonly Observation[]): string {
  const [first] = all
  if (!first) return ''
  const lists = distinct(all.flatMap(({subject}) => ownerOf(subject)?.list ?? []))
  const owner = all.map(({subject}) => ownerOf(subject)?.owner).find(one => one !== undefined)
  const self = all.find(({subject}) => ownerOf(subject) === undefined)
  if (owner === undefined) return subjectName(first.subject)
  const last = lists.at(-1) ?? ''
  const named = lists.length === 1 ? last : `${lists.slice(0, -1).join(', ')} and ${last}`
  return self ? `${subjectName(self.subject)} with its ${named}` : `the ${named} of ${ownerName(owner)}`
}
