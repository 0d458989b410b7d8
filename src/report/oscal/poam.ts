import type {Report} from '../../model/report.js'
import type {KeyedObservation, KeyedControl} from '../text/finding-text.js'

import {isCalendarDate} from '../../foundation/date.js'
import {groupBy} from '../../foundation/collections.js'
import {questionWithHint} from '../text/control-text.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {streamJson} from '../text/json-chunks.js'
import {findingTitle, controlReason, keyedObservations, keyedControls} from '../text/finding-text.js'
import {pluralize} from '../../foundation/text.js'
import {uuid} from '../../foundation/uuid.js'
import {
  documentId,
  nonEmptyList,
  metadata,
  nistProperties,
  observationId,
  observationItem,
  oscalProperties,
  requiredText,
  inventoryItems,
} from './oscal.js'

/** A check that is open in one way, with all its subjects. */
interface OpenCheck {
  readonly key: string
  readonly sample: KeyedObservation
  readonly observations: readonly KeyedObservation[]
}

/**
 * OSCAL plan of action and milestones: what fails, what is unknown, what is waived and until when, and the controls
 * that need a person. What passes, or is only worth a look, isn't in it.
 */
export function oscalPoam(report: Report): Iterable<Uint8Array> {
  const openObservations = [...keyedObservations(report)].filter(
    ({isSignal, outcome}) => (outcome === 'fail' && !isSignal) || outcome === 'unknown' || outcome === 'waived',
  )
  const groups = [
    ...groupBy(
      openObservations,
      ({observation, outcome}) => `${observation.check}:${outcome}:${waiverOf(observation)?.expires ?? ''}`,
    ),
  ].flatMap(([key, all]): OpenCheck[] => (all[0] ? [{observations: all, sample: all[0], key}] : []))
  return streamJson({
    'plan-of-action-and-milestones': {
      uuid: documentId('plan-of-action-and-milestones', report),
      metadata: metadata(report, 'Open findings on Heroku'),
      'system-id': {
        'identifier-type': 'http://ietf.org/rfc/rfc4122',
        id: uuid('system', report.scope.kind, report.scope.name ?? ''),
      },
      ...(openObservations.length > 0
        ? {
            'local-definitions': {'inventory-items': inventoryItems(openObservations)},
            observations: mapLazily(openObservations, keyed => observationItem(keyed, report)),
          }
        : {}),
      ...nonEmptyList(
        'risks',
        groups.map(openCheck => riskOf(openCheck)),
      ),
      'poam-items': poamItems(report, groups),
    },
  })
}

function* mapLazily<T>(items: Iterable<T>, convert: (item: T) => object): Generator<object> {
  for (const item of items) yield convert(item)
}

const riskStatuses = {fail: 'open', unknown: 'investigating', waived: 'deviation-approved'} as const
const riskStatus = ({outcome}: KeyedObservation): string =>
  outcome === 'fail' || outcome === 'waived' ? riskStatuses[outcome] : riskStatuses.unknown

/** The end of a day in UTC, if there is such a day; OSCAL allows those from 1900 to 2999. */
const deadline = (day = ''): object =>
  isCalendarDate(day) && /^(?:19|2\d)/.test(day) ? {deadline: `${day}T23:59:59Z`} : {}

function riskOf({observations, sample, key}: OpenCheck): object {
  const {observation} = sample
  const {check, controls, remediation, severity} = observation
  const waiver = waiverOf(observation)
  return {
    uuid: uuid('risk', key),
    title: openCheckTitle(sample),
    description: subjectCountText(observations),
    statement: requiredText(
      controls.length > 0
        ? `It affects ${controls.map(({control, framework}) => `${framework} ${control}`).join(', ')}.`
        : 'No control of the frameworks depends on it.',
    ),
    props: oscalProperties({check, severity, outcome: sample.outcome}),
    status: riskStatus(sample),
    ...deadline(waiver?.expires),
    ...(remediation
      ? {
          remediations: [
            {
              uuid: uuid('remediation', key),
              lifecycle: 'recommendation',
              title: 'Fix',
              description: requiredText(remediation.text),
            },
          ],
        }
      : {}),
    ...relatedObservations(observations),
  }
}

const relatedObservations = (observations: readonly KeyedObservation[]): object => ({
  'related-observations': observations.map(keyed => ({'observation-uuid': observationId(keyed)})),
})
const subjectCountText = (observations: readonly KeyedObservation[]): string =>
  `${pluralize(observations.length, 'subject')} of this check.`
const openCheckTitle = ({observation, outcome}: KeyedObservation): string =>
  requiredText(`${outcome === 'waived' ? 'Waived: ' : ''}${findingTitle(observation)}`)

function* poamItems(report: Report, groups: readonly OpenCheck[]): Generator<object> {
  for (const {observations, sample, key} of groups) {
    const waiver = waiverOf(sample.observation)
    yield {
      uuid: uuid('poam-item', key),
      title: openCheckTitle(sample),
      description: subjectCountText(observations),
      props: oscalProperties({
        check: sample.observation.check,
        outcome: sample.outcome,
        severity: sample.observation.severity,
      }),
      ...relatedObservations(observations),
      'related-risks': [{'risk-uuid': uuid('risk', key)}],
      ...(waiver ? {remarks: requiredText(`Waived ${decisionText(waiver)}.`)} : {}),
    }
  }

  let openControlCount = 0
  for (const keyedControl of keyedControls(report))
    if (isOpen(keyedControl)) {
      openControlCount++
      yield controlItem(keyedControl)
    }

  // OSCAL requires a plan to have an item.
  if (openControlCount + groups.length === 0)
    yield {uuid: uuid('poam-item'), title: 'Nothing is open', description: requiredText(report.exit.reason)}
}

const isOpen = ({control: {status}, isCoveredByObservation}: KeyedControl): boolean =>
  !isCoveredByObservation && ['fail', 'manual', 'unknown', 'waived'].includes(status)

function controlItem(keyedControl: KeyedControl): object {
  const {control, framework, key} = keyedControl
  const {enforcedFrom, id, severity, status, title: controlTitle} = control
  return {
    uuid: uuid('poam-item', key),
    title: requiredText(`${id} ${controlTitle}`),
    description: requiredText([controlReason(control), questionWithHint(control)].filter(Boolean).join('. ')),
    props: [
      ...oscalProperties({framework: framework.id, control: id, status, severity, 'enforced-from': enforcedFrom}),
      ...nistProperties(keyedControl),
    ],
  }
}
