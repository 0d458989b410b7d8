import type {ControlKind, Framework} from '../model/framework.js'
import type {CatalogView} from './catalog-view.js'

import {controlKinds, severities} from '../model/framework.js'
import {byCodeUnit, groupBy} from '../foundation/collections.js'
import {line, shortestName} from './catalog-view.js'
import {indentedParagraph, wrapText} from '../report/terminal/layout.js'

/** How many controls of each kind a framework has. */
export function controlKindCounts({controls}: Framework): Record<ControlKind, number> {
  return Object.fromEntries(
    controlKinds.map(kind => [kind, controls.filter(control => control.kind === kind).length]),
  ) as Record<ControlKind, number>
}

/** All frameworks with their numbers of controls, and all checks by subject, one per line. */
export function overviewText({checks, frameworks}: CatalogView, columns: number): string {
  const bySubject = [...groupBy(checks, ({subject}) => subject)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(
      ([subject, checksOfSubject]) =>
        line() +
        line(`of each ${subject}`) +
        checksOfSubject
          .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || byCodeUnit(a.id, b.id))
          .map(({id, severity}) => line(`  ${severity.padEnd(8)}  ${id}`))
          .join(''),
    )
  return (
    frameworkTable(frameworks, columns) +
    line() +
    line(`Checks: ${checks.length}`) +
    bySubject.join('').replace(/^\n/, '') +
    line() +
    indentedParagraph(
      'Run compliance:controls with the id of a framework, control or check to explain it, with --search WORD to ' +
        'find what mentions something, or with --fields to list the fields that checks can test.',
      columns,
    )
  )
}

const columnGap = '  '
const minColumnsForTitle = 110

/**
 * The frameworks and their numbers of controls by kind. The title goes below if there is no room beside the numbers,
 * and the numbers become a sentence if there is no room for a table.
 */
function frameworkTable(frameworks: readonly Framework[], columns: number): string {
  const headings = [...controlKinds, 'all'].map(heading => heading.padStart(6))
  const cells = (values: ReadonlyArray<number | string>) =>
    values.map((cell, index) => String(cell).padStart(headings[index]?.length ?? 0)).join(columnGap)
  const nameWidth = Math.max(10, ...frameworks.map(framework => shortestName(framework).length))
  const headingCells = cells(headings.map(word => word.trim()))
  const headingLine = `${'Frameworks'.padEnd(nameWidth + columnGap.length)}${columnGap}${headingCells}`
  if (headingLine.length > columns)
    return line('Frameworks') + frameworks.map(framework => frameworkSentences(framework, columns)).join('')
  const rows = frameworks.map(framework => {
    const {controls, title, version} = framework
    const counts = controlKindCounts(framework)
    const countCells = cells([...controlKinds.map(kind => counts[kind]), controls.length])
    const left = `${columnGap}${shortestName(framework).padEnd(nameWidth)}${columnGap}${countCells}`
    return columns < minColumnsForTitle
      ? line(left) + indentedParagraph(`${title} ${version}`, columns, 4)
      : wrapText(`${title} ${version}`, columns, left + columnGap)
          .map(text => line(text))
          .join('')
  })
  return line(headingLine) + rows.join('')
}

function frameworkSentences(framework: Framework, columns: number): string {
  const {controls, title, version} = framework
  const counts = controlKindCounts(framework)
  const countsText = controlKinds.map(kind => `${counts[kind]} ${kind}`).join(', ')
  return (
    indentedParagraph(`${shortestName(framework)}: ${title} ${version}`, columns, 2, 2) +
    indentedParagraph(`${controls.length} controls: ${countsText}`, columns, 4)
  )
}
