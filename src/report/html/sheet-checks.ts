import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {SheetCheck} from './sheet.js'

import {severities} from '../../model/framework.js'
import {counts} from '../../model/observation.js'
import {byCodeUnit, grouped} from '../../model/order.js'
import {closings} from '../closings.js'
import {negation} from '../terminal-negation.js'
import {times} from '../terminal-words.js'

/** What makes two observations be of the same check, as far as a page tells them apart. */
export const checkKey = ({check, severity, title}: Observation): string => JSON.stringify([check, severity, title])

/** Each check by its key, the gravest first, then the one whose mending closes most controls, then the one that fails most often. */
export function sheetChecks(report: Report): Map<string, SheetCheck> {
  const closing = closings(report)
  const all = [...grouped(report.observations, checkKey)].flatMap(([key, same]) => same[0] ? [{failed: same.filter(one => counts(one, 'fail')), first: same[0], key}] : [])
  const closed = (check: string) => closing.get(check)?.closed ?? 0
  return new Map(all
    .sort((a, b) => severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) || closed(b.first.check) - closed(a.first.check) || b.failed.length - a.failed.length || byCodeUnit(a.first.check, b.first.check))
    .map(({failed, first, key}) => [key, checkOf(report, first, failed)]))
}

function checkOf(report: Report, {check, severity, title}: Observation, failed: readonly Observation[]): SheetCheck {
  const remediation = failed.find(one => one.remediation)?.remediation
  return {
    breaks: failed.length > 0 ? [brokenText(report, check, failed), closedText(report, check)].filter(text => text !== '').join(' ') : '',
    id: check, remedy: remediation?.text ?? '', severity, title, url: remediation?.url ?? '', wrong: negation(title),
  }
}

function brokenText({frameworks}: Report, check: string, failed: readonly Observation[]): string {
  const broken = new Set(failed.flatMap(({controls}) => controls.map(({control, framework}) => JSON.stringify([framework, control]))))
  const parts = frameworks.flatMap(({controls, id: framework, title, version}) => {
    const ids = controls.filter(({id}) => broken.has(JSON.stringify([framework, id]))).map(({id}) => id)
    return ids.length > 0 ? [`${title} ${version}: ${ids.join(', ')}`] : []
  })
  if (parts.length > 0) return `Breaks ${parts.join('; ')}.`
  const inside = frameworks.flatMap(({controls}) => controls.filter(({boundary}) => boundary?.includes(check)))
  return inside.length > 0 ? `Takes ${times(inside.length, 'inherited control')} out of the certified boundary.` : 'Breaks no control of the chosen frameworks.'
}

function closedText(report: Report, check: string): string {
  const {closed, frameworks, shared} = closings(report).get(check) ?? {closed: 0, frameworks: 0, shared: 0}
  if (closed + shared < 2) return ''
  const rest = shared > 0 ? `${times(shared, 'control')}${closed > 0 ? ' more' : ''} ${shared === 1 ? 'needs' : 'need'} other fixes too` : ''
  if (closed === 0) return `${rest}.`
  const inAll = report.frameworks.length > 1 ? ` in ${times(frameworks, 'framework')}` : ''
  return `This one fix closes ${times(closed, 'control')}${inAll}${rest === '' ? '' : `; ${rest}`}.`
}
