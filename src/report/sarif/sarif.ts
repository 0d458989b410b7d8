import type {Invocation, Notification, Result, Run, ToolComponent} from 'sarif'
import type {Report} from '../../model/report.js'
import type {Dress} from '../formats.js'

import {streamed} from '../text/json-chunks.js'
import {plain} from '../../foundation/plain-text.js'
import {observed, remarks, stated} from '../text/finding-text.js'
import {message} from './message.js'
import {resultOfControl, resultOfObservation} from './result.js'
import {rulesOf, taxonomies} from './rules.js'

/** GitHub refuses a run with more results. */
const mostResults = 25_000

/**
 * SARIF 2.1.0. Each observation is a result, and each control that no observation speaks for; the status of every
 * control is in the taxonomy of its framework. With `show`, only the results of those verdicts and statuses.
 */
export const sarif = (report: Report, {show}: Pick<Dress, 'show'>): Iterable<Uint8Array> =>
  streamed({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: runs(report, show),
  })

/** One run, or as many as its results need. */
function* runs(report: Report, show: Dress['show']): Generator<Omit<Run, 'results'> & {results: Iterable<Result>}> {
  const rules = rulesOf(report)
  const indexes = new Map(rules.map(({id}, index) => [id, index]))
  const driver: ToolComponent = {
    name: report.tool.name,
    semanticVersion: report.tool.version,
    rules,
    supportedTaxonomies: report.frameworks.map(({id}, index) => ({index, name: id})),
  }
  const results = resultsOf(report, indexes, show)
  let next = results.next()
  function* some(): Generator<Result> {
    for (let count = 0; !next.done && count < mostResults; count++, next = results.next()) yield next.value
  }

  for (let number = 1; number === 1 || !next.done; number++)
    yield {
      tool: {driver},
      automationDetails: {id: category(report, number)},
      invocations: [invocation(report)],
      taxonomies: taxonomies(report),
      columnKind: 'utf16CodeUnits',
      results: some(),
    }
}

function* resultsOf(report: Report, indexes: ReadonlyMap<string, number>, show: Dress['show']): Generator<Result> {
  for (const seen of observed(report)) if (!show || show.has(seen.outcome)) yield resultOfObservation(seen, indexes)
  for (const one of stated(report))
    if (!one.isTold && (!show || show.has(one.control.status))) yield resultOfControl(one, indexes)
}

/** What GitHub tells uploads apart by: one of another scope does not close the alerts of this. */
function category({scope}: Report, number: number): string {
  const names = scope.name === undefined ? [] : [encodeURIComponent(plain(scope.name))]
  return `${['heroku-compliance', scope.kind, ...names, ...(number > 1 ? [number] : [])].join('/')}/`
}

function invocation(report: Report): Invocation {
  const {
    exit: {code, reason},
    gaps,
    generatedAt,
  } = report
  const notes = remarks(report).map((text): Notification => ({level: 'note', message: message(text)}))
  const unanswered = gaps.map(({needs, path, reason: why, status}): Notification => ({
    descriptor: {id: 'gap'},
    level: 'warning',
    message: message(
      `${path}: ${why}${status === undefined ? '' : ` (${status})`}${needs === undefined ? '' : `; it takes ${needs}`}`,
    ),
  }))
  return {
    endTimeUtc: generatedAt,
    executionSuccessful: true,
    exitCode: code,
    exitCodeDescription: message(reason).text,
    toolExecutionNotifications: [...notes, ...unanswered],
  }
}
