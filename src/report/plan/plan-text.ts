import type {Plan, PlannedRequest} from '../../model/plan.js'

import {pluralize} from '../../foundation/text.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {indentedParagraph} from '../terminal/layout.js'

/** A plan for a person to read. */
export function planText(
  {asked, budget, frameworks, requests, scope, time, total, unreadable}: Plan,
  columns: number,
): string {
  const requestsTo = (host: PlannedRequest['host']) => requests.filter(request => request.host === host)
  const scopeText =
    scope.name === undefined ? 'the whole account' : `the ${scope.kind} ${sanitizeForTerminal(scope.name)}`
  const appsText = scope.kind === 'app' ? '' : ` (${pluralize(scope.apps, 'app')})`
  return (
    indentedParagraph(`Plan for ${scopeText}${appsText}: ${frameworks.join(', ')}`, columns, 0, 2) +
    section('At least', [
      `${countColumn(total.platform)}  requests of the Platform API`,
      `${countColumn(total.data)}  requests of the data services`,
      `${countColumn(Math.ceil(time.asking))}  s, ten at a time and ${time.latency} ms an answer`,
    ]) +
    indentedParagraph(budgetText(budget, time.waiting), columns) +
    section('Requests of the Platform API', requestsTo('platform').map(requestLine)) +
    section('Requests of the data services', requestsTo('data').map(requestLine)) +
    section(
      'What you may not read',
      unreadable.map(({needs, path, reason}) =>
        indentedParagraph(`${sanitizeForTerminal(path)}: ${reason}${needs ? `, needs ${needs}` : ''}`, columns, 2, 2)
          .trimEnd()
          .slice(2),
      ),
    ) +
    '\n' +
    indentedParagraph(
      `To plan, ${pluralize(asked, 'request')} were made, which the run makes again. Answers may lead to further requests, and permissions of single apps are seen only then.`,
      columns,
    )
  )
}

const countColumn = (n: number) => String(n).padStart(6)
const requestLine = ({path, requests}: PlannedRequest) => `${countColumn(requests)}  ${path}`

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? '' : `\n${title}\n${lines.map(text => `  ${text}\n`).join('')}`

function budgetText(budget: Plan['budget'], waitSeconds: number): string {
  if (!budget) return 'The API did not say how many requests your account has left.'
  const leftText = `Your account has ${pluralize(budget.left, 'request')} left, of which ${budget.floor} are left to others.`
  return waitSeconds > 0
    ? `${leftText} The run would wait about ${Math.ceil(waitSeconds / 60)} min for more.`
    : leftText
}
