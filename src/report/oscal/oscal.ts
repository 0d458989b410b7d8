import type {Report} from '../../model/report.js'
import type {KeyedControl, KeyedObservation} from '../text/finding-text.js'

import {decisionText, waiverOf} from '../text/decisions.js'
import {packageAddress} from '../../foundation/package-address.js'
import {sanitizePlainText} from '../../foundation/plain-text.js'
import {reportRemarks, findingDetails, findingSentence, findingTitle} from '../text/finding-text.js'
import {nistRelations} from '../text/nist.js'
import {uuid} from '../../foundation/uuid.js'

/** The version of OSCAL that documents follow. */
const version = '1.1.3'

/** The namespace of our properties. Some programs refuse a URI that isn't an address; it needn't lead anywhere. */
const namespace = `${packageAddress}/ns/oscal`

export interface Property {
  readonly name: string
  readonly ns: string
  readonly value: string
  readonly class?: string
}

/** Custom properties; OSCAL doesn't allow values that are empty or begin or end with a blank. */
export const oscalProperties = (values: Readonly<Record<string, string | undefined>>): Property[] =>
  Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{name, ns: namespace, value: sanitizePlainText(value).trim() || '-'}],
  )

/**
 * The controls of NIST SP 800-53 that a control relates to, numbered as NIST's own catalog does in OSCAL: `AC-2 (1)` is
 * ac-2.1. The class of a property is the relation.
 */
export const nistProperties = ({control, framework}: KeyedControl): Property[] =>
  nistRelations(framework, control).flatMap(([id, relation]) =>
    oscalProperties({'nist-sp-800-53r5': id.toLowerCase().replaceAll(/\s*\(([^()]*)\)/g, '.$1')}).map(property => ({
      ...property,
      class: relation,
    })),
  )

/** A title or a description; OSCAL doesn't allow an empty title. */
export const requiredText = (text: string): string => sanitizePlainText(text) || '-'

/** A list that is left out if it is empty, because OSCAL has no empty lists. */
export const nonEmptyList = <T>(name: string, items: readonly T[]): Readonly<Record<string, readonly T[]>> =>
  items.length > 0 ? {[name]: items} : {}

export function metadata(report: Report, title: string): object {
  const {exit, generatedAt, only, snapshot, tool} = report
  const notes = reportRemarks(report)
  return {
    title,
    'last-modified': generatedAt,
    version: generatedAt,
    'oscal-version': version,
    props: oscalProperties({
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
      props: oscalProperties({kind, id: subjectOwnId, name, app, space, team}),
    }
  }
}

export const observationId = ({key}: Pick<KeyedObservation, 'key'>): string => uuid('observation', key)

export function observationItem(keyed: KeyedObservation, {snapshot}: Report): object {
  const {isSignal, observation, outcome} = keyed
  const {check, remediation, severity, subject, verdict} = observation
  const waiver = waiverOf(observation)
  return {
    uuid: observationId(keyed),
    title: requiredText(findingTitle(observation)),
    description: requiredText(findingSentence(observation)),
    props: oscalProperties({
      check,
      verdict,
      outcome,
      severity,
      ...(isSignal ? {role: 'signal'} : {}),
      'subject-kind': subject.kind,
      'subject-id': subject.id,
    }),
    methods: ['TEST'],
    subjects: [{'subject-uuid': subjectId(keyed), type: 'inventory-item', title: requiredText(subject.name)}],
    'relevant-evidence': [{description: requiredText(findingDetails(observation))}],
    collected: snapshot.collectedAt,
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
