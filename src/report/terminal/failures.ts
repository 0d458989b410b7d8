import type {Observation} from '../../model/observation.js'
import type {FailedCheck} from '../text/failed-checks.js'
import type {Page} from './page.js'

import {firstOf, groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {remediationImpactText} from '../text/remediation-impact.js'
import {controlsByFramework, violatedControlsText} from '../text/violated-controls.js'
import {joinParts, paragraph, labeledParagraph} from './page.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {remediationLines} from './remediation.js'
import {failedSignals, violatedChecks} from '../text/failed-checks.js'
import {violationsText, subjectName, countText} from '../text/labels.js'
import {failureTitleOf} from '../text/finding-text.js'
import {waiverLines} from './waiver-block.js'

const maxNames = 8

/** What fails, where, which controls it violates, and how to fix it. */
export function failuresPart(page: Page): string[] {
  const {paint, report} = page
  const failedChecks = violatedChecks(report)
  if (failedChecks.length === 0 || !page.isListed('fail')) return []
  const verb = failedChecks.length === 1 ? 'fails' : 'fail'
  const head = `${countText(failedChecks.length, 'check')} ${verb}, worst first.`
  return joinParts([
    paragraph(page, `${paint.strong('WHAT IS WRONG:')} ${head}${placeholderHint(failedChecks)}`),
    ...failedChecks.map(failure => failureBlock(page, failure)),
  ])
}

/** What fails but violates no control of the chosen frameworks. */
export function signalsPart(page: Page): string[] {
  const {paint, report} = page
  const signals = failedSignals(report)
  if (signals.length === 0 || !page.isListed('fail')) return []
  const verb = signals.length === 1 ? 'fails but violates' : 'fail but violate'
  const head = `${countText(signals.length, 'check')} ${verb} no control. This doesn't fail the run.`
  return joinParts([
    paragraph(page, `${paint.strong('WORTH A LOOK:')} ${head}${placeholderHint(signals)}`),
    ...signals.map(signal => signalBlock(page, signal)),
  ])
}

function placeholderHint(failedChecks: readonly FailedCheck[]): string {
  const hasPlaceholders = failedChecks.some(failure =>
    failure.observations.some(({remediation}) =>
      remediation?.commands?.some(command => /(?:^|[ =:/])[A-Z][A-Z_-]+\b/.test(command)),
    ),
  )
  return hasPlaceholders ? ' Replace the words in CAPITALS in commands.' : ''
}

function signalBlock(page: Page, signal: FailedCheck): string[] {
  const {sample} = signal
  const {paint} = page
  return [
    ...labeledParagraph(
      page,
      `${paint.unknown('LOOK')}  ${paint.severity[sample.severity](sample.severity)}  `,
      paint.strong(sanitizeForTerminal(capitalize(failureTitleOf(sample)))),
    ),
    ...subjectLines(page, signal),
    ...paragraph(page, signalText(page, sample), 1),
    ...remediationLines(page, signal.observations),
  ]
}

/** The controls that it is a signal for, or the boundary that it draws. */
function signalText({report}: Page, {check, signals = []}: Observation): string {
  const parts = controlsByFramework(report, signals)
  if (parts.length > 0) return `Signal for: ${parts.join('; ')}`
  const boundaryControls = report.frameworks.flatMap(({controls}) =>
    controls.filter(({boundary}) => boundary?.includes(check)),
  )
  return boundaryControls.length > 0
    ? `Takes ${countText(boundaryControls.length, 'inherited control')} out of the certified boundary`
    : 'No control of the chosen frameworks requires it'
}

function failureBlock(page: Page, failure: FailedCheck): string[] {
  const {sample} = failure
  const {paint} = page
  const lead = `${paint.fail('FAIL')}  ${paint.severity[sample.severity](sample.severity)}  `
  return [
    ...labeledParagraph(page, lead, paint.strong(sanitizeForTerminal(capitalize(failureTitleOf(sample))))),
    ...subjectLines(page, failure),
    ...paragraph(page, violatedControlsText(page.report, sample), 1),
    ...impactLines(page, failure),
    ...remediationLines(page, failure.observations),
    ...(page.isFull ? waiverLines(page, failure.observations) : []),
  ]
}

/** The subjects, those with the same value together. */
function subjectLines(page: Page, {observations}: FailedCheck): string[] {
  const groups = [...groupBy(firstOf(observations, maxNames), ({because}) => violationsText(because ?? []))]
  const shown = groups.reduce((sum, [, {length}]) => sum + length, 0)
  const hiddenCount = observations.length - shown
  return [
    ...groups.flatMap(([because, same]) => {
      const names = same.map(({subject}) => page.paint.name(subjectName(subject))).join(', ')
      return paragraph(page, because === '' ? names : `${names} - ${because}`, 1)
    }),
    ...(hiddenCount > 0 ? paragraph(page, `and ${hiddenCount} more (--json lists all)`, 1) : []),
  ]
}

/** What fixing this check alone, on every subject, closes. */
function impactLines(page: Page, {sample}: FailedCheck): string[] {
  const text = remediationImpactText(page.report, sample.check, page.paint.strong)
  return text === '' ? [] : paragraph(page, text, 1)
}
