import type {Message, MultiformatMessageString, ReportingConfiguration} from 'sarif'
import type {Severity} from '../../model/framework.js'

import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'

const maxLength = 4000

/** Text in which nothing is a link or a placeholder: SARIF takes brackets for the one and braces for the other. */
export const escapeMessage = (text: string): string =>
  truncate(sanitizePlainText(text), maxLength)
    .replaceAll(/[[\]\\]/g, String.raw`\$&`)
    .replaceAll(/[{}]/g, '$&$&')

export const messageOf = (text: string): Message & {text: string} => ({text: escapeMessage(text)})

export const multiformatOf = (text: string): MultiformatMessageString => ({text: escapeMessage(text)})

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
