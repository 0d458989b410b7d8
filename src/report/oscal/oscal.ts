import type {Report} from '../../model/report.js'
import type {KeyedObservation} from '../text/finding-text.js'

import {decisionText, waiverOf} from '../text/decisions.js'
import {sanitizePlainText} from '../../foundation/plain-text.js'
import {reportRemarks, findingDetails, findingSentence, findingTitle} from '../text/finding-text.js'
import {uuid} from '../../foundation/uuid.js'
import {toolOrigin} from './assessor.js'
import {ownProperties, requiredText} from './properties.js'

/** The version of OSCAL that documents follow. */
const version = '1.2.1'

export function metadata(report: Report, title: string): object {
  const {exit, generatedAt, only, snapshot, tool} = report
  const notes = reportRemarks(report)
  return {
    title,
    'last-modified': generatedAt,
    version: generatedAt,
    'oscal-version': version,
    props: ownProperties({
      exit: `${exit.code}: ${exit.reason}`,
      only: only?.join(', '),
      snapshot: snapshot.sha256,
      tool: `${tool.name} ${tool.version}`,
    }),
    ...(notes.length > 0 ? {remarks: sanitizePlainText(notes.join(' '))} : {}),
  }
}

/** The identifier of a document, derived from its content: the same report has the same identifier. */
export const documentId = (
  kind: string,
  {
    frameworks,
    generatedAt,
    policy,
    scope,
    snapshot,
    summary,
    tool,
  }: Report & {readonly policy?: {readonly sha256?: string}},
): string =>
  uuid(
    kind,
    snapshot.sha256,
    generatedAt,
    tool.version,
    policy?.sha256 ?? '',
    JSON.stringify([scope, summary, frameworks.map(framework => [framework.id, framework.version, framework.summary])]),
  )

const subjectId = ({
  observation: {
    subject: {app, id, kind, space, team},
  },
}: KeyedObservation): string =>
  uuid('subject', kind, id, ...(kind === 'app' ? [] : [app ?? '', space ?? '', team ?? '']))

/** Each subject of the observations once. */
export function* inventoryItems(observations: Iterable<KeyedObservation>): Generator<object> {
  const writtenIds = new Set<string>()
  for (const keyed of observations) {
    const id = subjectId(keyed)
    if (writtenIds.has(id)) continue
    writtenIds.add(id)
    const {app, id: subjectOwnId, kind, name, space, team} = keyed.observation.subject
    yield {
      uuid: id,
      description: requiredText(`${kind} ${name}`),
      props: ownProperties({kind, id: subjectOwnId, name, app, space, team}),
    }
  }
}

export const observationId = ({key}: Pick<KeyedObservation, 'key'>): string => uuid('observation', key)

export function observationItem(keyed: KeyedObservation, report: Report): object {
  const {isSignal, observation, outcome} = keyed
  const {check, remediation, severity, subject, verdict} = observation
  const waiver = waiverOf(observation)
  return {
    uuid: observationId(keyed),
    title: requiredText(findingTitle(observation)),
    description: requiredText(findingSentence(observation)),
    props: ownProperties({
      check,
      verdict,
      outcome,
      severity,
      ...(isSignal ? {role: 'signal'} : {}),
      'subject-kind': subject.kind,
      'subject-id': subject.id,
    }),
    methods: ['TEST'],
    origins: [toolOrigin(report)],
    subjects: [{'subject-uuid': subjectId(keyed), type: 'inventory-item', title: requiredText(subject.name)}],
    'relevant-evidence': [{description: requiredText(findingDetails(observation))}],
    collected: report.snapshot.collectedAt,
    ...(remediation || waiver
      ? {
          remarks: sanitizePlainText(
            [waiver && `Waived ${decisionText(waiver)}.`, remediation?.text, ...(remediation?.commands ?? [])]
              .filter(Boolean)
              .join(' '),
          ),
        }
      : {}),
  }
}
