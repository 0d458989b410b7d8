import type {Remediation} from '../../model/remediation.js'
import type {Observation} from '../../model/observation.js'
import type {Page} from './page.js'

import {groupBy} from '../../foundation/collections.js'
import {countText} from '../text/labels.js'
import {effectText} from '../text/remediation-effect.js'
import {isShowable, sanitizeForTerminal} from '../text/sanitize.js'
import {paragraph} from './page.js'

const maxCommands = 6

/** Texts of one check that are shown: subjects may need different fixes. */
const maxTexts = 3

/** How to fix a failed check, with the commands for its subjects. */
export function remediationLines(page: Page, observations: readonly Observation[]): string[] {
  const remediations = observations.flatMap(({remediation}) => (remediation ? [remediation] : []))
  const groups = [...groupBy(remediations, ({text}) => text).values()]
  const hiddenCount = groups.slice(maxTexts).flat().length
  return [
    ...groups.slice(0, maxTexts).flatMap(group => fixLines(page, group)),
    ...(hiddenCount > 0
      ? paragraph(page, `and other fixes for ${countText(hiddenCount, 'other subject')} (--json has them)`, 1)
      : []),
  ]
}

/** One text, with the commands for all subjects that need it. */
function fixLines(page: Page, remediations: readonly Remediation[]): string[] {
  const [first] = remediations
  if (!first) return []
  const allCommands = distinctCommands(remediations)
  const relevantCommands = allCommands.length > maxCommands ? (first.commands ?? []) : allCommands
  const shown = relevantCommands.filter(command => isShowable(command))
  const otherSubjects = remediations.filter(({commands}) =>
    (commands ?? []).some(command => !relevantCommands.includes(command)),
  ).length
  return [
    ...paragraph(page, `Fix: ${sanitizeForTerminal(first.text, 1000)}`, 1),
    ...shown.map(command => `      ${page.paint.name(command)}`),
    ...(otherSubjects > 0
      ? paragraph(page, `and similar for ${countText(otherSubjects, 'other subject')} (--json has the commands)`, 3)
      : []),
    ...hiddenCommandsLines(page, relevantCommands.length - shown.length),
    ...detailLines(page, first),
  ]
}

function detailLines(page: Page, {effects, url}: Remediation): string[] {
  return [
    ...(effects ? paragraph(page, sanitizeForTerminal(effectText(effects), 1000), 3) : []),
    ...(url && isShowable(url) ? [`      ${url}`] : []),
  ]
}

function hiddenCommandsLines(page: Page, hiddenCount: number): string[] {
  if (hiddenCount === 0) return []
  const commands = countText(hiddenCount, 'command')
  return paragraph(page, `${commands} with a name that can't be displayed (--json lists all)`, 3)
}

/** Each command once: a command that all start with comes first, and one that all continue with comes last. */
function distinctCommands(remediations: readonly Remediation[]): string[] {
  const steps = remediations.flatMap(({commands}) =>
    (commands ?? []).map((command, index) => ({command, isFirst: index === 0})),
  )
  const lastIndex = new Map(steps.map(({command}, index) => [command, index]))
  const seen = new Set<string>()
  return steps.flatMap(({command, isFirst}, index) => {
    const isInPosition = isFirst || lastIndex.get(command) === index
    if (seen.has(command) || !isInPosition) return []
    seen.add(command)
    return [command]
  })
}
