import type {Severity} from '../../model/framework.js'
import type {ControlResult, Report} from '../../model/report.js'
import type {KeyedObservation} from '../text/finding-text.js'

import {capitalize} from '../../foundation/text.js'
import {answeredByText} from '../text/control-text.js'
import {attestationData, waiverData} from './decisions.js'
import {limitText} from './limit-text.js'
import {controlResults, controlSentences} from './results.js'

const impactBySeverity: Readonly<Record<Severity, number>> = {critical: 0.9, high: 0.7, low: 0.3, medium: 0.5}

/** How readers learn which revision the tags of NIST SP 800-53 are of. */
const nistRevision = 'Rev_5'

/** What readers of HDF tag with a control that no control of NIST SP 800-53 corresponds to. */
const unmapped = 'UM-1'

/** A control with the observations of its checks as results: readers derive its status from these and its impact. */
export function controlItem(
  control: ControlResult,
  observations: readonly KeyedObservation[],
  {snapshot}: Report,
  nist: readonly string[] = [],
): object {
  const {checks, enforcedFrom, id, kind, responsibility, severity, status, title} = control
  const answeredBy = answeredByText(control)
  const remediations = new Set(
    observations.flatMap(({observation}) => (observation.remediation ? [observation.remediation.text] : [])),
  )
  return {
    id: limitText(id),
    title: limitText(capitalize(title)),
    desc: limitText(controlSentences(control)),
    impact: status === 'not-applicable' ? 0 : impactBySeverity[severity],
    refs: [],
    source_location: {},
    code: null,
    tags: {
      checks: checks.map(check => limitText(check)),
      kind,
      responsibility,
      severity,
      status,
      ...(enforcedFrom === undefined ? {} : {enforcedFrom: limitText(enforcedFrom)}),
      ...(answeredBy === undefined ? {} : {answeredBy: limitText(answeredBy)}),
      nist: [...(nist.length > 0 ? nist : [unmapped]), nistRevision],
    },
    descriptions: remediations.size > 0 ? [{data: limitText([...remediations].join(' ')), label: 'fix'}] : [],
    results: controlResults(control, observations, snapshot.collectedAt),
    ...attestationData(control),
    ...waiverData(control, observations),
  }
}
