import type {ControlRef, Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {PageCheck} from './page-data.js'

import {severities} from '../../model/framework.js'
import {countsAs, isSignalFailure, isBreach} from '../../model/observation.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {effectText} from '../text/remediation-effect.js'
import {affectedControls, remediationImpactText, remediationImpacts} from '../text/remediation-impact.js'
import {failureTitleOf} from '../text/finding-text.js'
import {countText} from '../text/labels.js'

/** The same for observations that the page lists under one check: a policy can change the severity and the title. */
export const checkKey = ({check, severity, title}: Observation): string => JSON.stringify([check, severity, title])

/** Each check by its key: worst first, then by how many controls a fix changes, then by the number of failures. */
export function pageChecks(report: Report): Map<string, PageCheck> {
  const impact = remediationImpacts(report)
  const checkGroups = [...groupBy(report.observations, checkKey)].flatMap(([key, observations]) =>
    observations[0]
      ? [{failed: observations.filter(observation => countsAs(observation, 'fail')), first: observations[0], key}]
      : [],
  )
  const closedControls = (check: string) => impact.get(check)?.endedFailures ?? 0
  return new Map(
    checkGroups
      .sort(
        (a, b) =>
          severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
          closedControls(b.first.check) - closedControls(a.first.check) ||
          b.failed.length - a.failed.length ||
          byCodeUnit(a.first.check, b.first.check),
      )
      .map(({failed, first, key}) => [key, pageCheck(report, first, failed)]),
  )
}

function pageCheck(report: Report, {check, severity, title}: Observation, failed: readonly Observation[]): PageCheck {
  const {effects, text = '', url = ''} = failed.find(observation => observation.remediation)?.remediation ?? {}
  const [breaches, signals] = [failed.filter(isBreach), failed.filter(isSignalFailure)]
  return {
    effect: effectText(effects),
    failureTitle: failureTitleOf(failed[0] ?? {title}),
    id: check,
    remediation: text,
    severity,
    signal: signals.length > 0 ? signalText(report, check, signals) : '',
    title,
    url,
    violates: breaches.length > 0 ? violatedText(report, check, breaches) : '',
  }
}

/** The controls that observations name, each once. */
function distinctRefs(
  observations: readonly Observation[],
  selectRefs: (observation: Observation) => readonly ControlRef[],
): ControlRef[] {
  return [
    ...new Map(
      observations.flatMap(observation =>
        selectRefs(observation).map(ref => [JSON.stringify([ref.framework, ref.control]), ref] as const),
      ),
    ).values(),
  ]
}

/** The controls of each framework as one text, in the order of the framework. */
function refsByFramework({frameworks}: Report, refs: readonly ControlRef[]): string[] {
  return frameworks.flatMap(({controls, id: framework, title, version}) => {
    const controlIds = new Set(refs.filter(ref => ref.framework === framework).map(({control}) => control))
    const ids = controls.filter(({id}) => controlIds.has(id)).map(({id}) => id)
    return ids.length > 0 ? [`${title} ${version}: ${ids.join(', ')}`] : []
  })
}

function violatedText(report: Report, check: string, failed: readonly Observation[]): string {
  const {violated, relievingDocuments, relieved} = affectedControls(
    report,
    check,
    distinctRefs(failed, ({controls}) => controls),
  )
  const controls = refsByFramework(report, violated)
  const questions = refsByFramework(report, relieved).join('; ')
  return [
    controls.length > 0 ? `Violates ${controls.join('; ')}.` : 'Violates no control of the selected frameworks.',
    relieved.length > 0
      ? `With ${relievingDocuments.join(', ')} on file, it's a question for a person in ${questions}.`
      : '',
    remediationImpactText(report, check),
  ]
    .filter(text => text !== '')
    .join(' ')
}

function signalText(report: Report, check: string, observations: readonly Observation[]): string {
  const frameworkRefs = refsByFramework(
    report,
    distinctRefs(observations, ({signals = []}) => signals),
  )
  if (frameworkRefs.length > 0) return `Signal of ${frameworkRefs.join('; ')}.`
  const inheritedControls = report.frameworks.flatMap(({controls}) =>
    controls.filter(({boundary}) => boundary?.includes(check)),
  )
  return inheritedControls.length > 0
    ? `Takes ${countText(inheritedControls.length, 'inherited control')} outside the certified boundary.`
    : 'No control of the selected frameworks requires it.'
}
