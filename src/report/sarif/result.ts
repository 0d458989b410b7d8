import type {Location, Result, Suppression} from 'sarif'
import type {Severity, Status} from '../../model/framework.js'
import type {Decision} from '../text/decisions.js'
import type {EffectiveVerdict} from '../../model/observation.js'
import type {KeyedObservation, KeyedControl} from '../text/finding-text.js'

import {questionWithHint} from '../text/control-text.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'
import {controlReason, findingSentence} from '../text/finding-text.js'
import {isOpenQuestion} from '../text/open-questions.js'
import {sha256} from '../../foundation/canonical-json.js'
import {levelBySeverity, messageOf} from './message.js'

type ResultKind = NonNullable<Result['kind']>

/** What a person or Heroku vouches for wasn't seen to pass, so it isn't a pass. */
const kindByState: Readonly<Record<EffectiveVerdict | Status, ResultKind>> = {
  attested: 'informational',
  fail: 'fail',
  inherited: 'informational',
  manual: 'review',
  'not-applicable': 'notApplicable',
  pass: 'pass',
  unknown: 'open',
  waived: 'fail',
}

/** One check on one subject. A waiver suppresses what it covers, and leaves the verdict as it is. */
export function observationResult(
  {isSignal, key, observation}: KeyedObservation,
  ruleIndexes: ReadonlyMap<string, number>,
): Result {
  const {check, remediation, severity, subject, verdict} = observation
  const kind = kindByState[verdict]
  const commands = remediation?.commands ?? []
  const waiver = waiverOf(observation)
  return {
    ...ruleReference(check, ruleIndexes),
    kind,
    level: levelOf(kind, isSignal, severity),
    message: messageOf(
      [
        `${isSignal ? 'Worth a look: ' : ''}${findingSentence(observation)}.`,
        ...(commands.length > 0 ? [`Fix: ${commands.join('; ')}`] : []),
      ].join(' '),
    ),
    locations: [locationOf(['heroku', subject.kind, subject.id], subject.name, 'resource')],
    partialFingerprints: fingerprints(key),
    ...(waiver ? {suppressions: [suppressionOf(waiver)]} : {}),
    properties: {
      severity,
      subject: {id: sanitizePlainText(subject.id), kind: subject.kind, name: sanitizePlainText(subject.name)},
      verdict,
    },
  }
}

function levelOf(kind: ResultKind, isSignal: boolean, severity: Severity): NonNullable<Result['level']> {
  if (kind !== 'fail') return 'none'
  return isSignal ? 'note' : levelBySeverity[severity]
}

/** A control whose status no observation states. */
export function controlResult(
  {control, framework, key}: KeyedControl,
  ruleIndexes: ReadonlyMap<string, number>,
): Result {
  const kind = kindByState[control.status]
  const question = isOpenQuestion(control) ? ` ${questionWithHint(control) ?? ''}` : ''
  return {
    ...ruleReference(key, ruleIndexes),
    kind,
    level: kind === 'fail' ? levelBySeverity[control.severity] : 'none',
    message: messageOf(
      [
        `${framework.title} ${framework.version}, ${control.id}: ${control.title}:`,
        `${control.status}, ${controlReason(control)}.${question}`,
      ].join(' '),
    ),
    locations: [locationOf(['frameworks', framework.id, control.id], control.id, 'control')],
    partialFingerprints: fingerprints(key),
    properties: {severity: control.severity, status: control.status},
  }
}

function ruleReference(ruleId: string, ruleIndexes: ReadonlyMap<string, number>): {ruleId: string; ruleIndex: number} {
  const id = sanitizePlainText(ruleId)
  return {ruleId: id, ruleIndex: ruleIndexes.get(id) ?? -1}
}

const maxNameLength = 200

/** There is no file: a path that survives renames, for readers that require one. */
function locationOf(segments: readonly string[], name: string, kind: string): Location {
  const path = segments
    .map(segment => sanitizePlainText(segment))
    .map(segment => encodeURIComponent(segment.length > maxNameLength ? sha256(segment) : segment))
    .join('/')
  return {
    physicalLocation: {artifactLocation: {uri: path}, region: {startLine: 1}},
    logicalLocations: [
      {
        fullyQualifiedName: segments.map(segment => truncate(sanitizePlainText(segment), maxNameLength)).join('/'),
        kind,
        name: truncate(sanitizePlainText(name), maxNameLength),
      },
    ],
  }
}

function fingerprints(key: string): Record<string, string> {
  const hash = sha256(key)
  return {'heroku-compliance/v1': hash, primaryLocationLineHash: `${hash.slice(0, 16)}:1`}
}

const suppressionOf = (waiver: Decision): Suppression => ({
  kind: 'external',
  status: 'accepted',
  justification: messageOf(`waived ${decisionText(waiver)}`).text,
})
