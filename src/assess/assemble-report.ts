import type {Control, DataClass, Framework, Severity} from '../model/framework.js'
import type {FieldGap, Judgement, MissingField, Observation, Verdict} from '../model/observation.js'
import type {CompiledCheck, Remediation} from '../model/check.js'
import type {Report} from '../model/report.js'
import type {Subject} from '../model/subject.js'

import {severities} from '../model/framework.js'
import {isSignalFailure, verdicts} from '../model/observation.js'
import {memoize} from '../foundation/memoize.js'

type SubjectJudgement = Judgement & {readonly check: CompiledCheck; readonly subject: Subject}

export type ControlsByCheck = ReadonlyMap<string, Observation['controls']>

/** In the order of the frameworks. */
function groupControlsByCheck(
  frameworks: readonly Framework[],
  isDecidable: (control: Control) => boolean,
  checksOf: (control: Control) => readonly string[],
): ControlsByCheck {
  const found = new Map<string, Array<Observation['controls'][number]>>()
  for (const {controls, id} of frameworks)
    for (const control of controls.filter(isDecidable))
      for (const check of checksOf(control)) {
        found.set(check, [...(found.get(check) ?? []), {control: control.id, framework: id}])
      }

  return found
}

/** The controls that name each check, by what they make of it. */
export interface CheckReferences {
  readonly controls: ControlsByCheck
  readonly signals: ControlsByCheck
  readonly boundaries: ControlsByCheck
}

/** Which controls name each check, and where. */
export const referencesByCheck = (
  frameworks: readonly Framework[],
  isDecidable: (control: Control) => boolean,
): CheckReferences => ({
  boundaries: groupControlsByCheck(frameworks, isDecidable, ({boundary = []}) => boundary),
  controls: groupControlsByCheck(frameworks, isDecidable, ({checks}) => checks),
  signals: groupControlsByCheck(frameworks, isDecidable, ({signals = []}) => signals),
})

/** Whom controls are about. */
interface ControlApplicability {
  /** The class of data that decides it; undefined where a control is about all. */
  readonly dataClassOfRef: (ref: Observation['controls'][number]) => DataClass | undefined
  readonly includesSubject: (dataClass: DataClass | undefined, subject: Subject) => boolean
}

/**
 * Judgements in the words of the report.
 *
 * @param applicability which subjects are in scope for which controls
 */
export function toObservations(
  judgements: readonly SubjectJudgement[],
  {boundaries, controls, signals}: CheckReferences,
  applicability: ControlApplicability,
): Observation[] {
  const subjectOf = memoize(reportedSubject, subject => subject)
  const found: Observation[] = []
  const [controlsFor, boundariesFor, signalsFor] = [
    selectControls(controls, applicability),
    selectControls(boundaries, applicability),
    selectControls(signals, applicability),
  ]
  const isReferenced = (check: string) => [boundaries, controls, signals].some(references => references.has(check))
  for (const judgement of judgements) {
    const {
      check: {id},
      subject,
    } = judgement
    const refs = {controls: controlsFor(id, subject), signals: signalsFor(id, subject)}
    // Of a subject that is out of scope for all that the check is for, nothing is said.
    if (refs.controls.length + refs.signals.length === 0 && isReferenced(id) && boundariesFor(id, subject).length === 0)
      continue
    found.push(toObservation(judgement, subjectOf(subject), refs))
  }

  return found
}

/** The controls of a check that are about a subject: the same list for all subjects that the same are about. */
function selectControls(
  controlsByCheck: ControlsByCheck,
  {dataClassOfRef, includesSubject}: ControlApplicability,
): (check: string, subject: Subject) => Observation['controls'] {
  const selectors = new Map(
    [...controlsByCheck].map(([check, refs]) => {
      const classes = [...new Set(refs.map(ref => dataClassOfRef(ref)))].filter(name => name !== undefined)
      const refsWithout = memoize(
        (excluded: ReadonlyArray<DataClass | undefined>) => refs.filter(ref => !excluded.includes(dataClassOfRef(ref))),
        out => out.join(' '),
      )
      return [
        check,
        (subject: Subject) => {
          const excluded = classes.filter(name => !includesSubject(name, subject))
          return excluded.length === 0 ? refs : refsWithout(excluded)
        },
      ]
    }),
  )
  return (check, subject) => selectors.get(check)?.(subject) ?? []
}

function reportedSubject({app, id, kind, name, placeholder, space, team}: Subject): Observation['subject'] {
  return {
    id,
    kind,
    name,
    ...(app === undefined ? {} : {app}),
    ...(space === undefined ? {} : {space}),
    ...(team === undefined ? {} : {team}),
    ...(placeholder ? {placeholder: true} : {}),
  }
}

function toObservation(
  judgement: SubjectJudgement,
  reported: Observation['subject'],
  {controls, signals}: Pick<Required<Observation>, 'controls' | 'signals'>,
): Observation {
  const {
    check: {failureTitle, id: check, remediation, severity, title},
    subject,
    verdict,
  } = judgement
  const refs = {controls, ...(signals.length > 0 ? {signals} : {})}
  if (verdict === 'fail')
    return {
      check,
      title,
      failureTitle,
      subject: reported,
      verdict,
      severity,
      because: judgement.because,
      remediation: fillRemediation(remediation, subject),
      ...refs,
    }
  if (verdict === 'unknown')
    return {check, title, subject: reported, verdict, severity, gaps: judgement.gaps.map(gap => fieldGap(gap)), ...refs}
  return {check, title, subject: reported, verdict, severity, ...refs}
}

const fieldGap = ({field, gap: {detail, path, reason}}: MissingField): FieldGap => ({
  field,
  reason,
  ...(detail === undefined ? {} : {detail}),
  ...(path === undefined ? {} : {path}),
})

/** The check's remedy with the subject's own names; a command that names what the subject has not is left out. */
function fillRemediation({commands, text, url}: Remediation, subject: Subject): Remediation {
  const filledCommands = (commands ?? []).flatMap(command => {
    const filled = command.replaceAll(
      /\{(\w+)\}/g,
      (_, name: string) => shellQuote(placeholderValue(subject, name)) ?? '{}',
    )
    return filled.includes('{}') ? [] : [filled]
  })
  return {text, ...(filledCommands.length > 0 ? {commands: filledCommands} : {}), ...(url ? {url} : {})}
}

function placeholderValue(subject: Subject, name: string): string | undefined {
  if (name === 'app' || name === 'id' || name === 'name' || name === 'space' || name === 'team')
    return subject[name] ?? (name === subject.kind ? subject.name : undefined)
  if (name === 'attachment') return subject.name.slice(subject.name.indexOf('/') + 1)
  const fieldValue = subject.fields[name]?.()
  return fieldValue && 'value' in fieldValue ? String(fieldValue.value) : undefined
}

/** Safe as one word of a shell. */
function shellQuote(word: string | undefined): string | undefined {
  if (word === undefined) return undefined
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/**
 * Counts of observations by verdict, and of failures by severity; those that a waiver covers are counted apart. Of the
 * failures, `signals` are merely worth a look.
 */
export function summarize(observations: readonly Observation[]): Report['summary'] {
  const unwaived = observations.filter(({waiver}) => !waiver)
  const count = (verdict: Verdict) => unwaived.filter(observation => observation.verdict === verdict).length
  const countFailures = (severity: Severity) =>
    unwaived.filter(observation => observation.verdict === 'fail' && observation.severity === severity).length
  return {
    ...(Object.fromEntries(verdicts.map(verdict => [verdict, count(verdict)])) as Record<Verdict, number>),
    waived: observations.length - unwaived.length,
    signals: observations.filter(isSignalFailure).length,
    failBySeverity: Object.fromEntries(severities.map(severity => [severity, countFailures(severity)])) as Record<
      Severity,
      number
    >,
  }
}
