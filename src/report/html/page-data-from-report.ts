import type {Observation} from '../../model/observation.js'
import type {ControlResult, FrameworkResult, Report} from '../../model/report.js'
import type {Value} from '../../model/subject.js'
import type {ObservationRow, PageData, PageControl, PageFramework, PageOutcome, PageSubject} from './page-data.js'

import {answersOf, waiverOf} from '../text/decisions.js'
import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'
import {factDetails, keyedObservations, subjectWithKind} from '../text/finding-text.js'
import {unknownCauses} from '../text/unknown-causes.js'
import {fieldLabel, placeholderList, valueText} from '../text/labels.js'
import {familiesOf} from './family.js'
import {checkKey, pageChecks} from './page-data-checks.js'
import {outcomes} from './page-data.js'

/** Of the facts that belong to a question, so many are in the page. */
const factLimit = 100
const longestText = 2000

const text = (value: string) => truncate(sanitizePlainText(value), longestText)

/** Gives each thing a number, the same to what is the same. */
function createIndex<T>(): {readonly values: T[]; readonly indexOf: (key: string, make: () => T) => number} {
  const indexes = new Map<string, number>()
  const values: T[] = []
  return {
    values,
    indexOf(key, make) {
      const index = indexes.get(key) ?? values.push(make()) - 1
      indexes.set(key, index)
      return index
    },
  }
}

/** The report as a page lists it. Nothing of an observation or a control is left out but facts beyond a hundred to a question. */
export function buildPageData(report: Report): PageData {
  const checks = pageChecks(report)
  const checkIndexes = new Map([...checks.keys()].map((key, index) => [key, index]))
  const openCauses = unknownCauses(report).filter(({observations}) => observations.length > 0)
  const causeIndexes = new Map(
    openCauses.flatMap(({observations}, index) => observations.map(observation => [observation, index] as const)),
  )
  const textIndex = createIndex<string>()
  const indexText = (value: string) => textIndex.indexOf(value, () => text(value))
  const commandIndex = createIndex<readonly string[]>()
  const subjectIndex = createIndex<PageSubject>()
  const waiverIndex = createIndex<PageData['waivers'][number]>()
  const refIndex = createIndex<PageData['refs'][number]>()
  const controlIndexes = new Map(
    report.frameworks.flatMap((framework, frameworkIndex) =>
      framework.controls.map(
        ({id}, controlIndex) => [JSON.stringify([framework.id, id]), [frameworkIndex, controlIndex] as const] as const,
      ),
    ),
  )
  const knownRefs = (refList: Observation['controls']) =>
    refList.flatMap(({control, framework}) => {
      const indexes = controlIndexes.get(JSON.stringify([framework, control]))
      return indexes ? [indexes] : []
    })
  const spacesByApp = new Map(
    report.observations.flatMap(({subject: {kind, name, space}}) =>
      kind === 'app' && space !== undefined ? [[name, space] as const] : [],
    ),
  )

  const indexCommands = ({remediation: {commands: commandLines = []} = {text: ''}}: Observation) =>
    commandIndex.indexOf(JSON.stringify(commandLines), () => commandLines.map(command => text(command)))
  const extraIndex: Readonly<Record<PageOutcome, (observation: Observation) => number>> = {
    fail: indexCommands,
    'not-applicable': () => 0,
    pass: () => 0,
    signal: indexCommands,
    unknown: observation => causeIndexes.get(observation) ?? 0,
    waived(observation) {
      const waiver = waiverOf(observation)
      return waiver ? waiverIndex.indexOf(JSON.stringify(waiver), () => waiver) : 0
    },
  }
  const rows = [...keyedObservations(report)].map(
    ({isSignal, observation, outcome: reportedOutcome}): ObservationRow => {
      const {subject} = observation
      const outcome = isSignal ? 'signal' : reportedOutcome
      return [
        checkIndexes.get(checkKey(observation)) ?? 0,
        subjectIndex.indexOf(JSON.stringify(subject), () => pageSubject(subject, spacesByApp)),
        outcomes.indexOf(outcome),
        indexText(
          outcome === 'waived'
            ? `${observation.verdict === 'fail' ? 'fails' : 'not known'}: ${factDetails(observation)}`
            : factDetails(observation),
        ),
        refIndex.indexOf(JSON.stringify([observation.controls, observation.signals]), () => [
          ...knownRefs(observation.controls),
          ...knownRefs(observation.signals ?? []).map(([framework, control]) => [framework, control, 1] as const),
        ]),
        extraIndex[outcome](observation),
      ]
    },
  )
  return {
    causes: openCauses.map(({details, needs, requests, title}) => ({
      asked: requests.map(({path}) => text(path)),
      because: details.map(detail => text(detail)),
      helps: text(needs ?? ''),
      title: text(title),
    })),
    checks: [...checks.values()],
    commands: commandIndex.values,
    frameworks: report.frameworks.map(framework => pageFramework(framework)),
    refs: refIndex.values,
    rows,
    subjects: subjectIndex.values,
    texts: textIndex.values,
    waivers: waiverIndex.values,
  }
}

function pageSubject(subject: Observation['subject'], spacesByApp: ReadonlyMap<string, string>): PageSubject {
  const {app, id, kind, name, placeholder, space, team} = subject
  const isList = placeholderList(subject) !== undefined
  const appName = kind === 'app' && !isList ? name : app
  const spaceName =
    space ?? (kind === 'space' && !isList ? name : appName === undefined ? undefined : spacesByApp.get(appName))
  const owner =
    appName ??
    (isList || placeholder
      ? subjectWithKind(subject)
      : spaceName !== undefined
        ? `space ${spaceName}`
        : kind === 'team'
          ? `team ${name}`
          : team !== undefined
            ? `team ${team}`
            : kind === 'pipeline'
              ? `pipeline ${name}`
              : 'account')
  return {
    app: text(appName ?? ''),
    id: sanitizePlainText(id),
    kind,
    owner: text(owner),
    space: text(spaceName ?? ''),
    text: text(subjectWithKind(subject)),
  }
}

function pageFramework({controls, id, title, version}: FrameworkResult): PageFramework {
  const families = familiesOf(controls.map(control => control.id))
  return {
    controls: controls.map((control, index) => pageControl(control, families[index] ?? control.id)),
    id,
    name: text(`${title} ${version}`),
  }
}

function pageControl(control: ControlResult, family: string): PageControl {
  const {documents = [], facts = [], id, kind, question = '', reason, responsibility, severity, status, title} = control
  return {
    allFacts: facts.length,
    answers: answersOf(control),
    documents,
    facts: facts.slice(0, factLimit).map(fact => text(factText(fact))),
    family: text(family),
    id,
    kind,
    question: text(question),
    reason: text(reason),
    responsibility,
    severity,
    status,
    title: text(title),
  }
}

function factText({subject, ...fields}: Readonly<Record<string, Value>>): string {
  const description = Object.entries(fields)
    .map(([field, value]) => `${fieldLabel(field)}: ${valueText(value)}`)
    .join('; ')
  return subject === undefined ? description : `${valueText(subject)} - ${description}`
}
