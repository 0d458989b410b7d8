import type {Remediation} from '../../model/remediation.js'
import type {Report} from '../../model/report.js'
import type {Decision} from '../text/decisions.js'
import type {KeyedObservation} from '../text/finding-text.js'

import {isCalendarDate} from '../../foundation/date.js'
import {pluralize} from '../../foundation/text.js'
import {uuid} from '../../foundation/uuid.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {findingTitle} from '../text/finding-text.js'
import {toolOrigin} from './assessor.js'
import {observationId} from './oscal.js'
import {nonEmptyList, oscalNamespace, oscalProperties, ownProperties, requiredText} from './properties.js'

/** A check that is open in one way, with all its subjects. */
export interface OpenCheck {
  readonly key: string
  readonly sample: KeyedObservation
  readonly observations: readonly KeyedObservation[]
}

/** The title of a check's risk and of its item. */
export const openCheckTitle = ({sample: {observation, outcome}}: OpenCheck): string =>
  requiredText(`${outcome === 'waived' ? 'Waived: ' : ''}${findingTitle(observation)}`)

/** How many subjects a check is open for. */
export const subjectCountText = ({observations}: OpenCheck): string =>
  `${pluralize(observations.length, 'subject')} of this check.`

/** The observations of an open check, by their ids. */
export const relatedObservations = ({observations}: OpenCheck): object => ({
  'related-observations': observations.map(keyed => ({'observation-uuid': observationId(keyed)})),
})

/** The decisions that waive an open check's observations, each once, by what they say. */
export const waiversOf = ({observations}: OpenCheck): ReadonlyMap<string, Decision> =>
  new Map(
    observations
      .flatMap(({observation}) => waiverOf(observation) ?? [])
      .map(waiver => [requiredText(`Waived ${decisionText(waiver)}.`), waiver]),
  )

export const riskId = ({key}: OpenCheck): string => uuid('risk', key)

const riskStatuses = {fail: 'open', unknown: 'investigating', waived: 'deviation-approved'} as const
const riskStatus = ({outcome}: KeyedObservation): string =>
  outcome === 'fail' || outcome === 'waived' ? riskStatuses[outcome] : riskStatuses.unknown

/** A time on a day in UTC, if there is such a day; OSCAL allows those from 1900 to 2999. */
const timeOn = (day: string | undefined, time: string): string | undefined =>
  day !== undefined && isCalendarDate(day) && /^(?:19|2\d)/.test(day) ? `${day}T${time}Z` : undefined

/** What an open check puts at risk, how severely, what was decided about it until when, and how to fix it. */
export function riskOf(openCheck: OpenCheck, report: Report): object {
  const {sample, key} = openCheck
  const {observation, outcome} = sample
  const {check, controls, remediation, severity} = observation
  const deadline = timeOn(waiverOf(observation)?.expires, '23:59:59')
  return {
    uuid: riskId(openCheck),
    title: openCheckTitle(openCheck),
    description: subjectCountText(openCheck),
    statement: requiredText(
      controls.length > 0
        ? `It affects ${controls.map(({control, framework}) => `${framework} ${control}`).join(', ')}.`
        : 'No control of the frameworks depends on it.',
    ),
    props: ownProperties({check, severity, outcome}),
    status: riskStatus(sample),
    characterizations: [
      {origin: toolOrigin(report), facets: [{name: 'severity', system: oscalNamespace, value: requiredText(severity)}]},
    ],
    ...(deadline === undefined ? {} : {deadline}),
    ...(remediation ? {remediations: [recommendation(key, remediation)]} : {}),
    ...riskLog(openCheck),
    ...relatedObservations(openCheck),
  }
}

const recommendation = (key: string, {effects = [], text, url}: Remediation): object => ({
  uuid: uuid('remediation', key),
  lifecycle: 'recommendation',
  title: 'Fix',
  description: requiredText([text, ...effects].join(' ')),
  ...nonEmptyList('links', linksTo(url)),
})

/** A link to an address of the web, in the characters that an address may have; what is no such address is left out. */
function linksTo(url = ''): ReadonlyArray<{readonly href: string; readonly rel: string}> {
  const {href, protocol} = URL.canParse(url) ? new URL(url) : {href: '', protocol: ''}
  return protocol === 'https:'
    ? [{href: href.replaceAll(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/g, encodeURIComponent), rel: 'reference'}]
    : []
}

/** When somebody approved that the risk stays, as far as the waivers say so. */
function riskLog(openCheck: OpenCheck): object {
  const entries = [...waiversOf(openCheck)].flatMap(([description, {on}]) => {
    const start = timeOn(on, '00:00:00')
    if (start === undefined) return []
    return {
      uuid: uuid('risk-log-entry', openCheck.key, description),
      title: 'Waived',
      description,
      start,
      props: oscalProperties({type: 'dr-approved'}),
      'status-change': riskStatuses.waived,
    }
  })
  return entries.length > 0 ? {'risk-log': {entries}} : {}
}
