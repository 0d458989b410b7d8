import type {Message, MultiformatMessageString, ReportingConfiguration} from 'sarif'
import type {Severity} from '../../model/framework.js'

import {cut, plain} from '../../foundation/plain-text.js'

const longest = 4000

/** Text in which nothing is a link or a placeholder: SARIF takes brackets for the one and braces for the other. */
export const escaped = (text: string): string =>
  cut(plain(text), longest)
    .replaceAll(/[[\]\\]/g, String.raw`\$&`)
    .replaceAll(/[{}]/g, '$&$&')

export const message = (text: string): Message & {text: string} => ({text: escaped(text)})

export const multiformat = (text: string): MultiformatMessageString => ({text: escaped(text)})

export const levels: Readonly<Record<Severity, NonNullable<ReportingConfiguration['level']>>> = {
  critical: 'error',
  high: 'error',
  low: 'note',
  medium: 'warning',
}

/** In the middle of the ranges that GitHub ranks alerts by. */
export const scores: Readonly<Record<Severity, string>> = {critical: '9.5', high: '8.0', low: '2.0', medium: '5.5'}
