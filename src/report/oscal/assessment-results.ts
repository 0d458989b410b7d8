import type {Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {KeyedControl} from '../text/finding-text.js'

import {streamJson} from '../text/json-chunks.js'
import {answeredByText, questionWithHint} from '../text/control-text.js'
import {controlReason, keyedObservations, keyedControls} from '../text/finding-text.js'
import {uuid} from '../../foundation/uuid.js'
import {assessmentAssets} from './assessor.js'
import {frameworkLinks, frameworkResources, planReference, planResource} from './back-matter.js'
import {controlIds} from './control-ids.js'
import {documentId, inventoryItems, metadata, observationId, observationItem} from './oscal.js'
import {nistProperties, ownProperties, requiredText} from './properties.js'

/** OSCAL has two states; only what was seen is a reason of its own. */
const stateByStatus: Readonly<
  Record<Status, {readonly reason: 'fail' | 'other' | 'pass'; readonly state: 'not-satisfied' | 'satisfied'}>
> = {
  attested: {reason: 'other', state: 'satisfied'},
  fail: {reason: 'fail', state: 'not-satisfied'},
  inherited: {reason: 'other', state: 'satisfied'},
  manual: {reason: 'other', state: 'not-satisfied'},
  'not-applicable': {reason: 'other', state: 'satisfied'},
  pass: {reason: 'pass', state: 'satisfied'},
  unknown: {reason: 'other', state: 'not-satisfied'},
  waived: {reason: 'other', state: 'not-satisfied'},
}

/** OSCAL assessment results: the observations, and a finding for each control. */
export function oscal(report: Report): Iterable<Uint8Array> {
  return streamJson({
    'assessment-results': {
      uuid: documentId('assessment-results', report),
      metadata: metadata(report, 'Compliance of Heroku resources'),
      'import-ap': planReference(report),
      results: [assessmentResult(report)].values(),
      'back-matter': {resources: [planResource(report), ...frameworkResources(report)]},
    },
  })
}

function assessmentResult(report: Report): object {
  const {frameworks, generatedAt, observations, scope, snapshot} = report
  const start = snapshot.oldestFactAt ?? snapshot.collectedAt
  return {
    uuid: uuid('result', documentId('assessment-results', report)),
    title: requiredText(`${scope.kind}${scope.name === undefined ? '' : ` ${scope.name}`}`),
    description: requiredText(report.exit.reason),
    start,
    ...(generatedAt >= start ? {end: generatedAt} : {}),
    'local-definitions': {
      ...(observations.length > 0 ? {'inventory-items': inventoryItems(keyedObservations(report))} : {}),
      'assessment-assets': assessmentAssets(report),
    },
    'reviewed-controls': {'control-selections': controlSelections(frameworks)},
    ...(observations.length > 0 ? {observations: observationItems(report)} : {}),
    ...(frameworks.some(({controls}) => controls.length > 0) ? {findings: controlFindings(report)} : {}),
  }
}

/** The controls of each framework. OSCAL requires a selection; where the plan has no control, it is all of these. */
function controlSelections(frameworks: readonly FrameworkResult[]): object[] {
  const selections = frameworks
    .filter(({controls}) => controls.length > 0)
    .map(framework => ({
      description: requiredText(`${framework.title} ${framework.version}`),
      props: ownProperties({framework: framework.id}),
      links: frameworkLinks(framework),
      'include-controls': [...controlIds(framework).values()].map(({control}) => ({'control-id': control})),
    }))
  return selections.length > 0
    ? selections
    : [{description: 'Checks were chosen, and no control of a framework.', 'include-all': {}}]
}

function* observationItems(report: Report): Generator<object> {
  for (const keyed of keyedObservations(report)) yield observationItem(keyed, report)
}

function* controlFindings(report: Report): Generator<object> {
  const relatedObservations = new Map<string, string[]>()
  for (const keyed of keyedObservations(report)) {
    const id = observationId(keyed)
    const {controls, signals = []} = keyed.observation
    for (const {control, framework} of [...controls, ...signals]) {
      const key = `${framework}/${control}`
      const ids = relatedObservations.get(key) ?? []
      relatedObservations.set(key, ids)
      ids.push(id)
    }
  }

  const idsByFramework = new Map(report.frameworks.map(framework => [framework.id, controlIds(framework)]))
  for (const keyedControl of keyedControls(report))
    yield controlFinding(
      keyedControl,
      idsByFramework.get(keyedControl.framework.id)?.get(keyedControl.control.id)?.objective ?? '',
      relatedObservations.get(keyedControl.key) ?? [],
    )
}

function controlFinding(keyedControl: KeyedControl, target: string, related: readonly string[]): object {
  const {control, framework, key} = keyedControl
  const {enforcedFrom, id, kind, responsibility, severity, status, title} = control
  const question = questionWithHint(control)
  return {
    uuid: uuid('finding', key),
    title: requiredText(`${id} ${title}`),
    description: requiredText(controlReason(control)),
    props: [
      ...ownProperties({
        framework: framework.id,
        control: id,
        status,
        kind,
        responsibility,
        severity,
        'enforced-from': enforcedFrom,
        'answered-by': answeredByText(control),
      }),
      ...nistProperties(keyedControl),
    ],
    target: {
      type: 'objective-id',
      'target-id': target,
      title: requiredText(title),
      status: stateByStatus[status],
      ...(status === 'not-applicable' ? {'implementation-status': {state: 'not-applicable'}} : {}),
    },
    ...(related.length > 0
      ? {'related-observations': related.map(observation => ({'observation-uuid': observation}))}
      : {}),
    ...(question === undefined ? {} : {remarks: requiredText(question)}),
  }
}
