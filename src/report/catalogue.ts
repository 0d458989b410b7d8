import type {Check, Dictionary, Predicate} from '../model/check.js'
import type {Control, Framework} from '../model/framework.js'

import {controlKinds, severities} from '../model/framework.js'
import {byCodeUnit, grouped} from '../model/order.js'
import {wrapped} from './terminal-text.js'
import {paragraph} from './wrap.js'

export interface CatalogueText {
  readonly frameworks: readonly Framework[]
  readonly checks: readonly Check[]
  readonly fields: Dictionary
}

const line = (text = '') => `${text}\n`

/** All frameworks and checks, a line each. */
export function overview({checks, frameworks}: CatalogueText, columns: number): string {
  const kinds = frameworks.map(({aliases, controls, id, title, version}) => {
    const counts = controlKinds.map(kind => `${controls.filter(control => control.kind === kind).length} ${kind}`).join(', ')
    return line(`  ${aliases[0] ?? id}  ${title} ${version}`) + paragraph(`${controls.length} controls: ${counts}`, columns, 6)
  })
  const bySubject = [...grouped(checks, ({subject}) => subject)].sort(([a], [b]) => byCodeUnit(a, b)).map(([subject, all]) =>
    line() + line(`  of each ${subject}`) + all
      .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || byCodeUnit(a.id, b.id))
      .map(({id, severity, title}) => line(`    ${severity.padEnd(8)}  ${id}`) + paragraph(title, columns, 14)).join(''))
  return line('Frameworks') + kinds.join('') + line() + line('Checks') + bySubject.join('').replace(/^\n/, '') + line() +
    paragraph('Type the id of a framework, a control or a check behind compliance:controls to have it explained.', columns)
}

/** A framework: what it is about, then each control. */
export function frameworkText({aliases, controls, documents, id, note, sources, title, version}: Framework, columns: number): string {
  const said = Object.values(sources).map(({date, title: name, url}) => paragraph(`${name}${date ? `, ${date}` : ''}${url ? `: ${url}` : ''}`, columns, 2, 2))
  const papers = Object.entries(documents).map(([key, {from, title: name}]) => paragraph(`${key}: ${name}. Ask ${from}.`, columns, 2, 2))
  const rows = controls.map(({id: number, kind, title: name}) => wrapped(name, columns, `  ${number.padEnd(12)}  ${kind.padEnd(9)}  `).map(one => line(one)).join(''))
  return line(`${title} ${version}  (${[id, ...aliases].join(', ')})`) + (note ? line() + paragraph(note, columns) : '') +
    line() + line(`Controls: ${controls.length}`) + rows.join('') +
    (papers.length > 0 ? line() + line('Documents that inherited controls need') + papers.join('') : '') +
    line() + line('Sources') + said.join('')
}

/** A control: what it demands, what decides it, who is responsible, how to mend it, and where it comes from. */
export function controlText(framework: Framework, control: Control, {checks, fields}: CatalogueText, columns: number): string {
  const {boundary = [], documents = [], kind, note, priority, question, relievedBy, remediation, responsibility, severity, source} = control
  const used = checks.filter(({id}) => control.checks.includes(id))
  const from = framework.sources[source.document]
  const part = (head: string, body: string) => body === '' ? '' : line() + line(head) + body
  return paragraph(`${framework.title} ${framework.version}  ${control.id}  ${control.title}`, columns, 0, 2) +
    paragraph(`${severity}, ${kind}${priority ? `, priority ${priority}` : ''}; responsible: ${responsibility}`, columns) +
    part('What the status can be', paragraph(meaning[kind], columns, 2)) +
    part('Decided by', used.map(check => `  ${check.id}\n${paragraph(check.title, columns, 4)}${decidedBy(check, fields, columns)}`).join('')) +
    part('Inside the boundary that these draw', boundary.map(id => line(`  ${id}`)).join('')) +
    part('Documents needed', documents.map(id => paragraph(`${id}: ${framework.documents[id]?.title ?? ''}`, columns, 2, 2)).join('')) +
    part('A document that turns a failure into a question', relievedBy ? paragraph(`${relievedBy}: ${framework.documents[relievedBy]?.title ?? ''}`, columns, 2, 2) : '') +
    part('The question to answer', question ? paragraph(question, columns, 2) : '') +
    part('Note', note ? paragraph(note, columns, 2) : '') +
    part('How to mend it', paragraph(remediation.text, columns, 2) + commandsOf(remediation.commands)) +
    part('Source', paragraph(`${from?.title ?? source.document}, ${source.section}${source.quote ? `: "${source.quote}"` : ''}`, columns, 2))
}

const meaning: Readonly<Record<Control['kind'], string>> = {
  automatic: 'The API proves it either way.',
  evidence: 'The facts are collected; a person concludes.',
  'fail-only': 'The API can prove a breach, never compliance: without one a person has to answer the rest.',
  inherited: 'It is Heroku\'s duty inside a certified boundary, and needs the document that says so.',
  manual: 'A person has to answer.',
}

/** A check: why it matters, when it applies, what must hold, which API fields decide, and which controls use it. */
export function checkText(check: Check, {fields, frameworks}: CatalogueText, columns: number): string {
  const users = frameworks.flatMap(({controls, title}) => {
    const ids = controls.filter(({checks}) => checks.includes(check.id)).map(({id}) => id)
    return ids.length > 0 ? [paragraph(`${title}: ${ids.join(', ')}`, columns, 2, 2)] : []
  })
  const clauses = (all: Check['when']) => Object.entries(all ?? {}).map(([field, predicate]) => paragraph(`${field}: ${demand(predicate)}`, columns, 2, 2)).join('')
  return paragraph(`${check.id} (${check.severity}, of each ${check.subject})`, columns) + paragraph(check.title, columns) + line() + paragraph(check.why, columns) +
    (check.when ? line() + line('Applies when') + clauses(check.when) : '') + line() + line('Must hold') + clauses(check.must) +
    line() + line('Decided by') + decidedBy(check, fields, columns, 2) +
    line() + line('How to mend it') + paragraph(check.remediation.text, columns, 2) + commandsOf(check.remediation.commands) +
    (check.remediation.url ? line(`    ${check.remediation.url}`) : '') +
    line() + line('Controls') + (users.length > 0 ? users.join('') : line('  none of the bundled frameworks'))
}

/** Commands with capitals where a report has the subject's own names. */
const commandsOf = (commands: readonly string[] = []) =>
  commands.map(command => line(`    ${command.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`)).join('')

function decidedBy(check: Check, fields: Dictionary, columns: number, indent = 4): string {
  const names = [...new Set([...Object.keys(check.when ?? {}), ...Object.keys(check.must)])]
  return names.map(name => {
    const entry = fields[check.subject][name]
    return entry ? paragraph(`${name}: ${entry.about}${entry.unit ? ` (${entry.unit})` : ''}; from ${entry.from}`, columns, indent, 2) : ''
  }).join('')
}

/** A predicate in words. */
export function demand(predicate: Predicate): string {
  return Object.entries(predicate).map(([keyword, operand]) => words[keyword]?.(operand) ?? `${keyword} ${JSON.stringify(operand)}`).join(' and ')
}

const list = (operand: unknown) => (operand as unknown[]).map(String).join(', ')

const words: Readonly<Record<string, (operand: unknown) => string>> = {
  anyOf: operand => (operand as Predicate[]).map(demand).join(' or '),
  const: operand => operand === true ? 'yes' : operand === false ? 'no' : String(operand),
  contains: operand => `contains ${demand(operand as Predicate)}`,
  enum: operand => `one of ${list(operand)}`,
  items: operand => `each ${demand(operand as Predicate)}`,
  maximum: operand => `at most ${String(operand)}`,
  maxItems: operand => operand === 0 ? 'none' : `at most ${String(operand)}`,
  minimum: operand => `at least ${String(operand)}`,
  minItems: operand => `at least ${String(operand)}`,
  not: operand => `not ${demand(operand as Predicate)}`,
  pattern: operand => `matches ${String(operand)}`,
}
