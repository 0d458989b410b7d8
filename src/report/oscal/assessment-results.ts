import type {Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {KeyedControl} from '../text/finding-text.js'

import {streamJson} from '../text/json-chunks.js'
import {answeredByText, questionWithHint} from '../text/control-text.js'
import {controlReason, keyedObservations, keyedControls} from '../text/finding-text.js'
import {uuid} from '../../foundation/uuid.js'
import {
  documentId,
  metadata,
  nistProperties,
  observationId,
  observationItem,
  oscalProperties,
  requiredText,
  inventoryItems,
} from './oscal.js'
import {controlTokens} from './tokens.js'

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
  const plan = uuid('plan', ...report.frameworks.map(({id}) => id))
  return streamJson({
    'assessment-results': {
      uuid: documentId('assessment-results', report),
      metadata: metadata(report, 'Compliance of Heroku resources'),
      'import-ap': {href: `#${plan}`},
      results: [assessmentResult(report)].values(),
      'back-matter': {
        resources: [
          {
            uuid: plan,
            title: 'Assessment plan',
            description:
              'The checks and controls of the frameworks that this document names, as the tool applies them.',
          },
        ],
      },
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
    ...(observations.length > 0
      ? {'local-definitions': {'inventory-items': inventoryItems(keyedObservations(report))}}
      : {}),
    'reviewed-controls': {
      'control-selections':
        frameworks.length > 0
          ? frameworks.map(framework => controlSelection(framework))
          : [{description: 'No framework was chosen.'}],
    },
    ...(observations.length > 0 ? {observations: observationItems(report)} : {}),
    ...(frameworks.some(({controls}) => controls.length > 0) ? {findings: controlFindings(report)} : {}),
  }
}

const controlSelection = (framework: FrameworkResult): object => ({
  description: requiredText(`${framework.title} ${framework.version}`),
  props: oscalProperties({framework: framework.id}),
  ...(framework.controls.length > 0
    ? {'include-controls': [...controlTokens(framework).values()].map(id => ({'control-id': id}))}
    : {}),
})

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

  const tokensByFramework = new Map(report.frameworks.map(framework => [framework.id, controlTokens(framework)]))
  for (const keyedControl of keyedControls(report))
    yield controlFinding(
      keyedControl,
      tokensByFramework.get(keyedControl.framework.id)?.get(keyedControl.control.id) ?? '',
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
      ...oscalProperties({
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
