import type {Severity, Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {EffectiveVerdict} from '../../model/observation.js'
import type {KeyedObservation, KeyedControl} from '../text/finding-text.js'
import {nistRelations} from '../text/nist.js'

import {capitalize} from '../../foundation/text.js'
import {questionWithHint} from '../text/control-text.js'
import {streamJson} from '../text/json-chunks.js'
import {runId, scopeId} from '../text/run-id.js'
import {sanitizePlainText} from '../../foundation/plain-text.js'
import {uuid} from '../../foundation/uuid.js'
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

/** What fails but violates nothing fails no requirement. A warning says that nothing is known, so it isn't one. */
const signalStatus: OcsfEnum = [99, 'signal']

/** What the findings of a report share. */
interface RunContext {
  readonly report: Report
  readonly run: string
  /** What a finding is about in this scope; another scope has findings of its own. */
  readonly scope: string
  readonly frameworks: ReadonlyMap<string, FrameworkResult>
}

/**
 * An array of OCSF compliance findings (class 2003): one for each observation, and one for each control. An attribute
 * means the same in both: `checks` the check that was judged, `requirements` the controls that it bears on, `control`
 * the control that the finding is about.
 */
export const ocsf = (report: Report): Iterable<Uint8Array> => streamJson(findings(report))

function* findings(report: Report): Generator<object> {
  const context = {
    report,
    run: runId(report),
    scope: findingScope(report),
    frameworks: new Map(report.frameworks.map(framework => [framework.id, framework])),
  }
  for (const keyedObservation of keyedObservations(report)) yield observationFinding(keyedObservation, context)
  for (const keyedControl of keyedControls(report)) yield controlFinding(keyedControl, context)
}

/** The scope, and the account whose view of Heroku it is where it has no name. */
function findingScope(report: Report): string {
  const {scope, snapshot} = report
  const account = scope.name === undefined ? snapshot.caller?.email : undefined
  return scopeId(report) + (account === undefined ? '' : `/${encodeURIComponent(sanitizePlainText(account))}`)
}

const requirementName = (framework: string, control: string): string => sanitizePlainText(`${framework} ${control}`)
const standardName = ({title, version: number}: FrameworkResult): string => sanitizePlainText(`${title} ${number}`)

function observationFinding({isSignal, key, observation, outcome}: KeyedObservation, context: RunContext): object {
  const {check, controls, remediation, severity, signals = [], subject, title, verdict} = observation
  const complianceStatus = isSignal ? signalStatus : statusIds[verdict]
  const requirements = controls.length > 0 ? controls : signals
  const standards = [...new Set(requirements.map(({framework}) => framework))]
    .map(id => context.frameworks.get(id))
    .flatMap(framework => (framework ? [standardName(framework)] : []))
  return {
    ...commonFields(context, {
      code: check,
      isSuppressed: outcome === 'waived',
      key,
      message: findingSentence(observation),
      severity: isOpen(verdict) && !isSignal ? severityIds[severity] : informational,
      title: findingTitle(observation),
      type: 'observation',
    }),
    compliance: {
      checks: [
        {
          name: sanitizePlainText(title),
          status: complianceStatus[1],
          status_id: complianceStatus[0],
          uid: sanitizePlainText(check),
        },
      ],
      requirements: requirements.map(({control, framework}) => requirementName(framework, control)),
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

function controlFinding({control, framework, key}: KeyedControl, context: RunContext): object {
  const complianceStatus = statusIds[control.status]
  const question = questionWithHint(control)
  // OCSF has no place for controls that a finding is merely related to.
  const nist = nistRelations(framework, control).map(([id, relation]) => ({control: sanitizePlainText(id), relation}))
  return {
    ...commonFields(context, {
      code: key,
      isSuppressed: control.status === 'waived',
      key,
      message: `${framework.title} ${control.id}: ${control.status}`,
      severity: isOpen(control.status) ? severityIds[control.severity] : informational,
      title: `${control.id} ${control.title}`,
      type: 'control',
    }),
    compliance: {
      control: sanitizePlainText(`${framework.title} ${framework.version} ${control.id} ${control.title}`),
      requirements: [requirementName(framework.id, control.id)],
      standards: [standardName(framework)],
      status: complianceStatus[1],
      status_code: control.status,
      status_details: [
        sanitizePlainText(controlReason(control)),
        ...(question === undefined ? [] : [sanitizePlainText(question)]),
      ],
      status_id: complianceStatus[0],
    },
    unmapped: {...unmappedFields(context.report), ...(nist.length > 0 ? {nist_800_53r5: nist} : {})},
  }
}

const isOpen = (state: EffectiveVerdict | Status): boolean => ['fail', 'manual', 'unknown', 'waived'].includes(state)

interface FindingFields {
  /** The check, or the control with its framework. */
  readonly code: string
  readonly isSuppressed: boolean
  readonly key: string
  readonly message: string
  readonly severity: OcsfEnum
  readonly title: string
  readonly type: 'control' | 'observation'
}

/**
 * The identifiers: `finding_info.uid` is the same in each run of a scope, `uid_alt` of an observation in every scope;
 * `metadata.uid` is of this event alone, and `correlation_uid` of its run.
 */
function commonFields(
  {report, run, scope}: RunContext,
  {code, isSuppressed, key, message, severity, title, type}: FindingFields,
): object {
  const {generatedAt, snapshot, tool} = report
  const uid = sanitizePlainText(key)
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_name: 'Findings',
    category_uid: 2,
    class_name: 'Compliance Finding',
    class_uid: 2003,
    finding_info: {
      last_seen_time: Date.parse(snapshot.collectedAt),
      title: sanitizePlainText(capitalize(title)),
      types: ['Compliance', type],
      uid: `${scope}:${uid}`,
      ...(type === 'observation' ? {uid_alt: uid} : {}),
    },
    message: sanitizePlainText(message),
    metadata: {
      correlation_uid: run,
      event_code: sanitizePlainText(code),
      product: {name: tool.name, vendor_name: tool.name, version: tool.version},
      uid: uuid('event', run, key),
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
const unmappedFields = ({only, scope: {kind, name}, snapshot}: Report) => ({
  scope: {kind, ...(name === undefined ? {} : {name: sanitizePlainText(name)})},
  snapshot: snapshot.sha256,
  ...(only ? {only: only.map(text => sanitizePlainText(text))} : {}),
})
