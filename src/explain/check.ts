import type {Check, Dictionary, Example} from '../model/check.js'
import type {CatalogueText} from './catalog-view.js'

import {commandsOf, line, part, usersOf} from './catalog-view.js'
import {demand} from '../report/text/predicate-text.js'
import {paragraph} from '../report/text/wrap.js'

/** A check: why it matters, when it applies, what must hold, which API fields decide, which controls use it, and examples. */
export function checkText(check: Check, {examples, fields, frameworks}: CatalogueText, columns: number): string {
  const users = (list: 'checks' | 'signals') =>
    usersOf(check.id, frameworks, list)
      .map(({controls, framework: {title, version}}) =>
        paragraph(`${title} ${version}: ${controls.join(', ')}`, columns, 2, 2),
      )
      .join('')
  const [breached, signals] = [users('checks'), users('signals')]
  const clauses = (all: Check['when']) =>
    Object.entries(all ?? {})
      .map(([field, predicate]) => paragraph(`${field}: ${demand(predicate)}`, columns, 2, 2))
      .join('')
  const own = Object.hasOwn(examples, check.id) ? examples[check.id] : undefined
  return (
    paragraph(`${check.id} (${check.severity}, of each ${check.subject})`, columns) +
    paragraph(check.title, columns) +
    line() +
    paragraph(check.why, columns) +
    part('Applies when', clauses(check.when)) +
    part('Must hold', clauses(check.must)) +
    part('Decided by', decidedBy(check, fields, columns, 2)) +
    (own
      ? part('Passes, for example', exampleText(own.pass, columns)) +
        part('Fails, for example', exampleText(own.fail, columns))
      : '') +
    part(
      'How to mend it',
      paragraph(check.remediation.text, columns, 2) +
        commandsOf(check.remediation.commands) +
        (check.remediation.url ? line(`    ${check.remediation.url}`) : ''),
    ) +
    part('Controls', breached === '' ? line('  none of the bundled frameworks') : breached) +
    part('Worth a look for', signals)
  )
}

function exampleText({fields, name: what}: Example, columns: number): string {
  const shown = (value: Example['fields'][string]) =>
    Array.isArray(value)
      ? value.length === 0
        ? 'none'
        : value.join(', ')
      : value === true
        ? 'yes'
        : value === false
          ? 'no'
          : String(value)
  return (
    paragraph(what, columns, 2) +
    Object.entries(fields)
      .map(([name, value]) => paragraph(`${name}: ${shown(value)}`, columns, 4, 2))
      .join('')
  )
}

/** The fields that a check reads, and the API fields they come from. */
export function decidedBy(check: Check, fields: Dictionary, columns: number, indent = 4): string {
  const names = [...new Set([...Object.keys(check.when ?? {}), ...Object.keys(check.must)])]
  return names
    .map(name => {
      const entry = fields[check.subject][name]
      return entry
        ? paragraph(
            `${name}: ${entry.about}${entry.unit ? ` (${entry.unit})` : ''}; from ${entry.from}`,
            columns,
            indent,
            2,
          )
        : ''
    })
    .join('')
}
