import type {Severity, Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {Outcome, Seen, Stated} from '../text/finding-text.js'

import {capital} from '../../foundation/text.js'
import {streamed} from '../text/json-chunks.js'
import {plain} from '../../foundation/plain-text.js'
import {claim, controlText, observed, seenText, sentence, stated} from '../text/finding-text.js'

const version = '1.5.0'

/** Ids of OCSF and their captions. */
type Word = readonly [id: number, caption: string]

const severities: Readonly<Record<Severity, Word>> = {
  critical: [5, 'Critical'],
  high: [4, 'High'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
}
const informational: Word = [1, 'Informational']

/** A pass is what was seen to hold; what is vouched for has no word there. */
const states: Readonly<Record<Outcome | Status, Word>> = {
  attested: [99, 'attested'],
  fail: [3, 'Fail'],
  inherited: [99, 'inherited'],
  manual: [2, 'Warning'],
  'not-applicable': [99, 'not applicable'],
  pass: [1, 'Pass'],
  unknown: [2, 'Warning'],
  waived: [3, 'Fail'],
}

/** What fails and breaches nothing is no failed requirement. */
const aside: Word = [2, 'Warning']

/** Compliance findings of OCSF (class 2003), in an array: one of each observation, and one of each control. */
export const ocsf = (report: Report): Iterable<Uint8Array> => streamed(events(report))

function* events(report: Report): Generator<object> {
  const frameworks = new Map(report.frameworks.map(one => [one.id, one]))
  for (const one of observed(report)) yield ofObservation(one, report, frameworks)
  for (const one of stated(report)) yield ofControl(one, report)
}

const standard = ({title, version: number}: FrameworkResult): string => plain(`${title} ${number}`)

function ofObservation(
  {isAside, key, observation, outcome}: Seen,
  report: Report,
  frameworks: ReadonlyMap<string, FrameworkResult>,
): object {
  const {check, controls, remediation, severity, signals = [], subject, title, verdict} = observation
  const state = isAside ? aside : states[verdict]
  const refs = isAside ? signals : controls
  const named = [...new Set(refs.map(({framework}) => framework))]
    .map(id => frameworks.get(id))
    .flatMap(one => (one ? [standard(one)] : []))
  return {
    ...common(
      report,
      key,
      claim(observation),
      sentence(observation),
      isOpen(verdict) && !isAside ? severities[severity] : informational,
      outcome === 'waived',
    ),
    compliance: {
      checks: [{name: plain(title), status: state[1], status_id: state[0], uid: plain(check)}],
      control: plain(check),
      requirements: refs.map(({control, framework}) => plain(`${framework} ${control}`)),
      // A finding is of some standard; one that no framework asks for is of the checks themselves.
      standards: named.length > 0 ? named : ['heroku-compliance'],
      status: state[1],
      status_code: outcome,
      status_details: [plain(seenText(observation))],
      status_id: state[0],
    },
    ...(remediation
      ? {
          remediation: {
            desc: plain([remediation.text, ...(remediation.commands ?? [])].join(' ')),
            ...(remediation.url === undefined ? {} : {references: [plain(remediation.url)]}),
          },
        }
      : {}),
    resources: [
      {labels: labels(subject), name: plain(subject.name), type: `heroku:${subject.kind}`, uid: plain(subject.id)},
    ],
  }
}

const labels = ({app, space, team}: Seen['observation']['subject']): string[] =>
  Object.entries({app, space, team}).flatMap(([name, value]) =>
    value === undefined ? [] : [plain(`${name}:${value}`)],
  )

function ofControl({control, framework, key}: Stated, report: Report): object {
  const state = states[control.status]
  return {
    ...common(
      report,
      key,
      `${control.id} ${control.title}`,
      `${framework.title} ${control.id}: ${control.status}`,
      isOpen(control.status) ? severities[control.severity] : informational,
      control.status === 'waived',
    ),
    compliance: {
      control: plain(control.title),
      requirements: [plain(control.id)],
      standards: [standard(framework)],
      status: state[1],
      status_code: control.status,
      status_details: [
        plain(controlText(control)),
        ...(control.question === undefined ? [] : [plain(control.question)]),
      ],
      status_id: state[0],
    },
  }
}

const isOpen = (state: Outcome | Status): boolean => ['fail', 'manual', 'unknown', 'waived'].includes(state)

function common(
  {generatedAt, snapshot, tool}: Report,
  key: string,
  title: string,
  text: string,
  severity: Word,
  isSuppressed: boolean,
): object {
  const uid = plain(key)
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_name: 'Findings',
    category_uid: 2,
    class_name: 'Compliance Finding',
    class_uid: 2003,
    finding_info: {title: plain(capital(title)), types: ['Compliance'], uid},
    message: plain(text),
    metadata: {
      event_code: uid.slice(0, uid.search(/[:/]/)),
      product: {name: tool.name, vendor_name: tool.name, version: tool.version},
      version,
    },
    severity: severity[1],
    severity_id: severity[0],
    status: isSuppressed ? 'Suppressed' : 'New',
    status_id: isSuppressed ? 3 : 1,
    time: Date.parse(generatedAt),
    type_name: 'Compliance Finding: Create',
    type_uid: 200_301,
    unmapped: {snapshot: snapshot.sha256},
  }
}
