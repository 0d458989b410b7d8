import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'

import {firstOf} from '../../foundation/collections.js'
import {affectedControls} from './remediation-impact.js'
import {sanitizeForTerminal} from './sanitize.js'

const maxControls = 3

/** The first controls of each framework, and how many more. */
export function controlsByFramework({frameworks}: Report, refs: Observation['controls']): string[] {
  return frameworks.flatMap(({id, title}) => {
    const ids = refs.filter(({framework}) => framework === id).map(({control}) => sanitizeForTerminal(control, 20))
    if (ids.length === 0) return []
    const shown = firstOf(ids, maxControls)
    const hiddenCount = ids.length - shown.length
    return [`${sanitizeForTerminal(title, 40)} ${shown.join(', ')}${hiddenCount > 0 ? ` +${hiddenCount}` : ''}`]
  })
}

/** The violated controls, and those whose failure a document on file turns into a question. */
export function violatedControlsText(report: Report, {check, controls}: Observation): string {
  const {violated, relievingDocuments, relieved} = affectedControls(report, check, controls)
  const parts = controlsByFramework(report, violated)
  const violates = `Violates: ${parts.length > 0 ? parts.join('; ') : 'no control of the chosen frameworks'}`
  if (relieved.length === 0) return violates
  const documents = relievingDocuments.map(id => sanitizeForTerminal(id, 60)).join(', ')
  return `${violates}; with ${documents} on file, a question in ${controlsByFramework(report, relieved).join('; ')}`
}
