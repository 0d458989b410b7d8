import type {Invocation, Notification, Result, Run, ToolComponent} from 'sarif'
import type {Report} from '../../model/report.js'
import type {RenderOptions} from '../render-options.js'

import {packageAddress} from '../../foundation/package-address.js'
import {streamJson} from '../text/json-chunks.js'
import {sanitizePlainText} from '../../foundation/plain-text.js'
import {keyedObservations, reportRemarks, keyedControls} from '../text/finding-text.js'
import {scopeId} from '../text/run-id.js'
import {messageOf} from './message.js'
import {controlResult, observationResult} from './result.js'
import {sarifRules} from './rules.js'
import {taxonomies} from './taxonomies.js'

/** GitHub refuses a run with more results. */
const maxResults = 25_000

/**
 * SARIF 2.1.0. Each observation is a result, and so is each control whose status no observation states; the status of
 * every control is in the taxonomy of its framework. With `show`, only the results of those verdicts and statuses.
 */
export const sarif = (report: Report, {show}: Pick<RenderOptions, 'show'>): Iterable<Uint8Array> =>
  streamJson({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: sarifRuns(report, show),
  })

/** One run, or as many as its results need. */
function* sarifRuns(
  report: Report,
  show: RenderOptions['show'],
): Generator<Omit<Run, 'results'> & {results: Iterable<Result>}> {
  const rules = sarifRules(report)
  const ruleIndexes = new Map(rules.map(({id}, index) => [id, index]))
  const allTaxonomies = taxonomies(report)
  const driver: ToolComponent = {
    name: report.tool.name,
    semanticVersion: report.tool.version,
    informationUri: packageAddress,
    rules,
    supportedTaxonomies: allTaxonomies.map(({name}, index) => ({index, name})),
  }
  const results = sarifResults(report, ruleIndexes, show)
  let next = results.next()
  function* nextResults(): Generator<Result> {
    for (let count = 0; !next.done && count < maxResults; count++, next = results.next()) yield next.value
  }

  for (let number = 1; number === 1 || !next.done; number++)
    yield {
      tool: {driver},
      automationDetails: {id: automationId(report, number)},
      invocations: [invocationOf(report)],
      taxonomies: allTaxonomies,
      columnKind: 'utf16CodeUnits',
      results: nextResults(),
    }
}

function* sarifResults(
  report: Report,
  ruleIndexes: ReadonlyMap<string, number>,
  show: RenderOptions['show'],
): Generator<Result> {
  for (const keyedObservation of keyedObservations(report))
    if (!show || show.has(keyedObservation.outcome)) yield observationResult(keyedObservation, ruleIndexes)
  for (const keyedControl of keyedControls(report))
    if (!keyedControl.isCoveredByObservation && (!show || show.has(keyedControl.control.status)))
      yield controlResult(keyedControl, ruleIndexes)
}

/** GitHub tells uploads apart by this: an upload of another scope or part doesn't close the alerts of this one. */
function automationId(report: Report, number: number): string {
  const {only} = report
  const part = only ? ['only', encodeURIComponent(sanitizePlainText(only.join(',')))] : []
  return `${['heroku-compliance', scopeId(report), ...part, ...(number > 1 ? [number] : [])].join('/')}/`
}

function invocationOf(report: Report): Invocation {
  const {
    exit: {code, reason},
    gaps,
    generatedAt,
  } = report
  const notes = reportRemarks(report).map((text): Notification => ({level: 'note', message: messageOf(text)}))
  const failedRequests = gaps.map(({needs, path, reason: gapReason, status}): Notification => ({
    descriptor: {id: 'gap'},
    level: 'warning',
    message: messageOf(
      `${path}: ${gapReason}${status === undefined ? '' : ` (${status})`}` +
        (needs === undefined ? '' : `; needs ${needs}`),
    ),
  }))
  return {
    endTimeUtc: generatedAt,
    executionSuccessful: true,
    exitCode: code,
    exitCodeDescription: messageOf(reason).text,
    toolExecutionNotifications: [...notes, ...failedRequests],
  }
}
