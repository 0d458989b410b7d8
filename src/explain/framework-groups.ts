import type {Audience, Framework} from '../model/framework.js'

import {audiences, controlKinds} from '../model/framework.js'
import {pluralize} from '../foundation/text.js'
import {indentedParagraph, wrapText} from '../report/terminal/layout.js'
import {line, shortestName} from './catalog-view.js'
import {controlKindCounts} from './control-kinds.js'

const audienceText: Readonly<Record<Audience, string>> = {
  anyone: 'Anyone on Heroku',
  'card-payments': 'Card payments',
  health: 'Health data',
  assurance: 'Assurance for customers',
  'security-program': 'Security programs',
  'us-government': 'US government',
  europe: 'Europe',
  special: 'Special cases',
}

const columnGap = '  '
const minColumnsForTitle = 110
const headings = [...controlKinds, 'all'].map(heading => ({heading, width: Math.max(6, heading.length)}))

const cells = (values: ReadonlyArray<number | string>): string =>
  values.map((cell, index) => String(cell).padStart(headings[index]?.width ?? 0)).join(columnGap)

/**
 * The frameworks by who needs them, with their numbers of controls by kind. Profiles follow the framework that they
 * select from, and special cases have no numbers.
 */
export function frameworkGroups(frameworks: readonly Framework[], columns: number): string {
  const ids = new Set(frameworks.map(({id}) => id))
  const own = frameworks.filter(({profileOf}) => profileOf === undefined || !ids.has(profileOf))
  const nameWidth = Math.max(10, ...own.map(framework => shortestName(framework).length))
  const headingLine = `${'Frameworks'.padEnd(nameWidth + columnGap.length)}${columnGap}${cells(
    headings.map(({heading}) => heading),
  )}`
  const isTable = headingLine.length <= columns
  const groups = [...audiences, undefined].map(audience => {
    const members = own.filter(framework => framework.audience === audience)
    if (members.length === 0) return ''
    const rows = members.map(framework => {
      const profiles = profileLine(
        frameworks.filter(({profileOf}) => profileOf === framework.id),
        columns,
      )
      if (audience === 'special') return specialCase(framework, columns) + profiles
      return (isTable ? tableRow(framework, nameWidth, columns) : sentences(framework, columns)) + profiles
    })
    return line() + line(audience ? audienceText[audience] : 'Others') + rows.join('')
  })
  return line(isTable ? headingLine : 'Frameworks') + groups.join('')
}

/** The title goes below if there is no room beside the numbers. */
function tableRow(framework: Framework, nameWidth: number, columns: number): string {
  const {controls, title, version} = framework
  const counts = controlKindCounts(framework)
  const countCells = cells([...controlKinds.map(kind => counts[kind]), controls.length])
  const left = `${columnGap}${shortestName(framework).padEnd(nameWidth)}${columnGap}${countCells}`
  return columns < minColumnsForTitle
    ? line(left) + indentedParagraph(`${title} ${version}`, columns, 4)
    : wrapText(`${title} ${version}`, columns, left + columnGap)
        .map(text => line(text))
        .join('')
}

/** The numbers in words, for terminals without room for a table. */
function sentences(framework: Framework, columns: number): string {
  const {controls, title, version} = framework
  const counts = controlKindCounts(framework)
  const countsText = controlKinds.map(kind => `${counts[kind]} ${kind}`).join(', ')
  return (
    indentedParagraph(`${shortestName(framework)}: ${title} ${version}`, columns, 2, 2) +
    indentedParagraph(`${pluralize(controls.length, 'control')}: ${countsText}`, columns, 4)
  )
}

/** The selections from a framework, each with its number of controls. */
function profileLine(profiles: readonly Framework[], columns: number): string {
  const names = profiles.map(profile => `${shortestName(profile)} (${profile.controls.length})`)
  return names.length === 0 ? '' : indentedParagraph(`profiles: ${names.join(', ')}`, columns, 4, 2)
}

function specialCase(framework: Framework, columns: number): string {
  const {controls, title, version} = framework
  const countText = pluralize(controls.length, 'control')
  return indentedParagraph(`${shortestName(framework)}: ${title} ${version}, ${countText}`, columns, 2, 2)
}
