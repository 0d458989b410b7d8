import type {Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {EffectiveVerdict} from '../../model/observation.js'
import type {KeyedObservation} from '../text/finding-text.js'

import {groupBy} from '../../foundation/collections.js'
import {containerOf} from '../text/container.js'
import {questionWithHint} from '../text/control-text.js'
import {encodeChunks} from '../text/json-chunks.js'
import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'
import {isOpenQuestion} from '../text/open-questions.js'
import {findingTitle, controlReason, keyedObservations, reportRemarks, findingDetails} from '../text/finding-text.js'
import {nistName, nistRelations} from '../text/nist.js'

const maxLength = 3000

/** Text as XML 1.0 allows it, in an attribute too. */
function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '"': '&quot;',
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    "'": '&apos;',
  }
  return truncate(sanitizePlainText(text), maxLength)
    .replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll(/["&'<>]/g, character => entities[character] ?? '')
}

type TestOutcome = 'error' | 'failure' | 'passed' | 'skipped'

/** Only what was seen to pass is a passed test, not what a person or Heroku vouches for. */
const outcomeByState: Readonly<Record<EffectiveVerdict | Status, TestOutcome>> = {
  attested: 'skipped',
  fail: 'failure',
  inherited: 'skipped',
  manual: 'skipped',
  'not-applicable': 'skipped',
  pass: 'passed',
  unknown: 'error',
  waived: 'skipped',
}

/** Why a test is skipped, where the state isn't the word for it. */
const skipReasons: Readonly<Partial<Record<EffectiveVerdict | Status, string>>> = {
  manual: 'needs a person',
  'not-applicable': 'not applicable',
}

interface TestCase {
  readonly classname: string
  readonly name: string
  readonly outcome: TestOutcome
  readonly skippedBecause: string
  readonly type: string
  readonly message: string
  readonly details: readonly string[]
}

interface TestSuite {
  readonly name: string
  readonly cases: () => Iterable<TestCase>
  readonly notes: readonly string[]
  readonly properties: Readonly<Record<string, string>>
}

/**
 * JUnit XML as Jenkins and others read it: a suite of the checks of each app, space, team and so on, and one of the
 * controls of each framework. The message of a skipped test begins with why: an open question isn't what doesn't apply.
 */
export const junit = (report: Report): Iterable<Uint8Array> => encodeChunks(documentTexts(report))

function* documentTexts(report: Report): Generator<string> {
  const [first, ...others] = [...checkSuites(report), ...report.frameworks.map(framework => frameworkSuite(framework))]
  const suites = [{...(first ?? emptySuite), notes: reportRemarks(report)}, ...others]
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
  for (const [id, suite] of suites.entries()) yield* suiteTexts(id, suite, report)
  yield '</testsuites>\n'
}

/** A document needs a suite, and notes a place. */
const emptySuite: TestSuite = {cases: () => [], name: 'heroku-compliance', notes: [], properties: {}}

function frameworkSuite(framework: FrameworkResult): TestSuite {
  return {
    cases: () => controlCases(framework),
    name: `${framework.title} ${framework.version}`,
    notes: [],
    properties: nistProperties(framework),
  }
}

function checkSuites(report: Report): TestSuite[] {
  const groups = groupBy(keyedObservations(report), ({observation: {subject}}) => {
    const container = containerOf(subject)
    return container ? `${container.kind} ${container.name}` : 'other resources'
  })
  return [...groups].map(([name, observations]): TestSuite => ({
    cases: () => observations.map(keyedObservation => checkCase(keyedObservation)),
    name,
    notes: [],
    properties: {},
  }))
}

/** The controls of NIST SP 800-53 by the control that relates to them. */
const nistProperties = (framework: FrameworkResult): Record<string, string> =>
  Object.fromEntries(
    framework.controls.flatMap(control => {
      const ids = nistRelations(framework, control).map(([id]) => id)
      return ids.length > 0 ? [[`${nistName} of ${control.id}`, ids.join('; ')]] : []
    }),
  )

function checkCase({isSignal, observation, outcome}: KeyedObservation): TestCase {
  const {
    check,
    remediation,
    severity,
    subject: {id, kind, name},
  } = observation
  return {
    classname: `checks.${check}`,
    message: `${findingTitle(observation)}: ${findingDetails(observation)}`,
    name: `${kind} ${name}${id === name ? '' : ` (${id})`}`,
    details: remediation ? [remediation.text, ...(remediation.commands ?? [])] : [],
    outcome: isSignal ? 'skipped' : outcomeByState[outcome],
    skippedBecause: isSignal ? 'worth a look' : (skipReasons[outcome] ?? outcome),
    type: severity,
  }
}

function* controlCases({controls, id: framework}: FrameworkResult): Generator<TestCase> {
  for (const control of controls) {
    const {id, severity, status, title} = control
    const question = questionWithHint(control)
    yield {
      classname: `controls.${framework.replaceAll('.', '_')}`,
      message: controlReason(control),
      name: `${id} ${title}`,
      details: question === undefined ? [] : [question],
      outcome: outcomeByState[status],
      skippedBecause: isOpenQuestion(control) ? 'open question' : (skipReasons[status] ?? status),
      type: severity,
    }
  }
}

function* suiteTexts(
  id: number,
  {cases, name, notes, properties: suiteProperties}: TestSuite,
  {exit, generatedAt, only, scope, snapshot}: Report,
): Generator<string> {
  const counts = {error: 0, failure: 0, passed: 0, skipped: 0, tests: 0}
  for (const testCase of cases()) {
    counts.tests++
    counts[testCase.outcome]++
  }

  const {error, failure, skipped, tests} = counts
  const properties = {
    scope: `${scope.kind}${scope.name === undefined ? '' : ` ${scope.name}`}`,
    ...(only ? {only: only.join(', ')} : {}),
    snapshot: snapshot.sha256,
    exit: `${exit.code}: ${exit.reason}`,
    ...suiteProperties,
  }
  const attributes = {
    id,
    package: 'heroku-compliance',
    name,
    timestamp: generatedAt.slice(0, 19),
    hostname: 'localhost',
    tests,
    failures: failure,
    errors: error,
    skipped,
    time: 0,
  }
  yield `  <testsuite ${attributeTexts(attributes)}>\n`
  yield `    <properties>\n${Object.entries(properties)
    .map(([key, value]) => `      <property name="${escapeXml(key)}" value="${escapeXml(value)}"/>\n`)
    .join('')}    </properties>\n`
  for (const testCase of cases()) yield caseText(testCase)
  yield '    <system-out>'
  for (const note of notes) yield `${escapeXml(note)}\n`
  yield '</system-out>\n    <system-err></system-err>\n  </testsuite>\n'
}

const attributeTexts = (attributes: Readonly<Record<string, number | string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}="${escapeXml(String(value))}"`)
    .join(' ')

function caseText({classname, details, message, name, outcome, skippedBecause, type}: TestCase): string {
  const openingTag = `    <testcase classname="${escapeXml(classname)}" name="${escapeXml(name)}" time="0"`
  if (outcome === 'passed') return `${openingTag}/>\n`
  if (outcome === 'skipped')
    return `${openingTag}><skipped ${attributeTexts({message: `${skippedBecause}: ${message}`})}/></testcase>\n`
  const body = [message, ...details].map(line => escapeXml(line)).join('\n')
  return `${openingTag}><${outcome} ${attributeTexts({type, message})}>${body}</${outcome}></testcase>\n`
}
