import type {ControlRef, Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {SheetCheck} from './page-data.js'

import {severities} from '../../model/framework.js'
import {counts, isAside, isBreach} from '../../model/observation.js'
import {byCodeUnit, grouped} from '../../foundation/collections.js'
import {bearingOf, closingText, closings} from '../text/remediation-impact.js'
import {negation} from '../text/negation.js'
import {times} from '../text/labels.js'

/** What makes two observations be of the same check, as far as a page tells them apart. */
export const checkKey = ({check, severity, title}: Observation): string => JSON.stringify([check, severity, title])

/** Each check by its key, the gravest first, then the one whose mending closes most controls, then the one that fails most often. */
export function sheetChecks(report: Report): Map<string, SheetCheck> {
  const closing = closings(report)
  const all = [...grouped(report.observations, checkKey)].flatMap(([key, same]) =>
    same[0] ? [{failed: same.filter(one => counts(one, 'fail')), first: same[0], key}] : [],
  )
  const closed = (check: string) => closing.get(check)?.ended ?? 0
  return new Map(
    all
      .sort(
        (a, b) =>
          severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
          closed(b.first.check) - closed(a.first.check) ||
          b.failed.length - a.failed.length ||
          byCodeUnit(a.first.check, b.first.check),
      )
      .map(({failed, first, key}) => [key, checkOf(report, first, failed)]),
  )
}

function checkOf(report: Report, {check, severity, title}: Observation, failed: readonly Observation[]): SheetCheck {
  const remediation = failed.find(one => one.remediation)?.remediation
  const [breaches, asides] = [failed.filter(isBreach), failed.filter(isAside)]
  return {
    aside: asides.length > 0 ? asideText(report, check, asides) : '',
    breaks:
      breaches.length > 0
        ? [brokenText(report, check, breaches), closingText(report, check)].filter(text => text !== '').join(' ')
        : '',
    id: check,
    remedy: remediation?.text ?? '',
    severity,
    title,
    url: remediation?.url ?? '',
    wrong: negation(title),
  }
}

/** Each control that some of several observations name, once. */
function refsOf(all: readonly Observation[], of: (one: Observation) => readonly ControlRef[]): ControlRef[] {
  return [
    ...new Map(
      all.flatMap(one => of(one).map(ref => [JSON.stringify([ref.framework, ref.control]), ref] as const)),
    ).values(),
  ]
}

/** By framework, in the order of its controls. */
function listed({frameworks}: Report, refs: readonly ControlRef[]): string[] {
  return frameworks.flatMap(({controls, id: framework, title, version}) => {
    const named = new Set(refs.filter(one => one.framework === framework).map(({control}) => control))
    const ids = controls.filter(({id}) => named.has(id)).map(({id}) => id)
    return ids.length > 0 ? [`${title} ${version}: ${ids.join(', ')}`] : []
  })
}

function brokenText(report: Report, check: string, failed: readonly Observation[]): string {
  const {broken, papers, relieved} = bearingOf(
    report,
    check,
    refsOf(failed, ({controls}) => controls),
  )
  const parts = listed(report, broken)
  const breaks = parts.length > 0 ? `Breaks ${parts.join('; ')}.` : 'Breaks no control of the chosen frameworks.'
  return relieved.length > 0
    ? `${breaks} ${papers.join(', ')} on file makes a question of ${listed(report, relieved).join('; ')}.`
    : breaks
}

function asideText(report: Report, check: string, failed: readonly Observation[]): string {
  const parts = listed(
    report,
    refsOf(failed, ({signals = []}) => signals),
  )
  if (parts.length > 0) return `A signal of ${parts.join('; ')}.`
  const inside = report.frameworks.flatMap(({controls}) => controls.filter(({boundary}) => boundary?.includes(check)))
  return inside.length > 0
    ? `Takes ${times(inside.length, 'inherited control')} out of the certified boundary.`
    : 'No control of the chosen frameworks asks for it.'
}
