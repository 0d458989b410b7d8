import type {FrameworkResult, Report} from '../../model/report.js'
import type {UnknownCause} from '../../report/text/unknown-causes.js'
import type {Json, ListItem} from '../bounded-json.js'
import type {Answer, Arguments, Source, Tool} from '../tool.js'

import {millisecondsPerDay} from '../../foundation/date.js'
import {severities} from '../../model/framework.js'
import {isBreach} from '../../model/observation.js'
import {partText, scopeText} from '../../report/text/scope-text.js'
import {questionTrack} from '../../report/text/tracks.js'
import {unknownCauses} from '../../report/text/unknown-causes.js'
import {verdictText} from '../../report/text/verdict-text.js'
import {boundedText} from '../bounded-json.js'

/** What the report comes to. */
export const summary: Tool = {
  answer,
  description:
    'Says what the report comes to: what was assessed, as of when and from facts of what age, the verdict, the ' +
    'counts, the status of every framework, and what could not be seen. Call it first.',
  listName: 'frameworks',
  name: 'summary',
  parameters: {},
  title: 'The verdict and its counts',
}

/** Causes that the summary names. */
const shownCauses = 3

function answer(_: Arguments, {now, report}: Source): Answer {
  const causes = unknownCauses(report)
  return {
    head: {
      verdict: boundedText(verdictText(report).text, bounds),
      exitCode: report.exit.code,
      exitReason: boundedText(report.exit.reason, bounds),
      ...datesJson(report, now()),
      checks: checksJson(report),
      questions: questionsJson(report),
      unknownCauses: causes.length,
      notices: report.notices.length,
      apps: report.scope.apps.length,
      account: accountJson(report, causes),
    },
    list: report.frameworks.map(frameworkItem),
  }
}

const bounds = {text: 120}

/** The age is that of the facts at the time of the call, not of the assessment. */
function datesJson({generatedAt, snapshot: {collectedAt, oldestFactAt}}: Report, now: number) {
  return {
    assessedAsOf: boundedText(generatedAt, bounds),
    factsCollectedAt: boundedText(collectedAt, bounds),
    ...(oldestFactAt === undefined ? {} : {oldestFactAt: boundedText(oldestFactAt, bounds)}),
    factsAgeInDays: Math.max(0, Math.floor((now - Date.parse(collectedAt)) / millisecondsPerDay)),
  }
}

/** As the verdict counts: a signal that fails is none of the failures. */
function checksJson({observations, summary: {pass, signals, unknown, waived, ...counts}}: Report): Json {
  const failures = observations.filter(isBreach)
  return {
    fail: failures.length,
    failBySeverity: Object.fromEntries(
      severities.map(severity => [severity, failures.filter(failure => failure.severity === severity).length]),
    ),
    unknown,
    pass,
    waived,
    'not-applicable': counts['not-applicable'],
    signals,
  }
}

function questionsJson(report: Report): Json {
  const {answered, documents, open, toAnswer} = questionTrack(report)
  return {answered, open, toAnswer, waitingForDocuments: documents}
}

function accountJson(report: Report, causes: readonly UnknownCause[]): Json {
  const part = partText(report)
  return {
    scope: boundedText(scopeText(report), bounds),
    ...(part === undefined ? {} : {part: boundedText(part, bounds)}),
    ...(causes.length > 0
      ? {couldNotBeSeen: causes.slice(0, shownCauses).map(({title}) => boundedText(title, bounds))}
      : {}),
  }
}

const frameworkItem =
  ({controls, id, summary: counts, title, version}: FrameworkResult): ListItem =>
  limits => ({
    framework: id,
    title: boundedText(`${title} ${version}`, limits),
    controls: controls.length,
    byStatus: Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  })
