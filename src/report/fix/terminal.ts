import type {HandworkTask, PlanStep, RemediationPlan} from '../../model/remediation-plan.js'
import type {Page} from '../terminal/page.js'
import type {Glyphs} from '../terminal/screen/glyphs.js'
import type {FixOptions} from './fix-text.js'

import {groupBy, firstOf} from '../../foundation/collections.js'
import {planPhases} from '../../model/remediation-plan.js'
import {wrapText} from '../terminal/layout.js'
import {nextLines} from '../terminal/next-lines.js'
import {joinParts, paragraph} from '../terminal/page.js'
import {createPalette} from '../terminal/palette.js'
import {glyphsFor} from '../terminal/screen/glyphs.js'
import {clip} from '../terminal/table.js'
import {countText} from '../text/labels.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {formatMinute} from '../text/scope-text.js'
import {
  findingsText,
  handworkTitle,
  interruptionText,
  interruptionTotals,
  phaseTitle,
  planHeadline,
  planRemarks,
  planScopeText,
  worstSeverity,
} from './fix-text.js'
import {priceText, totalPriceText} from './price-text.js'

const maxLines = 40

interface FixPage extends Pick<Page, 'columns' | 'paint'> {
  readonly glyphs: Glyphs
}

/** How many groups of steps, and how many tasks, are shown. */
interface Limits {
  readonly groups: number
  readonly tasks: number
}

const limitsToTry: readonly Limits[] = [
  {groups: 12, tasks: 8},
  {groups: 9, tasks: 5},
  {groups: 8, tasks: 3},
  {groups: 7, tasks: 2},
  {groups: 6, tasks: 1},
  {groups: 4, tasks: 1},
  {groups: 2, tasks: 1},
]

/** The plan for a person at a terminal: one screen or, in full, every step with how to undo it. */
export function fixTerminal(
  plan: RemediationPlan,
  {color, columns, isAscii = false, isFull = false, nextSteps = []}: FixOptions,
): string {
  const page: FixPage = {columns, glyphs: glyphsFor(isAscii), paint: createPalette(color)}
  const next = nextLines(page, nextSteps)
  const lines = isFull ? fullLines(page, plan, next) : screenLines(page, plan, next)
  return `${lines.join('\n')}\n`
}

function screenLines(page: FixPage, plan: RemediationPlan, next: readonly string[]): string[] {
  let lines: string[] = []
  for (const limits of limitsToTry) {
    lines = joinParts([
      headerLines(page, plan),
      verdictLines(page, plan),
      groupLines(page, plan.steps, limits.groups),
      taskLines(page, plan.byHand, limits.tasks),
      totalLines(page, plan),
      [...next],
    ])
    if (lines.length <= maxLines) break
  }

  return lines
}

function headerLines(page: FixPage, {frameworks, generatedAt, scope}: RemediationPlan): string[] {
  const titles = frameworks.map(({title, version}) => sanitizeForTerminal(`${title} ${version}`, 60))
  const against = titles.length > 4 ? countText(titles.length, 'framework') : titles.join(', ')
  return [
    ...paragraph(
      page,
      `${page.paint.strong(`Plan for ${planScopeText(scope)}`)} by facts of ${formatMinute(generatedAt)}`,
    ),
    ...paragraph(page, `against ${against || 'no framework'}; nothing was run`),
  ]
}

function verdictLines(page: FixPage, plan: RemediationPlan): string[] {
  const {glyphs, paint} = page
  const verdict = ({0: 'pass', 1: 'fail', 3: 'unknown'} as const)[plan.exit.code]
  return [
    ...wrapText(paint[verdict](`${planHeadline(plan)}.`), page.columns, `${paint[verdict](glyphs[verdict])} `, 2),
    ...planRemarks(plan).flatMap(remark => paragraph(page, remark, 1)),
  ]
}

/** Steps of one kind together: what is done, how often, and what it closes. */
function groupLines(page: FixPage, steps: readonly PlanStep[], limit: number): string[] {
  const groups = [...groupBy(steps, stepKind)]
  const shown = firstOf(groups, limit)
  const hidden = groups.slice(shown.length).reduce((sum, [, {length}]) => sum + length, 0)
  const lines = planPhases.flatMap(phase => {
    const own = shown.flatMap(([, same]) => (same[0]?.phase === phase ? [same] : []))
    return own.length === 0 ? [] : [page.paint.strong(phaseTitle[phase]), ...own.flatMap(same => stepGroup(page, same))]
  })
  const hiddenText = `  ${page.glyphs.ellipsis}and ${countText(hidden, 'more step')} (--full)`
  return hidden > 0 ? [...lines, page.paint.dim(hiddenText)] : lines
}

const stepKind = ({commands, phase, text}: PlanStep): string => `${phase} ${commands[0]?.split(' ')[1] ?? ''} ${text}`

function stepGroup({columns, glyphs, paint}: FixPage, steps: readonly PlanStep[]): string[] {
  const [first] = steps
  if (!first) return []
  const findings = steps.flatMap(({closes, undetermined}) => [...closes, ...undetermined])
  const severity = worstSeverity(findings)
  const more = steps.length > 1 ? ` (+${steps.length - 1})` : ''
  const others = first.commands.length > 1 ? ` ${glyphs.ellipsis}` : ''
  const suffix = others + more
  const command = clip(sanitizeForTerminal(first.commands[0] ?? ''), columns - 2 - suffix.length, glyphs.ellipsis)
  const remarks = [
    interruptionText(first.interruption),
    ...(first.isFinal ? ['final'] : []),
    ...(first.price === undefined ? [] : [priceText(first.price)]),
  ]
  const tail = `; ${remarks.join(', ')}`
  const closes = clip(findingsText(findings, 2), columns - 4 - severity.length - 2 - tail.length, glyphs.ellipsis)
  return [
    `  ${paint.name(command)}${suffix}`,
    `    ${paint.severity[severity](severity)}  ${closes.replace(` (${severity}, `, ' (')}${tail}`,
  ]
}

function taskLines(page: FixPage, tasks: readonly HandworkTask[], limit: number): string[] {
  if (tasks.length === 0) return []
  const {columns, glyphs, paint} = page
  const groups = [...groupBy(tasks, ({kind}) => kind)]
  const shown = firstOf(groups, limit)
  return [
    paint.strong('By hand'),
    ...shown.map(([kind, own]) => {
      const findings = own.flatMap(task => task.findings)
      const severity = worstSeverity(findings)
      const text = `${handworkTitle[kind]}: ${countText(findings.length, 'failure')}`
      return `  ${paint.severity[severity](severity.padEnd(8))}  ${clip(text, columns - 12, glyphs.ellipsis)}`
    }),
    ...(groups.length > shown.length
      ? [paint.dim(`  ${glyphs.ellipsis}and ${countText(groups.length - shown.length, 'more kind')} (--full)`)]
      : []),
  ]
}

function totalLines(page: FixPage, plan: RemediationPlan): string[] {
  const {inputs} = plan
  const price = totalPriceText(plan)
  return [
    ...(inputs.length > 0 ? paragraph(page, `You fill in: ${inputs.map(({name}) => name).join(', ')}.`) : []),
    ...interruptionTotals(plan).flatMap(text => paragraph(page, text)),
    ...(price === '' ? [] : paragraph(page, price)),
  ]
}

function fullLines(page: FixPage, plan: RemediationPlan, next: readonly string[]): string[] {
  return joinParts([
    headerLines(page, plan),
    verdictLines(page, plan),
    ...planPhases.flatMap(phase => {
      const own = plan.steps.filter(step => step.phase === phase)
      return own.length === 0
        ? []
        : [[page.paint.strong(phaseTitle[phase].toUpperCase())], ...own.map(step => fullStep(page, step))]
    }),
    ...(plan.byHand.length === 0
      ? []
      : [[page.paint.strong('BY HAND')], ...plan.byHand.map(task => fullTask(page, task))]),
    plan.inputs.flatMap(({about, name}) =>
      paragraph(page, `${page.paint.strong(name)}: ${sanitizeForTerminal(about, 200)}`),
    ),
    totalLines(page, plan),
    [...next],
  ])
}

const commandLines = ({paint}: FixPage, commands: readonly string[]): string[] =>
  commands.map(command => `  ${paint.name(sanitizeForTerminal(command, 2000))}`)

function fullStep(page: FixPage, step: PlanStep): string[] {
  const {closes, interruption, isFinal, lookFirst, price, undetermined, undo, url} = step
  return [
    ...commandLines(page, step.commands),
    ...paragraph(page, sanitizeForTerminal([step.text, ...step.effects].join(' '), 1000), 2),
    ...(closes.length > 0 ? paragraph(page, `Closes: ${findingsText(closes, 8)}`, 2) : []),
    ...(undetermined.length > 0 ? paragraph(page, `Can't be known before: ${findingsText(undetermined, 8)}`, 2) : []),
    ...paragraph(page, `Interruption: ${interruptionText(interruption)}${isFinal ? '; final' : ''}`, 2),
    ...(price === undefined ? [] : paragraph(page, `Price: ${priceText(price)}`, 2)),
    ...undo.flatMap(text => paragraph(page, `Undo: ${sanitizeForTerminal(text)}`, 2)),
    ...(lookFirst.length > 0 ? paragraph(page, `Look first: ${sanitizeForTerminal(lookFirst.join('; '))}`, 2) : []),
    ...(url === undefined ? [] : [`    ${sanitizeForTerminal(url)}`]),
  ]
}

function fullTask(page: FixPage, {commands, findings, kind, reason, text, url}: HandworkTask): string[] {
  const severity = worstSeverity(findings)
  return [
    ...paragraph(page, `${page.paint.severity[severity](severity)}  ${handworkTitle[kind]}`),
    ...paragraph(page, sanitizeForTerminal(text, 1000), 2),
    ...(reason === undefined ? [] : paragraph(page, `Not in the script: ${sanitizeForTerminal(reason)}.`, 2)),
    ...paragraph(page, `For: ${findingsText(findings, 8)}`, 2),
    ...commandLines(page, commands.slice(0, 12)).map(line => `  ${line}`),
    ...(commands.length > 12 ? paragraph(page, `and ${commands.length - 12} more (--json lists all)`, 3) : []),
    ...(url === undefined ? [] : [`    ${sanitizeForTerminal(url)}`]),
  ]
}
