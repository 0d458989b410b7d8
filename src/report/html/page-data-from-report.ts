import type {Observation} from '../../model/observation.js'
import type {ControlResult, FrameworkResult, Report} from '../../model/report.js'
import type {
  ObservationRow,
  PageCause,
  PageCheck,
  PageControl,
  PageData,
  PageFramework,
  PageOutcome,
  PageSubject,
} from './page-data.js'

import {enforcedText, proposalText} from '../text/control-text.js'
import {answersOf, waiverOf} from '../text/decisions.js'
import {truncate, sanitizePlainText} from '../../foundation/plain-text.js'
import {factDetails, keyedObservations, subjectWithKind} from '../text/finding-text.js'
import {unknownCauses} from '../text/unknown-causes.js'
import {factText, placeholderList} from '../text/labels.js'
import {checkTrack} from '../text/tracks.js'
import {familiesOf} from '../text/control-family.js'
import {checkKey, pageChecks} from './page-data-checks.js'
import {outcomes} from './page-data.js'

/** How many facts of a question are in the page. */
const factLimit = 100
const longestText = 3000

const text = (value: string) => truncate(sanitizePlainText(value), longestText)

interface Index<T> {
  readonly values: T[]
  /** The index of a value, which is made where its key is new. */
  readonly indexOf: (key: string, make: () => T) => number
}

function createIndex<T>(): Index<T> {
  const indexes = new Map<string, number>()
  const values: T[] = []
  return {
    indexOf(key, make) {
      const index = indexes.get(key) ?? values.push(make()) - 1
      indexes.set(key, index)
      return index
    },
    values,
  }
}

/** The report as the page lists it: all of it, except for texts that are very long and facts beyond the first 100. */
export function buildPageData(report: Report): PageData {
  const checks = pageChecks(report)
  const checkIndexes = new Map([...checks.keys()].map((key, index) => [key, index]))
  const causes = unknownCauses(report).filter(({observations}) => observations.length > 0)
  const texts = createIndex<string>()
  const subjects = createIndex<PageSubject>()
  const refs = createIndex<PageData['refs'][number]>()
  const details = detailIndexes(checks, causes)
  const controlRefs = refResolver(report)
  const spacesByApp = appSpaces(report)
  const rows = [...keyedObservations(report)].map(
    ({isSignal, observation, outcome: reportedOutcome}): ObservationRow => {
      const outcome = isSignal ? 'signal' : reportedOutcome
      const {controls, signals, subject} = observation
      const seen = seenText(observation, outcome)
      return [
        checkIndexes.get(checkKey(observation)) ?? 0,
        subjects.indexOf(JSON.stringify(subject), () => pageSubject(subject, spacesByApp)),
        outcomes.indexOf(outcome),
        texts.indexOf(seen, () => text(seen)),
        refs.indexOf(JSON.stringify([controls, signals]), () => controlRefs(observation)),
        details.indexOf[outcome](observation),
      ]
    },
  )
  return {
    causes: causes.map(pageCause),
    checks: [...checks.values()],
    commands: details.commands,
    frameworks: report.frameworks.map(pageFramework),
    held: checkTrack(report).color === 'pass' ? [report.only ? 'Every chosen check' : 'Every check'] : [],
    refs: refs.values,
    rows,
    subjects: subjects.values,
    texts: texts.values,
    waivers: details.waivers,
  }
}

type Cause = ReturnType<typeof unknownCauses>[number]

const pageCause = ({details, needs, requests, title}: Cause): PageCause => ({
  needs: text(needs ?? ''),
  reasons: details.map(text),
  requests: requests.map(({path}) => text(path)),
  title: text(title),
})

function seenText(observation: Observation, outcome: PageOutcome): string {
  if (outcome !== 'waived') return factDetails(observation)
  return `${observation.verdict === 'fail' ? 'fails' : 'unknown'}: ${factDetails(observation)}`
}

/** The last index of a row by its outcome, and the lists that it's of. */
function detailIndexes(checks: ReadonlyMap<string, PageCheck>, causes: readonly Cause[]) {
  const commands = createIndex<readonly string[]>()
  const waivers = createIndex<PageData['waivers'][number]>()
  const causeIndexes = new Map(
    causes.flatMap(({observations}, index) => observations.map(observation => [observation, index] as const)),
  )
  const commandsOf = (observation: Observation) => {
    const {commands: given = [], text: fix = ''} = observation.remediation ?? {}
    // The page states one fix for each check: another one is a comment above its commands.
    const shown = checks.get(checkKey(observation))?.remediation ?? fix
    const lines = [...(shown === fix ? [] : [`# ${fix}`]), ...given]
    return commands.indexOf(JSON.stringify(lines), () => lines.map(text))
  }
  const indexOf: Readonly<Record<PageOutcome, (observation: Observation) => number>> = {
    fail: commandsOf,
    'not-applicable': () => 0,
    pass: () => 0,
    signal: commandsOf,
    unknown: observation => causeIndexes.get(observation) ?? 0,
    waived(observation) {
      const waiver = waiverOf(observation)
      return waiver ? waivers.indexOf(JSON.stringify(waiver), () => waiver) : 0
    },
  }
  return {commands: commands.values, indexOf, waivers: waivers.values}
}

/** Turns the controls and signals of an observation into indexes; controls that aren't in the report are left out. */
function refResolver({frameworks}: Report): (observation: Observation) => PageData['refs'][number] {
  const indexes = new Map(
    frameworks.flatMap((framework, frameworkIndex) =>
      framework.controls.map(
        ({id}, controlIndex) => [JSON.stringify([framework.id, id]), [frameworkIndex, controlIndex] as const] as const,
      ),
    ),
  )
  const resolve = (refs: Observation['controls']) =>
    refs.flatMap(({control, framework}) => {
      const ref = indexes.get(JSON.stringify([framework, control]))
      return ref ? [ref] : []
    })
  return ({controls, signals = []}) => [
    ...resolve(controls),
    ...resolve(signals).map(([framework, control]) => [framework, control, 1] as const),
  ]
}

const appSpaces = ({observations}: Report): ReadonlyMap<string, string> =>
  new Map(
    observations.flatMap(({subject: {kind, name, space}}) =>
      kind === 'app' && space !== undefined ? [[name, space] as const] : [],
    ),
  )

function pageSubject(subject: Observation['subject'], spacesByApp: ReadonlyMap<string, string>): PageSubject {
  const {app, id, kind, name} = subject
  const isList = placeholderList(subject) !== undefined
  const appName = kind === 'app' && !isList ? name : app
  const spaceName = subject.space ?? (kind === 'space' && !isList ? name : spacesByApp.get(appName ?? ''))
  return {
    app: text(appName ?? ''),
    id: sanitizePlainText(id),
    kind,
    owner: text(appName ?? ownerText(subject, spaceName)),
    space: text(spaceName ?? ''),
    ...dashboardEntry(subject),
    text: text(subjectWithKind(subject)),
  }
}

/** What decides the page of the Dashboard that shows the subject, besides its names. */
function dashboardEntry({
  kind,
  name,
  placeholder,
  team,
}: Observation['subject']): Pick<PageSubject, 'isUnseen' | 'team'> {
  if (placeholder) return {isUnseen: true}
  const teamName = kind === 'team' ? name : team
  const isShown = kind === 'team' || kind === 'member' || kind === 'invitation'
  return isShown && teamName !== undefined ? {team: text(teamName)} : {}
}

/** The owner of a subject that belongs to no app. */
function ownerText(subject: Observation['subject'], space: string | undefined): string {
  const {kind, name, placeholder, team} = subject
  if (placeholder) return subjectWithKind(subject)
  if (space !== undefined) return `space ${space}`
  if (kind === 'team') return `team ${name}`
  if (team !== undefined) return `team ${team}`
  return kind === 'pipeline' ? `pipeline ${name}` : 'account'
}

function pageFramework({controls, families: titles, id, title, version}: FrameworkResult): PageFramework {
  const families = familiesOf(controls.map(control => control.id))
  const familyTitles = Object.entries(titles ?? {}).map(([family, familyTitle]) => [text(family), text(familyTitle)])
  return {
    controls: controls.map((control, index) => pageControl(control, families[index] ?? control.id)),
    ...(titles ? {familyTitles: Object.fromEntries(familyTitles) as Record<string, string>} : {}),
    id,
    name: text(`${title} ${version}`),
  }
}

function pageControl(control: ControlResult, family: string): PageControl {
  const {askedAs, documents = [], facts = [], id, kind, proposals, question = '', reason} = control
  const {responsibility, severity, status, title} = control
  const enforced = enforcedText(control)
  return {
    answers: answersOf(control),
    ...(askedAs ? {askedAs} : {}),
    documents,
    ...(enforced === undefined ? {} : {enforced: text(enforced)}),
    factCount: facts.length,
    facts: facts.slice(0, factLimit).map(fact => text(factText(fact))),
    family: text(family),
    id,
    kind,
    ...(proposals ? {proposals: proposals.map(proposal => text(proposalText(proposal)))} : {}),
    question: text(question),
    reason: text(reason),
    responsibility,
    severity,
    status,
    title: text(title),
  }
}
