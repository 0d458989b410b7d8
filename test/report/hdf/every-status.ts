import type {Status} from '../../../src/model/framework.js'
import type {EffectiveVerdict, Observation} from '../../../src/model/observation.js'
import type {ControlResult, Report} from '../../../src/model/report.js'

import {statuses} from '../../../src/model/framework.js'
import {controlOf, frameworkOf, observationOf, reportOf} from '../terminal/support.js'

const framework = 'own-1.0'
const waiver = {
  approvedBy: 'cto@example.com',
  by: 'dev@example.com',
  expires: '2026-12-31',
  on: '2026-11-01',
  reason: 'it goes next month',
}
export const answer = {
  answer: 'yes',
  by: 'lead@example.com',
  control: 'attested',
  expires: '2027-01-31',
  framework,
  on: '2026-10-31',
  reason: 'looked at in October',
}

/** What was observed for a control of each status, always with something that holds. */
const outcomes: Readonly<Record<Status, readonly EffectiveVerdict[]>> = {
  attested: ['pass'],
  fail: ['pass', 'fail', 'unknown', 'waived'],
  inherited: ['pass'],
  manual: ['pass'],
  'not-applicable': ['pass', 'not-applicable'],
  pass: ['pass', 'not-applicable'],
  unknown: ['pass', 'unknown', 'not-applicable'],
  waived: ['pass', 'waived'],
}

export const outcomeObservation = (control: string, outcome: EffectiveVerdict): Observation => ({
  ...observationOf({
    check: `${control}-check`,
    controls: [{control, framework}],
    subject: {name: `${outcome}-app`},
    verdict: outcome === 'waived' ? 'fail' : outcome,
  }),
  ...(outcome === 'waived' ? {waiver} : {}),
})

/** A report with a control of each status, whose id is the status. */
export function everyStatus(extra: readonly ControlResult[] = []): Report {
  const controls = statuses.map(status =>
    controlOf({
      checks: [`${status}-check`],
      id: status,
      status,
      title: `Title of ${status}`,
      ...(status === 'attested' ? {answer: answer as never} : {}),
    }),
  )
  return reportOf(
    statuses.flatMap(status => outcomes[status].map(outcome => outcomeObservation(status, outcome))),
    {frameworks: [frameworkOf([...controls, ...extra], {id: framework, title: 'Own', version: '1.0'})]},
  )
}
