import type {Check, Dictionary, Example} from '../model/check.js'
import type {CatalogView} from './catalog-view.js'

import {commandLines, line, section, controlsUsing} from './catalog-view.js'
import {predicateText} from '../report/text/predicate-text.js'
import {indentedParagraph} from '../report/terminal/layout.js'

/** A check: why it matters, when it applies and passes, its API fields and controls, and examples. */
export function checkText(check: Check, {examples, fields, frameworks}: CatalogView, columns: number): string {
  const controlLines = (list: 'checks' | 'signals') =>
    controlsUsing(check.id, frameworks, list)
      .map(({controls, framework: {title, version}}) =>
        indentedParagraph(`${title} ${version}: ${controls.join(', ')}`, columns, 2, 2),
      )
      .join('')
  const [violated, signals] = [controlLines('checks'), controlLines('signals')]
  const clauseLines = (predicates: Check['when']) =>
    Object.entries(predicates ?? {})
      .map(([field, predicate]) => indentedParagraph(`${field}: ${predicateText(predicate)}`, columns, 2, 2))
      .join('')
  const example = Object.hasOwn(examples, check.id) ? examples[check.id] : undefined
  return (
    indentedParagraph(`${check.id} (${check.severity}, of each ${check.subject})`, columns) +
    indentedParagraph(check.title, columns) +
    line() +
    indentedParagraph(check.why, columns) +
    section('Applies when', clauseLines(check.when)) +
    section('Passes when', clauseLines(check.must)) +
    section('Decided by', decidingFields(check, fields, columns, 2)) +
    (example
      ? section('Passes, for example', exampleText(example.pass, columns)) +
        section('Fails, for example', exampleText(example.fail, columns))
      : '') +
    section(
      'How to fix it',
      indentedParagraph(check.remediation.text, columns, 2) +
        commandLines(check.remediation.commands) +
        (check.remediation.url ? line(`    ${check.remediation.url}`) : ''),
    ) +
    section('Controls', violated === '' ? line('  none of the bundled frameworks') : violated) +
    section('Signal for', signals)
  )
}

function exampleText({fields, name: exampleName}: Example, columns: number): string {
  return (
    indentedParagraph(exampleName, columns, 2) +
    Object.entries(fields)
      .map(([name, value]) => indentedParagraph(`${name}: ${exampleValue(value)}`, columns, 4, 2))
      .join('')
  )
}

function exampleValue(value: Example['fields'][string]): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

/** The names of the fields that a check reads. */
export const fieldNames = ({must, when = {}}: Pick<Check, 'must' | 'when'>): string[] => [
  ...new Set([...Object.keys(when), ...Object.keys(must)]),
]

/** The fields that a check reads, and the API fields they come from. */
export function decidingFields(check: Check, fields: Dictionary, columns: number, indent = 4): string {
  return fieldNames(check)
    .map(name => {
      const entry = fields[check.subject][name]
      if (!entry) return ''
      const unit = entry.unit ? ` (${entry.unit})` : ''
      return indentedParagraph(`${name}: ${entry.about}${unit}; from ${entry.from}`, columns, indent, 2)
    })
    .join('')
}
