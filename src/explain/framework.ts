import type {Check} from '../model/check.js'
import type {AccessReviewPart, Control, Framework} from '../model/framework.js'
import type {CatalogView} from './catalog-view.js'

import {answerDaysOf} from '../assess/carry.js'
import {canonicalJson} from '../foundation/canonical-json.js'
import {pluralize} from '../foundation/text.js'
import {controlRelations} from './control-relations.js'
import {relationSections} from './control-relations-text.js'
import {commandLines, line, section, shortestName} from './catalog-view.js'
import {decidingFields} from './check.js'
import {indentedParagraph, wrapText} from '../report/terminal/layout.js'

/** A framework: what it is about, its controls, and the documents and sources that they name. */
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

/** A control and the framework that it belongs to. */
export interface ControlMatch {
  readonly control: Control
  readonly framework: Framework
}

/** Controls of the same id. A profile that takes over a control unchanged is only named. */
export function controlsText(matches: readonly ControlMatch[], catalog: CatalogView, columns: number): string {
  const isTakenOver = (base: ControlMatch, {control, framework}: ControlMatch) =>
    framework.profileOf === base.framework.id && canonicalJson(control) === canonicalJson(base.control)
  const shown = matches.filter(match => !matches.some(base => isTakenOver(base, match)))
  return shown
    .map(match => {
      const profiles = matches.filter(other => isTakenOver(match, other))
      const names = profiles.map(({framework}) => shortestName(framework)).join(', ')
      return (
        controlText(match.framework, match.control, catalog, columns) +
        section('The same in the profiles', names === '' ? '' : indentedParagraph(names, columns, 2))
      )
    })
    .join(line())
}

/** A control: what it requires, what decides it, who is responsible, how to fix it, and where it comes from. */
export function controlText(framework: Framework, control: Control, catalog: CatalogView, columns: number): string {
  const {enforcedFrom, kind, note, priority, remediation, responsibility, severity} = control
  const enforcedText = enforcedFrom ? `; enforced from ${enforcedFrom}` : ''
  const priorityText = priority ? `, priority ${priority}` : ''
  return (
    indentedParagraph(`${framework.title} ${framework.version}  ${control.id}  ${control.title}`, columns, 0, 2) +
    indentedParagraph(`${severity}, ${kind}${priorityText}; responsible: ${responsibility}${enforcedText}`, columns) +
    section('What the status can be', indentedParagraph(kindMeaning[kind], columns, 2)) +
    checkSections(control, catalog, columns) +
    documentSections(framework, control, columns) +
    section('Question', questionText(control, columns)) +
    section('Note', note ? indentedParagraph(note, columns, 2) : '') +
    section('How to fix it', indentedParagraph(remediation.text, columns, 2) + commandLines(remediation.commands)) +
    relationSections(
      controlRelations(framework, control, catalog.frameworks, catalog.crosswalks),
      catalog.frameworks,
      columns,
    ) +
    section('Source', sourceText(framework, control, columns))
  )
}

/** A question with its parts, one below the other, and how long an answer counts. */
function questionText(control: Control, columns: number): string {
  const {parts = [], question} = control
  if (question === undefined) return ''
  return (
    indentedParagraph(question, columns, 2) +
    parts.map(part => indentedParagraph(`- ${part}`, columns, 2, 2)).join('') +
    indentedParagraph(`An answer counts for ${pluralize(answerDaysOf(control), 'day')}.`, columns, 2) +
    (control.accessReview ? indentedParagraph(accessReviewText(control.accessReview), columns, 2) : '')
  )
}

/** What an access review that was completed makes of a question. */
function accessReviewText({rest, roster}: AccessReviewPart): string {
  const review = `A completed access review${roster ? ' with a roster' : ''} (heroku compliance:access)`
  return rest === undefined
    ? `${review} answers it.`
    : `${review} covers access on Heroku. Still yours to answer: ${rest}.`
}

/** The checks that decide a control, those that are signals for it, and those that draw its boundary. */
function checkSections(control: Control, {checks, fields}: CatalogView, columns: number): string {
  const checkLines = ({id, title}: Check) => line(`  ${id}`) + indentedParagraph(title, columns, 4)
  const decidingChecks = checks.filter(({id}) => control.checks.includes(id))
  const signals = checks.filter(({id}) => control.signals?.includes(id))
  return (
    section(
      'Decided by',
      decidingChecks.map(check => checkLines(check) + decidingFields(check, fields, columns)).join(''),
    ) +
    section('Signals: worth a look if they fail, but not a violation', signals.map(checkLines).join('')) +
    section(
      'Inherited only inside the boundary that these checks draw',
      (control.boundary ?? []).map(id => line(`  ${id}`)).join(''),
    )
  )
}

function documentSections(framework: Framework, {documents = [], relievedBy}: Control, columns: number): string {
  const documentLines = (ids: readonly string[]) =>
    ids.map(id => indentedParagraph(`${id}: ${framework.documents[id]?.title ?? ''}`, columns, 2, 2)).join('')
  return (
    section('Documents needed', documentLines(documents)) +
    section('A document that turns a failure into a question', documentLines(relievedBy ? [relievedBy] : []))
  )
}

function sourceText({sources}: Framework, {source}: Control, columns: number): string {
  const quote = source.quote ? `: "${source.quote}"` : ''
  return indentedParagraph(
    `${sources[source.document]?.title ?? source.document}, ${source.section}${quote}`,
    columns,
    2,
  )
}

const kindMeaning: Readonly<Record<Control['kind'], string>> = {
  automatic: 'The API proves it either way.',
  evidence: 'The tool collects the facts; a person decides.',
  'fail-only': 'The API can prove a violation but never compliance: if there is none, a person answers the rest.',
  inherited: 'Heroku is responsible inside a certified boundary; a document has to attest it.',
  manual: 'A person has to answer.',
}
