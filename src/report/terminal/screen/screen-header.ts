import type {Report} from '../../../model/report.js'
import type {ScreenPage} from './screen-page.js'

import {rowsWithField} from '../../../model/fact-rows.js'
import {capitalize} from '../../../foundation/text.js'
import {displayWidth} from '../layout.js'
import {paragraph} from '../page.js'
import {appPage} from '../../text/dashboard.js'
import {countText, displayName} from '../../text/labels.js'
import {sanitizeForTerminal} from '../../text/sanitize.js'
import {formatMinute, partText, scopeText} from '../../text/scope-text.js'

const maxFrameworks = 4

/** What was assessed, as of when, and against what. */
export function screenHeader(page: ScreenPage): string[] {
  const {columns, paint, report} = page
  const {generatedAt, snapshot} = report
  const {name, where} = subjectOfScope(report)
  const title = [page.link(paint.strong(name), appOfScope(report)), ...(where === '' ? [] : [where])].join('  ')
  const isOld = formatMinute(generatedAt) !== formatMinute(snapshot.collectedAt)
  const collected = isOld ? ` (facts of ${formatMinute(snapshot.collectedAt)})` : ''
  const instant = `${formatMinute(generatedAt)}${collected}`
  const padding = columns - displayWidth(title) - displayWidth(instant)
  const titleLines =
    padding >= 2
      ? [`${title}${' '.repeat(padding)}${paint.dim(instant)}`]
      : [...paragraph(page, title), ...paragraph(page, paint.dim(instant))]
  const part = partText(report)
  return [
    ...titleLines,
    ...paragraph(page, frameworksText(report)),
    ...(part === undefined ? [] : paragraph(page, paint.strong(part))),
  ]
}

const appOfScope = ({scope: {kind, name}}: Report) => (kind === 'app' && name !== undefined ? appPage(name) : undefined)

/** What was assessed and, for one app, where it runs, as far as the report says. */
function subjectOfScope(report: Report): {readonly name: string; readonly where: string} {
  const {
    scope: {apps, kind, name},
  } = report
  if (kind === 'app' && name !== undefined && apps.length === 1)
    return {name: displayName(name), where: runtimeText(report, name)}
  return {name: capitalize(scopeText(report)), where: countText(apps.length, 'app')}
}

const runtimes = {common: 'Common Runtime', private: 'Private Space', shield: 'Shield space'} as const

function runtimeText({frameworks, observations}: Report, app: string): string {
  const facts = frameworks.flatMap(({controls}) => controls.flatMap(control => control.facts ?? []))
  const row = rowsWithField(facts, 'runtimeClass').find(({subject}) => subject === app)
  const runtimeClass = row?.['runtimeClass']
  const runtime = Object.entries(runtimes).find(([key]) => key === runtimeClass)?.[1]
  const space = observations.find(({subject}) => subject.kind === 'app' && subject.name === app)?.subject.space
  return [runtime, space === undefined ? undefined : displayName(space)].filter(Boolean).join(' ')
}

function frameworksText({frameworks}: Report): string {
  if (frameworks.length === 0) return 'against no framework'
  if (frameworks.length > maxFrameworks) return `against ${countText(frameworks.length, 'framework')}`
  const titles = frameworks.map(({title, version}) => sanitizeForTerminal(`${title} ${version}`, 60))
  return `against ${titles.join(', ')}`
}
