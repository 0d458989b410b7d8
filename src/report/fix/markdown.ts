import type {HandworkTask, PlanStep, RemediationPlan} from '../../model/remediation-plan.js'

import {countText} from '../text/labels.js'
import {escapeMarkdown, inlineCode} from '../text/markdown-text.js'
import {formatMinute} from '../text/scope-text.js'
import {
  findingsText,
  handworkTitle,
  interruptionText,
  interruptionTotals,
  phaseTitle,
  planHeadline,
  planRemarks,
} from './fix-text.js'
import {priceText, totalPriceText} from './price-text.js'

const maxSteps = 100

/** The plan as a comment or a ticket: steps in order, then what a person does. */
export function fixMarkdown(plan: RemediationPlan): string {
  const {byHand, frameworks, generatedAt, inputs, steps} = plan
  const price = totalPriceText(plan)
  return [
    `## ${escapeMarkdown(planHeadline(plan))}`,
    '',
    ...planRemarks(plan).map(text => `- ${escapeMarkdown(text)}`),
    `- facts of ${formatMinute(generatedAt)}, against ${escapeMarkdown(frameworks.map(({title}) => title).join(', '))}`,
    ...interruptionTotals(plan).map(text => `- ${escapeMarkdown(text)}`),
    ...(price === '' ? [] : [`- ${escapeMarkdown(price)}`]),
    ...(inputs.length > 0 ? ['', '### To fill in', ''] : []),
    ...inputs.map(({about, name}) => `- ${inlineCode(name)}: ${escapeMarkdown(about)}`),
    ...(steps.length > 0 ? ['', '### Steps', ''] : []),
    ...steps.slice(0, maxSteps).flatMap((step, index) => stepBlock(step, index + 1)),
    ...(steps.length > maxSteps ? [`and ${countText(steps.length - maxSteps, 'more step')}`] : []),
    ...(byHand.length > 0 ? ['', '### By hand', ''] : []),
    ...byHand.flatMap(taskBlock),
    '',
  ].join('\n')
}

function stepBlock({closes, commands, interruption, isFinal, phase, price, undetermined, undo}: PlanStep, n: number) {
  const remarks = [
    phaseTitle[phase],
    interruptionText(interruption),
    ...(isFinal ? ["can't be undone"] : []),
    ...(price === undefined ? [] : [priceText(price)]),
  ]
  return [
    `${n}. ${escapeMarkdown(remarks.join(', '))}`,
    ...commands.map(command => `   - ${inlineCode(command)}`),
    ...(closes.length > 0 ? [`   - closes: ${escapeMarkdown(findingsText(closes, 8))}`] : []),
    ...(undetermined.length > 0 ? [`   - should close: ${escapeMarkdown(findingsText(undetermined, 8))}`] : []),
    ...undo.map(text => `   - undo: ${escapeMarkdown(text)}`),
  ]
}

const taskBlock = ({findings, kind, reason, text, url}: HandworkTask): string[] => [
  `- **${escapeMarkdown(handworkTitle[kind])}**: ${escapeMarkdown(text)}`,
  ...(reason === undefined ? [] : [`  - not in a script: ${escapeMarkdown(reason)}`]),
  `  - for: ${escapeMarkdown(findingsText(findings, 8))}`,
  ...(url === undefined ? [] : [`  - <${url}>`]),
]
