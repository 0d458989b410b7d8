import type {Plan, Planned} from '../../model/plan.js'

import {times} from '../../foundation/text.js'
import {harmless} from '../text/layout.js'
import {paragraph} from '../text/wrap.js'

/** A plan for a person to read. */
export function planText(
  {asked, budget, frameworks, requests, scope, time, total, unreadable}: Plan,
  columns: number,
): string {
  const of = (host: Planned['host']) => requests.filter(one => one.host === host)
  const name = scope.name === undefined ? 'the whole account' : `the ${scope.kind} ${harmless(scope.name)}`
  const apps = scope.kind === 'app' ? '' : ` (${times(scope.apps, 'app')})`
  return (
    paragraph(`Plan for ${name}${apps}: ${frameworks.join(', ')}`, columns, 0, 2) +
    section('At least', [
      `${count(total.platform)}  requests of the Platform API`,
      `${count(total.data)}  requests of the data services`,
      `${count(Math.ceil(time.asking))}  s, ten at a time and ${time.latency} ms an answer`,
    ]) +
    paragraph(budgetOf(budget, time.waiting), columns) +
    section('Requests of the Platform API', of('platform').map(row)) +
    section('Requests of the data services', of('data').map(row)) +
    section(
      'What you may not read',
      unreadable.map(({needs, path, reason}) =>
        paragraph(`${harmless(path)}: ${reason}${needs ? `, needs ${needs}` : ''}`, columns, 2, 2)
          .trimEnd()
          .slice(2),
      ),
    ) +
    '\n' +
    paragraph(
      `To plan, ${times(asked, 'request')} were made, which the run makes again. Answers may lead to further requests, and permissions of single apps are seen only then.`,
      columns,
    )
  )
}

const count = (n: number) => String(n).padStart(6)
const row = ({path, requests}: Planned) => `${count(requests)}  ${path}`

const section = (title: string, rows: readonly string[]) =>
  rows.length === 0 ? '' : `\n${title}\n${rows.map(text => `  ${text}\n`).join('')}`

function budgetOf(budget: Plan['budget'], waiting: number): string {
  if (!budget) return 'The API did not say how many requests your account has left.'
  const left = `Your account has ${times(budget.left, 'request')} left, of which ${budget.floor} are left to others.`
  return waiting > 0 ? `${left} The run would wait about ${Math.ceil(waiting / 60)} min for more.` : left
}
