import type {HandworkTask, Interruption, PlanFinding, PlanStep, RemediationPlan} from '../../model/remediation-plan.js'
import type {NextStep} from '../text/next-steps.js'

import {severities} from '../../model/framework.js'
import {accessDecision} from '../../model/remediation-plan.js'
import {distinct, groupBy} from '../../foundation/collections.js'
import {capitalize, firstFew} from '../../foundation/text.js'
import {countText, displayName, subjectName} from '../text/labels.js'
import {sanitizeForTerminal} from '../text/sanitize.js'

/** Where a plan is shown, and what to type next. */
export interface FixOptions {
  readonly color: boolean
  readonly columns: number
  readonly isAscii?: boolean
  readonly isFull?: boolean
  readonly nextSteps?: readonly NextStep[]
}

/** What a person does where no script does it, as a heading. */
export const handworkTitle: Readonly<Record<HandworkTask['kind'], string>> = {
  between: 'Somebody has to act between the commands',
  build: 'Build and deploy',
  certificate: 'Upload a certificate',
  contract: 'Needs an Enterprise contract',
  dashboard: 'In the Heroku Dashboard',
  'data-copy': 'Create a data service, copy the data, cut over, destroy the old one',
  decision: 'Decide',
  dns: 'Change a DNS record',
  'new-app': 'Create a new app, copy, cut over, delete the old one',
  'new-space': 'Create a new space, move the apps, delete the old ones',
  plugin: 'With a plugin that asks before it removes anything',
  support: 'Ask the vendor or Heroku Support',
  unproved: 'Commands that close nothing in the model',
}

const interruptionTexts: Readonly<Record<Interruption, string>> = {
  connections: 'ends connections',
  maintenance: 'maintenance mode',
  none: 'no interruption',
  restart: 'restarts dynos',
}

export const interruptionText = (interruption: Interruption): string => interruptionTexts[interruption]

/** The headings of the phases. */
export const phaseTitle: Readonly<Record<PlanStep['phase'], string>> = {
  add: 'Add',
  change: 'Change',
  remove: 'Remove',
}

/** What the plan is about. */
export function planScopeText({kind, name}: RemediationPlan['scope']): string {
  if (name !== undefined) return kind === 'snapshot' ? displayName(name) : `${kind} ${displayName(name)}`
  if (kind === 'sample') return 'the sample'
  return kind === 'snapshot' ? 'the snapshot' : 'the account'
}

/** What the plan would do, in a sentence without its full stop. */
export function planHeadline({outcome: {access, closed, failing}, steps}: RemediationPlan): string {
  if (access && steps.length > 0 && closed === 0)
    return `${countText(access.done, 'decision')} on access would be carried out, in ${countText(steps.length, 'step')}`
  if (failing === 0) return 'Nothing fails that a plan could close'
  if (closed === 0) return `No command closes any of ${countText(failing, 'failure')}`
  const all = failing === 1 ? 'The failure' : `All ${countText(failing, 'failure')}`
  const which = failing === closed ? all : `${closed} of ${countText(failing, 'failure')}`
  return `${which} would close, in ${countText(steps.length, 'step')}`
}

/** What the plan doesn't close, a sentence each. */
export function planRemarks({byHand, outcome}: RemediationPlan): string[] {
  const {access, newlyFailing, remaining, undetermined, unknown} = outcome
  const person = byHand.reduce((sum, {findings}) => sum + findings.length, 0)
  return [
    ...(access ? [accessRemark(access)] : []),
    ...(remaining > 0
      ? [`${countText(remaining, 'failure')} would remain${person > 0 ? ' until a person acts' : ''}.`]
      : []),
    ...(undetermined > 0 ? [`${countText(undetermined, 'failure')} can't be judged before the steps are done.`] : []),
    ...(newlyFailing.length > 0
      ? [`${countText(newlyFailing.length, 'check')} would fail newly: ${firstFew(newlyFailing.map(findingText), 2)}.`]
      : []),
    ...(unknown > undetermined ? [`${countText(unknown - undetermined, 'check')} unknown now and afterwards.`] : []),
  ]
}

/** What becomes of the decisions of an access review. */
function accessRemark({done, open, undetermined}: NonNullable<RemediationPlan['outcome']['access']>): string {
  const known = `Access review: ${done} of ${countText(open, 'open decision')} would be carried out`
  return undetermined > 0 ? `${known}, ${undetermined} can't be known before.` : `${known}.`
}

/** A failure with where it is. */
export const findingText = ({subject, title}: PlanFinding): string =>
  `${sanitizeForTerminal(title, 90)} (${subjectName(subject)})`

/** What fails, once for each check, with its subjects and the number of controls. */
export function findingsText(findings: readonly PlanFinding[], maxNames = 3): string {
  return [...groupBy(findings, ({check}) => check).values()]
    .map(same => {
      const [first] = same
      const controls = new Set(same.flatMap(finding => finding.controls.map(ref => JSON.stringify(ref)))).size
      const names = firstFew(distinct(same.map(({subject}) => subjectName(subject))), maxNames)
      const title = capitalize(sanitizeForTerminal(first?.title ?? '', 90))
      return first?.check === accessDecision
        ? `${title}: ${names}`
        : `${title}: ${names} (${first?.severity ?? ''}, ${countText(controls, 'control')})`
    })
    .join('; ')
}

/** The worst severity of findings. */
export const worstSeverity = (findings: readonly PlanFinding[]): PlanFinding['severity'] =>
  severities.find(severity => findings.some(finding => finding.severity === severity)) ?? 'low'

/** The apps, spaces and teams that a step interrupts, counted by what it does to them. */
export function interruptionTotals({steps}: RemediationPlan): string[] {
  return (['maintenance', 'connections', 'restart'] as const).flatMap(kind => {
    const places = distinct(
      steps
        .filter(({interruption}) => interruption === kind)
        .flatMap(({closes, undetermined}) =>
          [...closes, ...undetermined].map(({subject}) => subject.app ?? subject.space ?? subject.name),
        ),
    )
    return places.length === 0
      ? []
      : [`${capitalize(interruptionText(kind))}: ${firstFew(places.map(displayName), 4)}.`]
  })
}
