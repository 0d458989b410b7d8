import type {Status} from '../../model/framework.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {Outcome} from '../text/finding-text.js'

import {encoded} from '../text/json-chunks.js'
import {cut, plain} from '../../foundation/plain-text.js'
import {claim, controlText, observed, remarks, seenText} from '../text/finding-text.js'

const longest = 2000

/** Text as XML 1.0 allows it, in an attribute too. */
function xml(text: string): string {
  const names: Readonly<Record<string, string>> = {'"': '&quot;', '&': '&amp;', '<': '&lt;', '>': '&gt;', "'": '&apos;'}
  return cut(plain(text), longest)
    .replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll(/["&'<>]/g, mark => names[mark] ?? '')
}

type End = 'error' | 'failure' | 'passed' | 'skipped'

/** What nobody saw to hold is no passed test, whoever vouches for it. */
const ends: Readonly<Record<Outcome | Status, End>> = {
  attested: 'skipped',
  fail: 'failure',
  inherited: 'skipped',
  manual: 'skipped',
  'not-applicable': 'skipped',
  pass: 'passed',
  unknown: 'error',
  waived: 'skipped',
}

interface Case {
  readonly state: Outcome | Status
  /** Set where a failure is merely worth a look. */
  readonly isAside?: boolean
  readonly classname: string
  readonly name: string
  readonly type: string
  readonly message: string
  readonly more: readonly string[]
}

/** What breaches no control fails no test. */
const endOf = ({isAside, state}: Pick<Case, 'isAside' | 'state'>): End => (isAside ? 'skipped' : ends[state])

interface Suite {
  readonly name: string
  readonly cases: () => Iterable<Case>
  readonly notes: readonly string[]
}

/**
 * JUnit XML as Jenkins and others read it: a suite of every check on every subject, and one of the controls of each
 * framework. Why a test was skipped is in the output of its suite, for strict readers allow it nowhere else.
 */
export const junit = (report: Report): Iterable<Uint8Array> => encoded(document(report))

function* document(report: Report): Generator<string> {
  const suites: Suite[] = [
    {cases: () => casesOfChecks(report), name: 'checks', notes: remarks(report)},
    ...report.frameworks.map((framework): Suite => ({
      cases: () => casesOfControls(framework),
      name: `${framework.title} ${framework.version}`,
      notes: [],
    })),
  ]
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
  for (const [id, suite] of suites.entries()) yield* suiteText(id, suite, report)
  yield '</testsuites>\n'
}

function* casesOfChecks(report: Report): Generator<Case> {
  for (const {isAside, observation, outcome} of observed(report)) {
    const {
      check,
      remediation,
      severity,
      subject: {id, kind, name},
    } = observation
    yield {
      classname: `checks.${check}`,
      isAside,
      message: `${claim(observation)}: ${seenText(observation)}`,
      name: `${kind} ${name}${id === name ? '' : ` (${id})`}`,
      more: remediation ? [remediation.text, ...(remediation.commands ?? [])] : [],
      state: outcome,
      type: severity,
    }
  }
}

function* casesOfControls({controls, id: framework}: FrameworkResult): Generator<Case> {
  for (const control of controls) {
    const {id, question, severity, status, title} = control
    yield {
      classname: `controls.${framework.replaceAll('.', '_')}`,
      message: controlText(control),
      name: `${id} ${title}`,
      more: question === undefined ? [] : [question],
      state: status,
      type: severity,
    }
  }
}

function* suiteText(
  id: number,
  {cases, name, notes}: Suite,
  {exit, generatedAt, scope, snapshot}: Report,
): Generator<string> {
  const counts = {error: 0, failure: 0, passed: 0, skipped: 0, tests: 0}
  for (const one of cases()) {
    counts.tests++
    counts[endOf(one)]++
  }

  const {error, failure, skipped, tests} = counts
  const properties = {
    scope: `${scope.kind}${scope.name === undefined ? '' : ` ${scope.name}`}`,
    snapshot: snapshot.sha256,
    exit: `${exit.code}: ${exit.reason}`,
  }
  yield `  <testsuite id="${id}" package="heroku-compliance" name="${xml(name)}" timestamp="${generatedAt.slice(0, 19)}" hostname="localhost" tests="${tests}" failures="${failure}" errors="${error}" skipped="${skipped}" time="0">\n`
  yield `    <properties>\n${Object.entries(properties)
    .map(([key, value]) => `      <property name="${key}" value="${xml(value)}"/>\n`)
    .join('')}    </properties>\n`
  for (const one of cases()) yield caseText(one)
  yield '    <system-out>'
  for (const note of notes) yield `${xml(note)}\n`
  for (const one of cases()) if (endOf(one) === 'skipped') yield skippedText(one)
  yield '</system-out>\n    <system-err></system-err>\n  </testsuite>\n'
}

const skippedText = ({classname, isAside, message, name, state}: Case): string =>
  `${isAside ? 'worth a look' : state}: ${xml(`${classname} ${name}`)}: ${xml(message)}\n`

function caseText(one: Case): string {
  const {classname, message, more, name, type} = one
  const open = `    <testcase classname="${xml(classname)}" name="${xml(name)}" time="0"`
  const end = endOf(one)
  if (end === 'passed') return `${open}/>\n`
  if (end === 'skipped') return `${open}><skipped/></testcase>\n`
  return `${open}><${end} type="${type}" message="${xml(message)}">${[message, ...more].map(line => xml(line)).join('\n')}</${end}></testcase>\n`
}
