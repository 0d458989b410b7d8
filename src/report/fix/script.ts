import type {PlanStep, RemediationPlan} from '../../model/remediation-plan.js'

import {shellQuote} from '../../foundation/shell.js'
import {countText} from '../text/labels.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {formatMinute} from '../text/scope-text.js'
import {findingsText, interruptionText, phaseTitle, planScopeText} from './fix-text.js'
import {priceText} from './price-text.js'

const secondsPerDay = 86_400

/**
 * The steps as a POSIX script. It stops at the first command that fails, for another account, and for facts that are
 * older than a day; it asks nothing.
 */
export function fixScript(plan: RemediationPlan): string {
  const {inputs, outcome, scope, snapshot, steps} = plan
  return [
    '#!/bin/sh',
    comment(
      `Closes ${outcome.closed} of ${countText(outcome.failing, 'failure')} of ${planScopeText(scope)}, by facts of ` +
        `${formatMinute(snapshot.collectedAt)}.`,
    ),
    comment('Written by heroku compliance:fix, which ran none of it. Read it before you run it.'),
    ...(outcome.remaining > 0
      ? [comment(`${countText(outcome.remaining, 'failure')} would remain: heroku compliance:fix --full`)]
      : []),
    'set -eu',
    '',
    ...inputs.flatMap(({about, name}) => [comment(about), `: "\${${name}:?is not set}"`]),
    ...(inputs.length > 0 ? [''] : []),
    ...finalLines(steps),
    ...guardLines(snapshot),
    ...steps.flatMap((step, index) => stepLines(step, index + 1)),
    `echo ${shellQuote('Done. heroku compliance:check shows how it stands now.')}`,
    '',
  ].join('\n')
}

/** One line, whatever is in a name. */
const comment = (text: string): string => `# ${sanitizeForTerminal(text, 1000)}`

/** Nothing is destroyed by a script that somebody ran without reading it. */
function finalLines(steps: readonly PlanStep[]): string[] {
  const count = steps.filter(({isFinal}) => isFinal).length
  if (count === 0) return []
  return [
    comment(`${countText(count, 'step')} can't be undone: they are marked. Set CONFIRM_FINAL_STEPS=yes to run them.`),
    ': "${CONFIRM_FINAL_STEPS:?is not set}"',
    'if [ "$CONFIRM_FINAL_STEPS" != yes ]; then',
    `  echo ${shellQuote('CONFIRM_FINAL_STEPS is not yes. Nothing was changed.')} >&2`,
    '  exit 1',
    'fi',
    '',
  ]
}

function guardLines({caller, collectedAt}: RemediationPlan['snapshot']): string[] {
  const until = Math.floor(Date.parse(collectedAt) / 1000) + secondsPerDay
  const email = caller?.email
  return [
    ...(email === undefined
      ? []
      : [
          'account=$(heroku auth:whoami)',
          `if [ "$account" != ${shellQuote(email)} ]; then`,
          `  echo "This is for another account than $account. Nothing was changed." >&2`,
          '  exit 1',
          'fi',
        ]),
    'now=$(date +%s)',
    `if [ "$now" -gt ${until} ]; then`,
    `  echo ${shellQuote('The facts are more than a day old. Write the script again.')} >&2`,
    '  exit 1',
    'fi',
    '',
  ]
}

function stepLines(step: PlanStep, number: number): string[] {
  const {closes, commands, effects, interruption, isFinal, phase, price, undetermined, undo} = step
  return [
    comment(`Step ${number} (${phaseTitle[phase].toLowerCase()}${isFinal ? ", can't be undone" : ''})`),
    ...(closes.length > 0 ? [comment(`closes: ${findingsText(closes, 5)}`)] : []),
    ...(undetermined.length > 0 ? [comment(`should close: ${findingsText(undetermined, 5)}`)] : []),
    comment(`interruption: ${interruptionText(interruption)}`),
    ...effects.map(text => comment(text)),
    ...(price === undefined ? [] : [comment(`price: ${priceText(price)}`)]),
    ...undo.map(text => comment(`undo: ${text}`)),
    ...commands,
    '',
  ]
}
