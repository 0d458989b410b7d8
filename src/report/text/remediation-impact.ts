import type {ControlRef} from '../../model/observation.js'
import type {Report} from '../../model/report.js'

import {countsAs} from '../../model/observation.js'
import {distinct} from '../../foundation/collections.js'
import {countText} from './labels.js'

/** What fixing a failed check on all its subjects achieves. */
export interface RemediationImpact {
  /** Controls that fail because of this check alone. */
  readonly endedFailures: number
  /** Those of them of which nothing is left open then: the others need a person, or couldn't be fully seen. */
  readonly closedControls: number
  /** The frameworks that these controls belong to. */
  readonly frameworkCount: number
  /** Controls that other checks violate as well. */
  readonly sharedControls: number
}

interface ImpactCounts {
  closedControls: number
  endedFailures: number
  frameworkIds: Set<string>
  sharedControls: number
}

const impactsByReport = new WeakMap<Report, ReadonlyMap<string, RemediationImpact>>()

/** The impact of each failed check, by its id. Computed once per report. */
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
        if (checks.length > 1) {
          impact.sharedControls++
        } else {
          impact.endedFailures++
          impact.frameworkIds.add(framework)
          // The API can prove only this kind, and what wasn't seen isn't closed by what was.
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

/** By control, the checks whose failures violate it, without those that a document on file turns into a question. */
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

/** The controls that a failed check affects. */
export interface AffectedControls {
  readonly violated: readonly ControlRef[]
  /** Those whose failure a document on file turns into a question. */
  readonly relieved: readonly ControlRef[]
  readonly relievingDocuments: readonly string[]
}

/** Splits the controls of a failed check by whether a document on file relieves them. */
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

const noImpact: RemediationImpact = {closedControls: 0, endedFailures: 0, frameworkCount: 0, sharedControls: 0}

/** What one fix achieves, in a sentence; empty if it affects fewer than two controls. */
export function remediationImpactText(
  report: Report,
  check: string,
  emphasize: (text: string) => string = text => text,
): string {
  const impact = remediationImpacts(report).get(check) ?? noImpact
  const {endedFailures, sharedControls} = impact
  if (endedFailures + sharedControls < 2) return ''
  const shared = sharedText(impact)
  if (endedFailures === 0) return `${shared}.`
  return `${emphasize(`This fix alone ${effectText(impact, report)}`)}${shared === '' ? '' : `; ${shared}`}.`
}

function sharedText({endedFailures, sharedControls}: RemediationImpact): string {
  if (sharedControls === 0) return ''
  const controls = countText(sharedControls, endedFailures > 0 ? 'more control' : 'control')
  return `${controls} also ${sharedControls === 1 ? 'needs' : 'need'} other fixes`
}

function effectText({closedControls, endedFailures, frameworkCount}: RemediationImpact, {frameworks}: Report): string {
  const frameworksText = frameworks.length > 1 ? ` in ${countText(frameworkCount, 'framework')}` : ''
  const controls = `${countText(endedFailures, 'control')}${frameworksText}`
  if (closedControls === endedFailures) return `closes ${controls}`
  return `ends the failure of ${controls}${closedControls > 0 ? `, and closes ${closedControls} of them` : ''}`
}
