import type {Message, MultiformatMessageString, ReportingConfiguration} from 'sarif'
import type {Severity} from '../../model/framework.js'

import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'

const maxLength = 4000
/** GitHub cuts the descriptions of a rule after 1,024 characters; escaping at most doubles them. */
const maxDescriptionLength = 512

/** Text in which nothing is a link or a placeholder: SARIF takes brackets for the one and braces for the other. */
export const escapeMessage = (text: string, limit = maxLength): string =>
  truncate(sanitizePlainText(text), limit)
    .replaceAll(/[[\]\\]/g, String.raw`\$&`)
    .replaceAll(/[{}]/g, '$&$&')

export const messageOf = (text: string): Message & {text: string} => ({text: escapeMessage(text)})

/** A description of a rule or a taxon. */
export const descriptionOf = (text: string): MultiformatMessageString => ({
  text: escapeMessage(text, maxDescriptionLength),
})

export const levelBySeverity: Readonly<Record<Severity, NonNullable<ReportingConfiguration['level']>>> = {
  critical: 'error',
  high: 'error',
  low: 'note',
  medium: 'warning',
}

/** In the middle of the ranges that GitHub ranks alerts by. */
export const scoreBySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  low: '2.0',
  medium: '5.5',
}
