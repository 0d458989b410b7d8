import type {Location, Result, Suppression} from 'sarif'
import type {Severity, Status} from '../../model/framework.js'
import type {Decision} from '../text/decisions.js'
import type {Outcome, Seen, Stated} from '../text/finding-text.js'

import {decisionText, waiverOf} from '../text/decisions.js'
import {cut, plain} from '../../foundation/plain-text.js'
import {controlText, sentence} from '../text/finding-text.js'
import {digest} from '../../foundation/uuid.js'
import {levels, message} from './message.js'

type Kind = NonNullable<Result['kind']>

/** What a person or Heroku vouches for was not seen to hold, so it is no pass. */
const kinds: Readonly<Record<Outcome | Status, Kind>> = {
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
export function resultOfObservation({isAside, key, observation}: Seen, indexes: ReadonlyMap<string, number>): Result {
  const {check, remediation, severity, subject, verdict} = observation
  const kind = kinds[verdict]
  const commands = remediation?.commands ?? []
  const waiver = waiverOf(observation)
  return {
    ...rule(check, indexes),
    kind,
    level: levelOf(kind, isAside, severity),
    message: message(
      [
        `${isAside ? 'Worth a look: ' : ''}${sentence(observation)}.`,
        ...(commands.length > 0 ? [`To mend it: ${commands.join('; ')}`] : []),
      ].join(' '),
    ),
    locations: [location(['heroku', subject.kind, subject.id], subject.name, 'resource')],
    partialFingerprints: fingerprints(key),
    ...(waiver ? {suppressions: [suppression(waiver)]} : {}),
    properties: {severity, subject: {id: plain(subject.id), kind: subject.kind, name: plain(subject.name)}, verdict},
  }
}

function levelOf(kind: Kind, isAside: boolean, severity: Severity): NonNullable<Result['level']> {
  if (kind !== 'fail') return 'none'
  return isAside ? 'note' : levels[severity]
}

/** A control of which no observation says what its status is. */
export function resultOfControl({control, framework, key}: Stated, indexes: ReadonlyMap<string, number>): Result {
  const kind = kinds[control.status]
  const question = control.status === 'manual' && control.question !== undefined ? ` ${control.question}` : ''
  return {
    ...rule(key, indexes),
    kind,
    level: kind === 'fail' ? levels[control.severity] : 'none',
    message: message(
      `${framework.title} ${framework.version}, ${control.id}: ${control.title}: ${control.status}, ${controlText(control)}.${question}`,
    ),
    locations: [location(['frameworks', framework.id, control.id], control.id, 'control')],
    partialFingerprints: fingerprints(key),
    properties: {severity: control.severity, status: control.status},
  }
}

function rule(ruleId: string, indexes: ReadonlyMap<string, number>): {ruleId: string; ruleIndex: number} {
  const id = plain(ruleId)
  return {ruleId: id, ruleIndex: indexes.get(id) ?? -1}
}

const longest = 200

/** There is no file: a path that stays the same when the name does not, for readers that take nothing without one. */
function location(steps: readonly string[], name: string, kind: string): Location {
  const path = steps
    .map(step => plain(step))
    .map(step => encodeURIComponent(step.length > longest ? digest(step) : step))
    .join('/')
  return {
    physicalLocation: {artifactLocation: {uri: path}, region: {startLine: 1}},
    logicalLocations: [
      {
        fullyQualifiedName: steps.map(step => cut(plain(step), longest)).join('/'),
        kind,
        name: cut(plain(name), longest),
      },
    ],
  }
}

function fingerprints(key: string): Record<string, string> {
  const hash = digest(key)
  return {'heroku-compliance/v1': hash, primaryLocationLineHash: `${hash.slice(0, 16)}:1`}
}

const suppression = (waiver: Decision): Suppression => ({
  kind: 'external',
  status: 'accepted',
  justification: message(`waived ${decisionText(waiver)}`).text,
})
