import type {Report} from '../../model/report.js'
import type {Seen} from '../text/finding-text.js'

import {decisionText, waiverOf} from '../text/decisions.js'
import {plain} from '../../foundation/plain-text.js'
import {remarks, seenText, sentence} from '../text/finding-text.js'
import {uuid} from '../../foundation/uuid.js'

/** The version of OSCAL that documents are of. */
const version = '1.1.3'
const namespace = 'urn:heroku-compliance:oscal'

export interface Property {
  readonly name: string
  readonly ns: string
  readonly value: string
}

/** Properties of our own; OSCAL takes no value that is empty or begins or ends with a blank. */
export const properties = (values: Readonly<Record<string, string | undefined>>): Property[] =>
  Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{name, ns: namespace, value: plain(value).trim() || '-'}],
  )

/** A title or a description; OSCAL takes no title that is empty. */
export const said = (text: string): string => plain(text) || '-'

/** A list that is left out where it is empty, for OSCAL knows no empty list. */
export const listed = <T>(name: string, rows: readonly T[]): Readonly<Record<string, readonly T[]>> =>
  rows.length > 0 ? {[name]: rows} : {}

export function metadata(report: Report, title: string): object {
  const {exit, generatedAt, snapshot, tool} = report
  const notes = remarks(report)
  return {
    title,
    'last-modified': generatedAt,
    version: generatedAt,
    'oscal-version': version,
    props: properties({
      exit: `${exit.code}: ${exit.reason}`,
      snapshot: snapshot.sha256,
      tool: `${tool.name} ${tool.version}`,
    }),
    ...(notes.length > 0 ? {remarks: plain(notes.join(' '))} : {}),
  }
}

/** What a document says is by these; the same report has the same identifier. */
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
    JSON.stringify([scope, summary, frameworks.map(one => [one.id, one.version, one.summary])]),
  )

const subjectId = ({
  observation: {
    subject: {app, id, kind, space, team},
  },
}: Seen): string => uuid('subject', kind, id, ...(kind === 'app' ? [] : [app ?? '', space ?? '', team ?? '']))

/** Each subject of observations once. */
export function* subjects(seen: Iterable<Seen>): Generator<object> {
  const met = new Set<string>()
  for (const one of seen) {
    const id = subjectId(one)
    if (met.has(id)) continue
    met.add(id)
    const {app, id: own, kind, name, space, team} = one.observation.subject
    yield {uuid: id, description: said(`${kind} ${name}`), props: properties({kind, id: own, name, app, space, team})}
  }
}

export const observationId = ({key}: Pick<Seen, 'key'>): string => uuid('observation', key)

export function observationRow(seen: Seen, {snapshot}: Report): object {
  const {isAside, observation, outcome} = seen
  const {check, remediation, severity, subject, title, verdict} = observation
  const waiver = waiverOf(observation)
  return {
    uuid: observationId(seen),
    title: said(title),
    description: said(sentence(observation)),
    props: properties({
      check,
      verdict,
      outcome,
      severity,
      ...(isAside ? {role: 'signal'} : {}),
      'subject-kind': subject.kind,
      'subject-id': subject.id,
    }),
    methods: ['TEST'],
    subjects: [{'subject-uuid': subjectId(seen), type: 'inventory-item', title: said(subject.name)}],
    'relevant-evidence': [{description: said(seenText(observation))}],
    collected: snapshot.collectedAt,
    ...(remediation || waiver
      ? {
          remarks: plain(
            [waiver && `Waived ${decisionText(waiver)}.`, remediation?.text, ...(remediation?.commands ?? [])]
              .filter(Boolean)
              .join(' '),
          ),
        }
      : {}),
  }
}
