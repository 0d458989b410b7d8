import type {Plan, PlannedRequest} from '../../model/plan.js'

import {pluralize} from '../../foundation/text.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {indentedParagraph} from '../terminal/layout.js'

/** A collection plan for a person to read. */
export function planText(
  {budget, frameworks, only, requests, requestsMade, scope, time, total, unreadable}: Plan,
  columns: number,
): string {
  const requestsTo = (host: PlannedRequest['host']) => requests.filter(request => request.host === host)
  const scopeText =
    scope.name === undefined ? 'the whole account' : `the ${scope.kind} ${sanitizeForTerminal(scope.name)}`
  const appsText = scope.kind === 'app' ? '' : ` (${pluralize(scope.apps, 'app')})`
  const isOffline = requestsMade === 0
  const onlyText = only ? `, only ${sanitizeForTerminal(only.join(', '))}` : ''
  return (
    indentedParagraph(`Plan for ${scopeText}${appsText}: ${frameworks.join(', ')}${onlyText}`, columns, 0, 2) +
    section('At least', [
      `${countColumn(total.platform)}  requests to the Platform API`,
      `${countColumn(total.data)}  requests to the data services`,
      ...(isOffline
        ? []
        : [`${countColumn(Math.ceil(time.requestSeconds))}  s, ten requests at a time and ${time.latencyMs} ms each`]),
    ]) +
    (isOffline ? '' : indentedParagraph(budgetText(budget, time.waitSeconds), columns)) +
    section('Requests to the Platform API', requestsTo('platform').map(requestLine)) +
    section('Requests to the data services', requestsTo('data').map(requestLine)) +
    section(
      "What you can't read",
      unreadable.map(({needs, path, reason}) =>
        indentedParagraph(`${sanitizeForTerminal(path)}: ${reason}${needs ? `, needs ${needs}` : ''}`, columns, 2, 2)
          .trimEnd()
          .slice(2),
      ),
    ) +
    '\n' +
    indentedParagraph(
      isOffline
        ? offlineText
        : `Planning took ${pluralize(requestsMade, 'request')}, which the run repeats. Responses may lead to more ` +
            'requests, and permissions on individual apps only show then.',
      columns,
    )
  )
}

const offlineText =
  'The sample needs no account, and nothing was sent. These are the requests for a real account of its size; ' +
  'plan for yours with --app, --team or another scope.'

const countColumn = (n: number) => String(n).padStart(6)
const requestLine = ({path, requests}: PlannedRequest) => `${countColumn(requests)}  ${path}`

const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? '' : `\n${title}\n${lines.map(text => `  ${text}\n`).join('')}`

function budgetText(budget: Plan['budget'], waitSeconds: number): string {
  if (!budget) return "The API didn't say how many requests your account has left."
  const left = pluralize(budget.remaining, 'request')
  const leftText = `Your account has ${left} left, of which ${budget.floor} are reserved for other uses.`
  return waitSeconds > 0
    ? `${leftText} The run would wait about ${Math.ceil(waitSeconds / 60)} min for more.`
    : leftText
}
