import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {Page} from './page.js'

import {addDays} from '../../foundation/date.js'
import {distinct, firstOf} from '../../foundation/collections.js'
import {yamlText} from '../../foundation/yaml-text.js'
import {proposedWaiverDays} from '../../model/policy.js'
import {isShowable, sanitizeForTerminal} from '../text/sanitize.js'
import {paragraph} from './page.js'

const maxSubjects = 8

/**
 * A waiver of what fails a check, as it goes into the policy file. It waives nothing until somebody fills in the reason
 * and two people.
 */
export function waiverLines(page: Page, observations: readonly Observation[]): string[] {
  const [sample] = observations
  const names = distinct(observations.map(({subject}) => subject.name))
  const shown = firstOf(
    names.filter(name => isShowable(name)),
    maxSubjects,
  )
  if (!sample || shown.length === 0) return []
  const hiddenCount = names.length - shown.length
  const expires = addDays(page.report.generatedAt.slice(0, 10), proposedWaiverDays(sample.severity))
  return [
    ...paragraph(page, `To accept it for now, fill this in under waivers of ${policyFile(page.report)}:`, 1),
    `  - check: ${yamlText(sample.check)}`,
    '    subjects:',
    ...shown.map(name => `      - ${subjectText(name)}`),
    ...(hiddenCount > 0 ? [`      # and ${hiddenCount} more (--json lists all)`] : []),
    '    reason: ""',
    '    by: ""',
    '    approvedBy: ""  # somebody else',
    `    expires: ${expires}`,
  ]
}

const policyFile = ({policy}: Report) => sanitizeForTerminal(policy?.files[0] ?? 'compliance.yml')

/** Globs can't say that an asterisk is just one, so that the reader has to know. */
const subjectText = (name: string) => `${yamlText(name)}${name.includes('*') ? '  # * stands for any text' : ''}`
