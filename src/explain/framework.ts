import type {Control, Framework} from '../model/framework.js'
import type {CatalogView} from './catalog-view.js'

import {commandLines, line, section} from './catalog-view.js'
import {decidingFields} from './check.js'
import {wrapText} from '../report/terminal/layout.js'
import {indentedParagraph} from '../report/terminal/layout.js'

/** A framework: what it is about, then each control. */
export function frameworkText(
  {aliases, controls, documents, id, note, sources, title, version}: Framework,
  columns: number,
): string {
  const sourceLines = Object.values(sources).map(({date, title: name, url}) =>
    indentedParagraph(`${name}${date ? `, ${date}` : ''}${url ? `: ${url}` : ''}`, columns, 2, 2),
  )
  const documentLines = Object.entries(documents).map(([key, {from, title: name}]) =>
    indentedParagraph(`${key}: ${name}. Ask ${from}.`, columns, 2, 2),
  )
  const controlLines = controls.map(({id: controlId, kind, title: name}) =>
    wrapText(name, columns, `  ${controlId.padEnd(12)}  ${kind.padEnd(9)}  `)
      .map(text => line(text))
      .join(''),
  )
  return (
    line(`${title} ${version}  (${[id, ...aliases].join(', ')})`) +
    (note ? line() + indentedParagraph(note, columns) : '') +
    line() +
    line(`Controls: ${controls.length}`) +
    controlLines.join('') +
    (documentLines.length > 0 ? line() + line('Documents that inherited controls need') + documentLines.join('') : '') +
    line() +
    line('Sources') +
    sourceLines.join('')
  )
}

/** A control: what it demands, what decides it, who is responsible, how to mend it, and where it comes from. */
export function controlText(
  framework: Framework,
  control: Control,
  {checks, fields}: CatalogView,
  columns: number,
): string {
  const {
    boundary = [],
    documents = [],
    kind,
    note,
    priority,
    question,
    relievedBy,
    remediation,
    responsibility,
    severity,
    source,
  } = control
  const decidingChecks = checks.filter(({id}) => control.checks.includes(id))
  const signals = checks.filter(({id}) => control.signals?.includes(id))
  const sourceDocument = framework.sources[source.document]
  return (
    indentedParagraph(`${framework.title} ${framework.version}  ${control.id}  ${control.title}`, columns, 0, 2) +
    indentedParagraph(
      `${severity}, ${kind}${priority ? `, priority ${priority}` : ''}; responsible: ${responsibility}`,
      columns,
    ) +
    section('What the status can be', indentedParagraph(kindMeaning[kind], columns, 2)) +
    section(
      'Decided by',
      decidingChecks
        .map(
          check =>
            `  ${check.id}\n${indentedParagraph(check.title, columns, 4)}${decidingFields(check, fields, columns)}`,
        )
        .join(''),
    ) +
    section(
      'Worth a look where it fails, and no breach',
      signals.map(({id, title}) => `  ${id}\n${indentedParagraph(title, columns, 4)}`).join(''),
    ) +
    section('Inside the boundary that these draw', boundary.map(id => line(`  ${id}`)).join('')) +
    section(
      'Documents needed',
      documents.map(id => indentedParagraph(`${id}: ${framework.documents[id]?.title ?? ''}`, columns, 2, 2)).join(''),
    ) +
    section(
      'A document that turns a failure into a question',
      relievedBy
        ? indentedParagraph(`${relievedBy}: ${framework.documents[relievedBy]?.title ?? ''}`, columns, 2, 2)
        : '',
    ) +
    section('The question to answer', question ? indentedParagraph(question, columns, 2) : '') +
    section('Note', note ? indentedParagraph(note, columns, 2) : '') +
    section('How to mend it', indentedParagraph(remediation.text, columns, 2) + commandLines(remediation.commands)) +
    section(
      'Source',
      indentedParagraph(
        `${sourceDocument?.title ?? source.document}, ${source.section}${source.quote ? `: "${source.quote}"` : ''}`,
        columns,
        2,
      ),
    )
  )
}

const kindMeaning: Readonly<Record<Control['kind'], string>> = {
  automatic: 'The API proves it either way.',
  evidence: 'The facts are collected; a person concludes.',
  'fail-only': 'The API can prove a breach, never compliance: without one a person has to answer the rest.',
  inherited: "It is Heroku's duty inside a certified boundary, and needs the document that says so.",
  manual: 'A person has to answer.',
}
