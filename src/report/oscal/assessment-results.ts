import type {Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {Stated} from '../text/finding-text.js'

import {streamed} from '../text/json-chunks.js'
import {controlText, observed, stated} from '../text/finding-text.js'
import {uuid} from '../../foundation/uuid.js'
import {documentId, metadata, observationId, observationRow, properties, said, subjects} from './oscal.js'
import {tokens} from './tokens.js'

/** OSCAL knows two states; only what was seen is given as a reason of its own. */
const states: Readonly<
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

/** OSCAL assessment results: the observations, and a finding of each control. */
export function oscal(report: Report): Iterable<Uint8Array> {
  const plan = uuid('plan', ...report.frameworks.map(({id}) => id))
  return streamed({
    'assessment-results': {
      uuid: documentId('assessment-results', report),
      metadata: metadata(report, 'Compliance of what runs on Heroku'),
      'import-ap': {href: `#${plan}`},
      results: [result(report)].values(),
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

function result(report: Report): object {
  const {frameworks, generatedAt, observations, scope, snapshot} = report
  const start = snapshot.oldestFactAt ?? snapshot.collectedAt
  return {
    uuid: uuid('result', documentId('assessment-results', report)),
    title: said(`${scope.kind}${scope.name === undefined ? '' : ` ${scope.name}`}`),
    description: said(report.exit.reason),
    start,
    ...(generatedAt >= start ? {end: generatedAt} : {}),
    ...(observations.length > 0 ? {'local-definitions': {'inventory-items': subjects(observed(report))}} : {}),
    'reviewed-controls': {
      'control-selections':
        frameworks.length > 0
          ? frameworks.map(framework => selection(framework))
          : [{description: 'No framework was chosen.'}],
    },
    ...(observations.length > 0 ? {observations: observationsOf(report)} : {}),
    ...(frameworks.some(({controls}) => controls.length > 0) ? {findings: findings(report)} : {}),
  }
}

const selection = (framework: FrameworkResult): object => ({
  description: said(`${framework.title} ${framework.version}`),
  props: properties({framework: framework.id}),
  ...(framework.controls.length > 0
    ? {'include-controls': [...tokens(framework).values()].map(id => ({'control-id': id}))}
    : {}),
})

function* observationsOf(report: Report): Generator<object> {
  for (const one of observed(report)) yield observationRow(one, report)
}

function* findings(report: Report): Generator<object> {
  const related = new Map<string, string[]>()
  for (const one of observed(report)) {
    const id = observationId(one)
    const {controls, signals = []} = one.observation
    for (const {control, framework} of [...controls, ...signals]) {
      const key = `${framework}/${control}`
      const ids = related.get(key) ?? []
      related.set(key, ids)
      ids.push(id)
    }
  }

  const named = new Map(report.frameworks.map(framework => [framework.id, tokens(framework)]))
  for (const one of stated(report))
    yield finding(one, named.get(one.framework.id)?.get(one.control.id) ?? '', related.get(one.key) ?? [])
}

function finding({control, framework, key}: Stated, target: string, related: readonly string[]): object {
  const {id, kind, question, responsibility, severity, status, title} = control
  return {
    uuid: uuid('finding', key),
    title: said(`${id} ${title}`),
    description: said(controlText(control)),
    props: properties({framework: framework.id, control: id, status, kind, responsibility, severity}),
    target: {
      type: 'objective-id',
      'target-id': target,
      title: said(title),
      status: states[status],
      ...(status === 'not-applicable' ? {'implementation-status': {state: 'not-applicable'}} : {}),
    },
    ...(related.length > 0
      ? {'related-observations': related.map(observation => ({'observation-uuid': observation}))}
      : {}),
    ...(question === undefined ? {} : {remarks: said(question)}),
  }
}
