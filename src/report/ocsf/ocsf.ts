import type {Severity, Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {EffectiveVerdict} from '../../model/observation.js'
import type {KeyedObservation, KeyedControl} from '../text/finding-text.js'
import {nistRelations} from '../text/nist.js'

import {capitalize} from '../../foundation/text.js'
import {questionWithHint} from '../text/control-text.js'
import {streamJson} from '../text/json-chunks.js'
import {sanitizePlainText} from '../../foundation/plain-text.js'
import {
  findingTitle,
  controlReason,
  keyedObservations,
  findingDetails,
  findingSentence,
  keyedControls,
} from '../text/finding-text.js'

const version = '1.5.0'

/** Ids of OCSF and their captions. */
type OcsfEnum = readonly [id: number, caption: string]

const severityIds: Readonly<Record<Severity, OcsfEnum>> = {
  critical: [5, 'Critical'],
  high: [4, 'High'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
}
const informational: OcsfEnum = [1, 'Informational']

/** Only what was seen to pass is a pass; OCSF has no word for what someone vouches for. */
const statusIds: Readonly<Record<EffectiveVerdict | Status, OcsfEnum>> = {
  attested: [99, 'attested'],
  fail: [3, 'Fail'],
  inherited: [99, 'inherited'],
  manual: [2, 'Warning'],
  'not-applicable': [99, 'not applicable'],
  pass: [1, 'Pass'],
  unknown: [2, 'Warning'],
  waived: [3, 'Fail'],
}

/** What fails but violates nothing isn't a failed requirement. */
const signalStatus: OcsfEnum = [2, 'Warning']

/** An array of OCSF compliance findings (class 2003): one for each observation, and one for each control. */
export const ocsf = (report: Report): Iterable<Uint8Array> => streamJson(findings(report))

function* findings(report: Report): Generator<object> {
  const frameworks = new Map(report.frameworks.map(framework => [framework.id, framework]))
  for (const keyedObservation of keyedObservations(report))
    yield observationFinding(keyedObservation, report, frameworks)
  for (const keyedControl of keyedControls(report)) yield controlFinding(keyedControl, report)
}

const standardName = ({title, version: number}: FrameworkResult): string => sanitizePlainText(`${title} ${number}`)

function observationFinding(
  {isSignal, key, observation, outcome}: KeyedObservation,
  report: Report,
  frameworks: ReadonlyMap<string, FrameworkResult>,
): object {
  const {check, controls, remediation, severity, signals = [], subject, title, verdict} = observation
  const complianceStatus = isSignal ? signalStatus : statusIds[verdict]
  const requirements = isSignal ? signals : controls
  const standards = [...new Set(requirements.map(({framework}) => framework))]
    .map(id => frameworks.get(id))
    .flatMap(framework => (framework ? [standardName(framework)] : []))
  return {
    ...commonFields(
      report,
      key,
      findingTitle(observation),
      findingSentence(observation),
      isOpen(verdict) && !isSignal ? severityIds[severity] : informational,
      outcome === 'waived',
    ),
    compliance: {
      checks: [
        {
          name: sanitizePlainText(title),
          status: complianceStatus[1],
          status_id: complianceStatus[0],
          uid: sanitizePlainText(check),
        },
      ],
      control: sanitizePlainText(check),
      requirements: requirements.map(({control, framework}) => sanitizePlainText(`${framework} ${control}`)),
      // A finding needs a standard; what no framework requires is a finding of the checks themselves.
      standards: standards.length > 0 ? standards : ['heroku-compliance'],
      status: complianceStatus[1],
      status_code: outcome,
      status_details: [sanitizePlainText(findingDetails(observation))],
      status_id: complianceStatus[0],
    },
    ...(remediation
      ? {
          remediation: {
            desc: sanitizePlainText([remediation.text, ...(remediation.commands ?? [])].join(' ')),
            ...(remediation.url === undefined ? {} : {references: [sanitizePlainText(remediation.url)]}),
          },
        }
      : {}),
    resources: [
      {
        labels: resourceLabels(subject),
        name: sanitizePlainText(subject.name),
        type: `heroku:${subject.kind}`,
        uid: sanitizePlainText(subject.id),
      },
    ],
  }
}

const resourceLabels = ({app, space, team}: KeyedObservation['observation']['subject']): string[] =>
  Object.entries({app, space, team}).flatMap(([name, value]) =>
    value === undefined ? [] : [sanitizePlainText(`${name}:${value}`)],
  )

function controlFinding({control, framework, key}: KeyedControl, report: Report): object {
  const complianceStatus = statusIds[control.status]
  const question = questionWithHint(control)
  // OCSF has no place for controls that a finding is merely related to.
  const nist = nistRelations(framework, control).map(([id, relation]) => ({control: sanitizePlainText(id), relation}))
  return {
    ...commonFields(
      report,
      key,
      `${control.id} ${control.title}`,
      `${framework.title} ${control.id}: ${control.status}`,
      isOpen(control.status) ? severityIds[control.severity] : informational,
      control.status === 'waived',
    ),
    compliance: {
      control: sanitizePlainText(control.title),
      requirements: [sanitizePlainText(control.id)],
      standards: [standardName(framework)],
      status: complianceStatus[1],
      status_code: control.status,
      status_details: [
        sanitizePlainText(controlReason(control)),
        ...(question === undefined ? [] : [sanitizePlainText(question)]),
      ],
      status_id: complianceStatus[0],
    },
    unmapped: {...unmappedFields(report), ...(nist.length > 0 ? {nist_800_53r5: nist} : {})},
  }
}

const isOpen = (state: EffectiveVerdict | Status): boolean => ['fail', 'manual', 'unknown', 'waived'].includes(state)

function commonFields(
  report: Report,
  key: string,
  title: string,
  message: string,
  severity: OcsfEnum,
  isSuppressed: boolean,
): object {
  const {generatedAt, tool} = report
  const uid = sanitizePlainText(key)
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_name: 'Findings',
    category_uid: 2,
    class_name: 'Compliance Finding',
    class_uid: 2003,
    finding_info: {title: sanitizePlainText(capitalize(title)), types: ['Compliance'], uid},
    message: sanitizePlainText(message),
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
    unmapped: unmappedFields(report),
  }
}

/** What OCSF has no place for. */
const unmappedFields = ({only, snapshot}: Report) => ({
  snapshot: snapshot.sha256,
  ...(only ? {only: only.map(name => sanitizePlainText(name))} : {}),
})
