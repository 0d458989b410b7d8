import type {Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {Page} from './page.js'

import {statuses} from '../../model/framework.js'
import {isAside} from '../../model/observation.js'
import {colourOf, wordOf} from '../text/paint.js'
import {paragraph} from './page.js'
import {harmless, width} from '../text/layout.js'
import {figure, times} from '../text/labels.js'

const always: readonly Status[] = ['fail', 'unknown', 'manual', 'pass']

/** Controls by status for each framework, and checks by verdict, with where to read more. */
export function scorePart(page: Page): string[] {
  const {frameworks} = page.report
  const used = statuses.filter(status => always.includes(status) || countOf(page.report, status) > 0)
  const rows = [
    ...frameworks.map(({controls, summary, title, version}) => ({
      cells: [...used.map(status => figure(summary[status])), figure(controls.length)],
      name: harmless(`${title} ${version}`, 32),
    })),
    observationRow(page.report, used),
  ]
  const heads = [...used.map(status => wordOf[status]), 'ALL']
  const first = Math.max('CONTROLS BY STATUS'.length, ...rows.map(({name}) => width(name)))
  const widths = heads.map((head, index) => Math.max(head.length, ...rows.map(({cells}) => cells[index]?.length ?? 0)))
  const total = first + widths.reduce((sum, one) => sum + one + 2, 0)
  if (total > page.columns)
    return rows.flatMap(({cells, name}) =>
      paragraph(
        page,
        `${page.paint.strong(name)}: ${used.map((status, index) => `${cells[index]} ${status}`).join(', ')}, ${cells.at(-1)} in all`,
      ),
    )
  const line = (name: string, cells: readonly string[]) => `${name}${' '.repeat(first - width(name))}${cells.join('')}`
  const cell = (text: string, index: number) => ' '.repeat((widths[index] ?? 0) + 2 - text.length)
  return [
    line(
      page.paint.strong('CONTROLS BY STATUS'),
      heads.map((head, index) => cell(head, index) + head),
    ),
    ...rows.map(({cells, name}) =>
      line(
        name,
        cells.map((text, index) => {
          const status = used[index]
          return (
            cell(text, index) + (status && text !== '0' && text !== '-' ? page.paint[colourOf[status]](text) : text)
          )
        }),
      ),
    ),
  ]
}

function countOf({frameworks, summary}: Report, status: Status): number {
  const inControls = frameworks.reduce((sum, one) => sum + one.summary[status], 0)
  return inControls + (status === 'not-applicable' || status === 'waived' ? summary[status] : 0)
}

function observationRow({observations, summary}: Report, used: readonly Status[]): {cells: string[]; name: string} {
  const asides = observations.filter(isAside).length
  const counts: Readonly<Partial<Record<Status, number>>> = {...summary, fail: summary.fail - asides}
  const cells = used.map(status => {
    const count = counts[status]
    return count === undefined ? '-' : figure(count)
  })
  return {
    cells: [...cells, figure(observations.length)],
    name: asides > 0 ? `observations, ${figure(asides)} worth a look` : 'observations of checks',
  }
}

const commands: ReadonlyArray<readonly [RegExp, string]> = [
  [/^pci-/, 'compliance:pci'],
  [/^cjis-/, 'compliance:cjis'],
]

/** The commands that print every control, and what waits for a person. */
export function nextPart(page: Page, isMatrix: boolean): string[] {
  const {paint, report} = page
  const lines = report.frameworks.flatMap(framework => {
    const command = commands.find(([pattern]) => pattern.test(framework.id))?.[1]
    const open = openText(framework)
    if (!command || (isMatrix && open === '')) return []
    const typed = `heroku ${command}${scopeFlags(report)}`
    return [
      ...paragraph(
        page,
        `${harmless(framework.title, 40)}: ${isMatrix ? open : [`all ${times(framework.controls.length, 'control')}`, open].filter(text => text !== '').join('; ')}`,
      ),
      `    ${paint.name(isMatrix ? `${typed} --show manual` : typed)}`,
    ]
  })
  return lines
}

function openText({controls}: FrameworkResult): string {
  const open = controls.filter(({status}) => status === 'manual')
  const questions = open.filter(({question}) => question !== undefined).length
  const documents = open.length - questions
  return [
    ...(questions > 0 ? [times(questions, 'open question')] : []),
    ...(documents > 0 ? [`${times(documents, 'control')} that ${documents === 1 ? 'needs' : 'need'} a document`] : []),
  ].join(', ')
}

function scopeFlags({scope: {kind, name}}: Report): string {
  if (kind === 'all') return ' --all'
  if (kind === 'sample') return ' --sample'
  if (kind === 'snapshot') return ' --snapshot FILE'
  return ` --${kind} ${name !== undefined && /^[\w@%+=:,./-]{1,60}$/.test(name) ? name : 'NAME'}`
}
