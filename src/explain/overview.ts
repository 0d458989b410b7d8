import type {ControlKind, Framework} from '../model/framework.js'
import type {CatalogueText} from './catalog-view.js'

import {controlKinds, severities} from '../model/framework.js'
import {byCodeUnit, grouped} from '../foundation/collections.js'
import {line, shortName} from './catalog-view.js'
import {wrapped} from '../report/text/layout.js'
import {paragraph} from '../report/text/wrap.js'

/** How many controls of each kind a framework has. */
export function countsOf({controls}: Framework): Record<ControlKind, number> {
  return Object.fromEntries(
    controlKinds.map(kind => [kind, controls.filter(control => control.kind === kind).length]),
  ) as Record<ControlKind, number>
}

/** All frameworks with their numbers of controls, and all checks by subject, a line each. */
export function overview({checks, frameworks}: CatalogueText, columns: number): string {
  const bySubject = [...grouped(checks, ({subject}) => subject)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(
      ([subject, all]) =>
        line() +
        line(`of each ${subject}`) +
        all
          .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || byCodeUnit(a.id, b.id))
          .map(({id, severity}) => line(`  ${severity.padEnd(8)}  ${id}`))
          .join(''),
    )
  return (
    table(frameworks, columns) +
    line() +
    line(`Checks: ${checks.length}`) +
    bySubject.join('').replace(/^\n/, '') +
    line() +
    paragraph(
      'compliance:controls with the id of a framework, a control or a check explains it; --search WORD finds what speaks of something; --fields lists what checks may ask.',
      columns,
    )
  )
}

const gap = '  '
const titleFrom = 110

/** The frameworks and their numbers of controls by kind; the title goes below where there is no room beside, and the numbers where there is none for a table. */
function table(frameworks: readonly Framework[], columns: number): string {
  const heads = [...controlKinds, 'all'].map(head => head.padStart(6))
  const cells = (all: ReadonlyArray<number | string>) =>
    all.map((cell, index) => String(cell).padStart(heads[index]?.length ?? 0)).join(gap)
  const widest = Math.max(10, ...frameworks.map(framework => shortName(framework).length))
  const head = `${'Frameworks'.padEnd(widest + gap.length)}${gap}${cells(heads.map(word => word.trim()))}`
  const isNarrow = head.length > columns
  return (
    line(isNarrow ? 'Frameworks' : head) +
    frameworks
      .map(framework => {
        const {controls, title, version} = framework
        const counts = countsOf(framework)
        if (isNarrow)
          return (
            paragraph(`${shortName(framework)}: ${title} ${version}`, columns, 2, 2) +
            paragraph(
              `${controls.length} controls: ${controlKinds.map(kind => `${counts[kind]} ${kind}`).join(', ')}`,
              columns,
              4,
            )
          )
        const left = `${gap}${shortName(framework).padEnd(widest)}${gap}${cells([...controlKinds.map(kind => counts[kind]), controls.length])}`
        return columns < titleFrom
          ? line(left) + paragraph(`${title} ${version}`, columns, 4)
          : wrapped(`${title} ${version}`, columns, left + gap)
              .map(row => line(row))
              .join('')
      })
      .join('')
  )
}
