import type {Report} from '../../model/report.js'
import type {KeyedControl} from '../text/finding-text.js'
import type {OpenCheck} from './risks.js'

import {groupBy} from '../../foundation/collections.js'
import {uuid} from '../../foundation/uuid.js'
import {questionWithHint} from '../text/control-text.js'
import {waiverOf} from '../text/decisions.js'
import {streamJson} from '../text/json-chunks.js'
import {controlReason, keyedObservations, keyedControls} from '../text/finding-text.js'
import {assessmentAssets} from './assessor.js'
import {frameworkLinks, frameworkResources} from './back-matter.js'
import {documentId, inventoryItems, metadata, observationItem} from './oscal.js'
import {nistProperties, nonEmptyList, ownProperties, requiredText} from './properties.js'
import {openCheckTitle, relatedObservations, riskId, riskOf, subjectCountText, waiversOf} from './risks.js'

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
        'identifier-type': 'http://datatracker.ietf.org/doc/html/rfc4122',
        id: uuid('system', report.scope.kind, report.scope.name ?? ''),
      },
      ...(openObservations.length > 0
        ? {
            'local-definitions': {
              'inventory-items': inventoryItems(openObservations),
              'assessment-assets': assessmentAssets(report),
            },
            observations: mapLazily(openObservations, keyed => observationItem(keyed, report)),
          }
        : {}),
      ...nonEmptyList(
        'risks',
        groups.map(openCheck => riskOf(openCheck, report)),
      ),
      'poam-items': poamItems(report, groups),
      ...(report.frameworks.length > 0 ? {'back-matter': {resources: frameworkResources(report)}} : {}),
    },
  })
}

function* mapLazily<T>(items: Iterable<T>, convert: (item: T) => object): Generator<object> {
  for (const item of items) yield convert(item)
}

function* poamItems(report: Report, groups: readonly OpenCheck[]): Generator<object> {
  for (const openCheck of groups) {
    const {observation, outcome} = openCheck.sample
    const waivers = [...waiversOf(openCheck).keys()]
    yield {
      uuid: uuid('poam-item', openCheck.key),
      title: openCheckTitle(openCheck),
      description: subjectCountText(openCheck),
      props: ownProperties({check: observation.check, outcome, severity: observation.severity}),
      ...relatedObservations(openCheck),
      'related-risks': [{'risk-uuid': riskId(openCheck)}],
      ...(waivers.length > 0 ? {remarks: waivers.join(' ')} : {}),
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
      ...ownProperties({framework: framework.id, control: id, status, severity, 'enforced-from': enforcedFrom}),
      ...nistProperties(keyedControl),
    ],
    links: frameworkLinks(framework),
  }
}
