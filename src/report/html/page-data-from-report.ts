import type {Observation} from '../../model/observation.js'
import type {ControlResult, FrameworkResult, Report} from '../../model/report.js'
import type {Value} from '../../model/subject.js'
import type {Row, Sheet, SheetControl, SheetFramework, SheetOutcome, SheetSubject} from './page-data.js'

import {answersOf, waiverOf} from '../text/decisions.js'
import {cut, plain} from '../../foundation/plain-text.js'
import {factsText, observed, subjectText} from '../text/finding-text.js'
import {causes} from '../terminal/unknowns.js'
import {label, ownerOf, valueText} from '../text/labels.js'
import {familiesOf} from './family.js'
import {checkKey, sheetChecks} from './page-data-checks.js'
import {outcomes} from './page-data.js'

/** Of the facts that belong to a question, so many are in the page. */
const mostFacts = 100
const longest = 2000

const text = (from: string) => cut(plain(from), longest)

/** Gives each thing a number, the same to what is the same. */
function numbered<T>(): {readonly all: T[]; readonly of: (key: string, make: () => T) => number} {
  const known = new Map<string, number>()
  const all: T[] = []
  return {
    all,
    of(key, make) {
      const found = known.get(key) ?? all.push(make()) - 1
      known.set(key, found)
      return found
    },
  }
}

/** The report as a page lists it. Nothing of an observation or a control is left out but facts beyond a hundred to a question. */
export function sheetOf(report: Report): Sheet {
  const checks = sheetChecks(report)
  const numberOf = new Map([...checks.keys()].map((key, index) => [key, index]))
  const known = causes(report).filter(({observations}) => observations.length > 0)
  const causeOf = new Map(known.flatMap(({observations}, index) => observations.map(one => [one, index] as const)))
  const texts = numbered<string>()
  const word = (own: string) => texts.of(own, () => text(own))
  const commands = numbered<readonly string[]>()
  const subjects = numbered<SheetSubject>()
  const waivers = numbered<Sheet['waivers'][number]>()
  const refs = numbered<Sheet['refs'][number]>()
  const controls = new Map(
    report.frameworks.flatMap((framework, index) =>
      framework.controls.map(({id}, at) => [JSON.stringify([framework.id, id]), [index, at] as const] as const),
    ),
  )
  const refsOf = (named: Observation['controls']) =>
    named.flatMap(({control, framework}) => {
      const found = controls.get(JSON.stringify([framework, control]))
      return found ? [found] : []
    })
  const spaceOf = new Map(
    report.observations.flatMap(({subject: {kind, name, space}}) =>
      kind === 'app' && space !== undefined ? [[name, space] as const] : [],
    ),
  )

  const commandsOf = ({remediation: {commands: own = []} = {text: ''}}: Observation) =>
    commands.of(JSON.stringify(own), () => own.map(one => text(one)))
  const more: Readonly<Record<SheetOutcome, (one: Observation) => number>> = {
    fail: commandsOf,
    'not-applicable': () => 0,
    pass: () => 0,
    signal: commandsOf,
    unknown: one => causeOf.get(one) ?? 0,
    waived(one) {
      const waiver = waiverOf(one)
      return waiver ? waivers.of(JSON.stringify(waiver), () => waiver) : 0
    },
  }
  const rows = [...observed(report)].map(({isAside, observation: one, outcome: state}): Row => {
    const {subject} = one
    const outcome = isAside ? 'signal' : state
    return [
      numberOf.get(checkKey(one)) ?? 0,
      subjects.of(JSON.stringify(subject), () => sheetSubject(subject, spaceOf)),
      outcomes.indexOf(outcome),
      word(
        outcome === 'waived' ? `${one.verdict === 'fail' ? 'fails' : 'not known'}: ${factsText(one)}` : factsText(one),
      ),
      refs.of(JSON.stringify([one.controls, one.signals]), () => [
        ...refsOf(one.controls),
        ...refsOf(one.signals ?? []).map(([framework, control]) => [framework, control, 1] as const),
      ]),
      more[outcome](one),
    ]
  })
  return {
    causes: known.map(({details, needs, requests, title}) => ({
      asked: requests.map(({path}) => text(path)),
      because: details.map(one => text(one)),
      helps: text(needs ?? ''),
      title: text(title),
    })),
    checks: [...checks.values()],
    commands: commands.all,
    frameworks: report.frameworks.map(framework => sheetFramework(framework)),
    refs: refs.all,
    rows,
    subjects: subjects.all,
    texts: texts.all,
    waivers: waivers.all,
  }
}

function sheetSubject(subject: Observation['subject'], spaceOf: ReadonlyMap<string, string>): SheetSubject {
  const {app, id, kind, name, placeholder, space, team} = subject
  const isList = ownerOf(subject) !== undefined
  const own = kind === 'app' && !isList ? name : app
  const around = space ?? (kind === 'space' && !isList ? name : own === undefined ? undefined : spaceOf.get(own))
  const owner =
    own ??
    (isList || placeholder
      ? subjectText(subject)
      : around !== undefined
        ? `space ${around}`
        : kind === 'team'
          ? `team ${name}`
          : team !== undefined
            ? `team ${team}`
            : kind === 'pipeline'
              ? `pipeline ${name}`
              : 'account')
  return {
    app: text(own ?? ''),
    id: plain(id),
    kind,
    owner: text(owner),
    space: text(around ?? ''),
    text: text(subjectText(subject)),
  }
}

function sheetFramework({controls, id, title, version}: FrameworkResult): SheetFramework {
  const families = familiesOf(controls.map(control => control.id))
  return {
    controls: controls.map((control, index) => sheetControl(control, families[index] ?? control.id)),
    id,
    name: text(`${title} ${version}`),
  }
}

function sheetControl(control: ControlResult, family: string): SheetControl {
  const {documents = [], facts = [], id, kind, question = '', reason, responsibility, severity, status, title} = control
  return {
    allFacts: facts.length,
    answers: answersOf(control),
    documents,
    facts: facts.slice(0, mostFacts).map(fact => text(factText(fact))),
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

function factText({subject, ...rest}: Readonly<Record<string, Value>>): string {
  const said = Object.entries(rest)
    .map(([field, value]) => `${label(field)}: ${valueText(value)}`)
    .join('; ')
  return subject === undefined ? said : `${valueText(subject)} - ${said}`
}
