import type {Report} from '../../model/report.js'
import type {Seen, Stated} from '../text/finding-text.js'

import {isDay} from '../../foundation/date.js'
import {grouped} from '../../foundation/collections.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {streamed} from '../text/json-chunks.js'
import {claim, controlText, observed, stated} from '../text/finding-text.js'
import {times} from '../../foundation/text.js'
import {uuid} from '../../foundation/uuid.js'
import {documentId, listed, metadata, observationId, observationRow, properties, said, subjects} from './oscal.js'

/** One check that is open in one way, with all its subjects. */
interface Open {
  readonly key: string
  readonly first: Seen
  readonly all: readonly Seen[]
}

/**
 * OSCAL plan of action and milestones: what fails, what could not be seen, what is waived and until when, and the
 * controls that wait for a person. What is in order, or merely worth a look, is not in it.
 */
export function oscalPoam(report: Report): Iterable<Uint8Array> {
  const open = [...observed(report)].filter(
    ({isAside, outcome}) => (outcome === 'fail' && !isAside) || outcome === 'unknown' || outcome === 'waived',
  )
  const groups = [
    ...grouped(
      open,
      ({observation, outcome}) => `${observation.check}:${outcome}:${waiverOf(observation)?.expires ?? ''}`,
    ),
  ].flatMap(([key, all]): Open[] => (all[0] ? [{all, first: all[0], key}] : []))
  return streamed({
    'plan-of-action-and-milestones': {
      uuid: documentId('plan-of-action-and-milestones', report),
      metadata: metadata(report, 'What is open on Heroku'),
      'system-id': {
        'identifier-type': 'http://ietf.org/rfc/rfc4122',
        id: uuid('system', report.scope.kind, report.scope.name ?? ''),
      },
      ...(open.length > 0
        ? {
            'local-definitions': {'inventory-items': subjects(open)},
            observations: rows(open, one => observationRow(one, report)),
          }
        : {}),
      ...listed(
        'risks',
        groups.map(one => risk(one)),
      ),
      'poam-items': items(report, groups),
    },
  })
}

function* rows<T>(all: Iterable<T>, row: (one: T) => object): Generator<object> {
  for (const one of all) yield row(one)
}

const stages = {fail: 'open', unknown: 'investigating', waived: 'deviation-approved'} as const
const stageOf = ({outcome}: Seen): string =>
  outcome === 'fail' || outcome === 'waived' ? stages[outcome] : stages.unknown

/** The end of a day in UTC, where there is such a day; OSCAL takes those of 1900 to 2999. */
const deadline = (day = ''): object => (isDay(day) && /^(?:19|2\d)/.test(day) ? {deadline: `${day}T23:59:59Z`} : {})

function risk({all, first, key}: Open): object {
  const {observation} = first
  const {check, controls, remediation, severity} = observation
  const waiver = waiverOf(observation)
  return {
    uuid: uuid('risk', key),
    title: title(first),
    description: subjectsText(all),
    statement: said(
      controls.length > 0
        ? `It bears on ${controls.map(({control, framework}) => `${framework} ${control}`).join(', ')}.`
        : 'No control of the frameworks hangs on it.',
    ),
    props: properties({check, severity, outcome: first.outcome}),
    status: stageOf(first),
    ...deadline(waiver?.expires),
    ...(remediation
      ? {
          remediations: [
            {
              uuid: uuid('remediation', key),
              lifecycle: 'recommendation',
              title: 'What mends it',
              description: said(remediation.text),
            },
          ],
        }
      : {}),
    ...related(all),
  }
}

const related = (all: readonly Seen[]): object => ({
  'related-observations': all.map(one => ({'observation-uuid': observationId(one)})),
})
const subjectsText = (all: readonly Seen[]): string => `${times(all.length, 'subject')} of this check.`
const title = ({observation, outcome}: Seen): string =>
  said(outcome === 'waived' ? `Waived: ${observation.title}` : claim(observation))

function* items(report: Report, groups: readonly Open[]): Generator<object> {
  for (const {all, first, key} of groups) {
    const waiver = waiverOf(first.observation)
    yield {
      uuid: uuid('poam-item', key),
      title: title(first),
      description: subjectsText(all),
      props: properties({check: first.observation.check, outcome: first.outcome, severity: first.observation.severity}),
      ...related(all),
      'related-risks': [{'risk-uuid': uuid('risk', key)}],
      ...(waiver ? {remarks: said(`Waived ${decisionText(waiver)}.`)} : {}),
    }
  }

  let left = 0
  for (const one of stated(report))
    if (isOpen(one)) {
      left++
      yield item(one)
    }

  // OSCAL knows no plan without an item.
  if (left + groups.length === 0)
    yield {uuid: uuid('poam-item'), title: 'Nothing is open', description: said(report.exit.reason)}
}

const isOpen = ({control: {status}, isTold}: Stated): boolean =>
  !isTold && ['fail', 'manual', 'unknown', 'waived'].includes(status)

function item({control, framework, key}: Stated): object {
  const {id, question, severity, status, title: name} = control
  return {
    uuid: uuid('poam-item', key),
    title: said(`${id} ${name}`),
    description: said([controlText(control), question].filter(Boolean).join('. ')),
    props: properties({framework: framework.id, control: id, status, severity}),
  }
}
