import type {Result, Suppression} from 'sarif'
import type {Status} from '../../model/framework.js'
import type {Decision} from '../text/decisions.js'
import type {EffectiveVerdict} from '../../model/observation.js'
import type {KeyedObservation, KeyedControl} from '../text/finding-text.js'

import {questionWithHint} from '../text/control-text.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {sanitizePlainText} from '../../foundation/plain-text.js'
import {controlReason, findingSentence} from '../text/finding-text.js'
import {isOpenQuestion} from '../text/open-questions.js'
import {sha256} from '../../foundation/canonical-json.js'
import {controlLocation, subjectLocation} from './location.js'
import {levelBySeverity, messageOf} from './message.js'
import {controlSentence, isOpenState, ruleIdOf} from './rule-naming.js'

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
    ...ruleReference(ruleIdOf(check, verdict), ruleIndexes),
    kind,
    ...levelOf(verdict, isSignal ? 'note' : levelBySeverity[severity]),
    message: messageOf(
      [
        `${isSignal ? 'Worth a look: ' : ''}${findingSentence(observation)}.`,
        ...(commands.length > 0 ? [`Fix: ${commands.join('; ')}`] : []),
      ].join(' '),
    ),
    locations: [subjectLocation(subject)],
    partialFingerprints: fingerprints(key),
    ...(waiver ? {suppressions: [suppressionOf(waiver)]} : {}),
    properties: {
      severity,
      subject: {id: sanitizePlainText(subject.id), kind: subject.kind, name: sanitizePlainText(subject.name)},
      verdict,
    },
  }
}

type Level = NonNullable<Result['level']>

/**
 * SARIF wants no level but `none` on what doesn't fail. What is open has none of its own, so that GitHub takes the one
 * of its rule, a note.
 */
function levelOf(state: EffectiveVerdict | Status, failureLevel: Level): {readonly level?: Level} {
  if (isOpenState(state)) return {}
  return {level: kindByState[state] === 'fail' ? failureLevel : 'none'}
}

/** A control whose status no observation states. */
export function controlResult(keyedControl: KeyedControl, ruleIndexes: ReadonlyMap<string, number>): Result {
  const {control, framework, key} = keyedControl
  const question = isOpenQuestion(control) ? ` ${questionWithHint(control) ?? ''}` : ''
  return {
    ...ruleReference(ruleIdOf(key, control.status), ruleIndexes),
    kind: kindByState[control.status],
    ...levelOf(control.status, levelBySeverity[control.severity]),
    message: messageOf(`${controlSentence(keyedControl)}; ${control.status}, ${controlReason(control)}.${question}`),
    locations: [controlLocation(framework.id, control.id)],
    partialFingerprints: fingerprints(key),
    properties: {severity: control.severity, status: control.status},
  }
}

const ruleReference = (
  ruleId: string,
  ruleIndexes: ReadonlyMap<string, number>,
): {ruleId: string; ruleIndex: number} => ({ruleId, ruleIndex: ruleIndexes.get(ruleId) ?? -1})

function fingerprints(key: string): Record<string, string> {
  const hash = sha256(key)
  return {'heroku-compliance/v1': hash, primaryLocationLineHash: `${hash.slice(0, 16)}:1`}
}

const suppressionOf = (waiver: Decision): Suppression => ({
  kind: 'external',
  status: 'accepted',
  justification: messageOf(`waived ${decisionText(waiver)}`).text,
})
