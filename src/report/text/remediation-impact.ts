import type {ControlRef} from '../../model/observation.js'
import type {Report} from '../../model/report.js'

import {countsAs} from '../../model/observation.js'
import {distinct} from '../../foundation/collections.js'
import {countText} from './labels.js'

export interface RemediationImpact {
  /** Controls that fail by this check alone: they fail no longer once it holds. */
  readonly endedFailures: number
  /** Those of them of which nothing is left open then: the others a person has to answer, or they could not be seen. */
  readonly closedControls: number
  /** The frameworks that these are of. */
  readonly frameworkCount: number
  /** Controls that other checks break as well. */
  readonly sharedControls: number
}

interface ImpactCounts {
  closedControls: number
  endedFailures: number
  frameworkIds: Set<string>
  sharedControls: number
}

const impactsByReport = new WeakMap<Report, ReadonlyMap<string, RemediationImpact>>()

/** What mending each failing check, on all its subjects, would close. Computed once a report. */
export function remediationImpacts(report: Report): ReadonlyMap<string, RemediationImpact> {
  const impacts = impactsByReport.get(report) ?? computeImpacts(report)
  impactsByReport.set(report, impacts)
  return impacts
}

function computeImpacts(report: Report): ReadonlyMap<string, RemediationImpact> {
  const failingChecks = failingChecksByControl(report)
  const partlyUnseen = new Set(
    report.observations.flatMap(({controls, verdict}) =>
      verdict === 'unknown' ? controls.map(ref => JSON.stringify([ref.framework, ref.control])) : [],
    ),
  )
  const countsByCheck = new Map<string, ImpactCounts>()
  for (const {controls, id: framework} of report.frameworks)
    for (const control of controls) {
      const key = JSON.stringify([framework, control.id])
      const checks = control.status === 'fail' ? (failingChecks.get(key) ?? []) : []
      for (const check of checks) {
        const impact = countsByCheck.get(check) ?? {
          closedControls: 0,
          endedFailures: 0,
          frameworkIds: new Set(),
          sharedControls: 0,
        }
        countsByCheck.set(check, impact)
        if (checks.length > 1) impact.sharedControls++
        else {
          impact.endedFailures++
          impact.frameworkIds.add(framework)
          // The API proves no other kind, and what was not seen is not closed by what was.
          if (control.kind === 'automatic' && !partlyUnseen.has(key)) impact.closedControls++
        }
      }
    }

  return new Map(
    [...countsByCheck].map(([check, {frameworkIds, ...counts}]) => [
      check,
      {...counts, frameworkCount: frameworkIds.size},
    ]),
  )
}

/** By control, the checks whose failures breach it: none of which a document on file makes a question. */
function failingChecksByControl({frameworks, observations}: Report): ReadonlyMap<string, readonly string[]> {
  const relievedChecks = new Map(
    frameworks.flatMap(({controls, id}) =>
      controls.map(control => [JSON.stringify([id, control.id]), control.relieved ?? []]),
    ),
  )
  const checksByControl = new Map<string, Set<string>>()
  for (const observation of observations)
    if (countsAs(observation, 'fail'))
      for (const {control, framework} of observation.controls) {
        const key = JSON.stringify([framework, control])
        if (!relievedChecks.get(key)?.includes(observation.check))
          checksByControl.set(key, (checksByControl.get(key) ?? new Set()).add(observation.check))
      }

  return new Map([...checksByControl].map(([key, checks]) => [key, [...checks]]))
}

/** Of the controls that a failing check bears on: those that it breaks, those of which a document on file makes a question, and these documents. */
export interface AffectedControls {
  readonly violated: readonly ControlRef[]
  readonly relieved: readonly ControlRef[]
  readonly relievingDocuments: readonly string[]
}

export function affectedControls({frameworks}: Report, check: string, refs: readonly ControlRef[]): AffectedControls {
  const controls = new Map(
    frameworks.flatMap(framework =>
      framework.controls.map(control => [JSON.stringify([framework.id, control.id]), control] as const),
    ),
  )
  const controlOf = ({control, framework}: ControlRef) => controls.get(JSON.stringify([framework, control]))
  const relieved = refs.filter(ref => controlOf(ref)?.relieved?.includes(check))
  return {
    violated: refs.filter(ref => !relieved.includes(ref)),
    relievingDocuments: distinct(relieved.flatMap(ref => controlOf(ref)?.relievedBy ?? [])),
    relieved,
  }
}

/** What one fix is good for, in a sentence; empty where it is hardly worth one. */
export function remediationImpactText(
  report: Report,
  check: string,
  emphasize: (text: string) => string = text => text,
): string {
  const {closedControls, endedFailures, frameworkCount, sharedControls} = remediationImpacts(report).get(check) ?? {
    closedControls: 0,
    endedFailures: 0,
    frameworkCount: 0,
    sharedControls: 0,
  }
  if (endedFailures + sharedControls < 2) return ''
  const sharedText =
    sharedControls > 0
      ? `${countText(sharedControls, 'control')}${endedFailures > 0 ? ' more' : ''} ${sharedControls === 1 ? 'needs' : 'need'} other fixes too`
      : ''
  if (endedFailures === 0) return `${sharedText}.`
  const frameworksText = report.frameworks.length > 1 ? ` in ${countText(frameworkCount, 'framework')}` : ''
  const effect =
    closedControls === endedFailures
      ? `closes ${countText(endedFailures, 'control')}${frameworksText}`
      : `ends the failure of ${countText(endedFailures, 'control')}${frameworksText}${closedControls > 0 ? `, and closes ${closedControls} of them` : ''}`
  return `${emphasize(`This one fix ${effect}`)}${sharedText === '' ? '' : `; ${sharedText}`}.`
}
