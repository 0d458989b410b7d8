import type {Control, DataClass, Framework} from '../model/framework.js'
import type {FieldGap, MissingField, Observation} from '../model/observation.js'
import type {Subject} from '../model/subject.js'
import type {Applicability} from './applicability.js'
import type {SubjectJudgement} from './judge.js'

import {memoize} from '../foundation/memoize.js'
import {fillRemediation} from './fill-remediation.js'

/** By the id of a check. */
type ControlsByCheck = ReadonlyMap<string, Observation['controls']>

/** The controls that name each check, by what they make of its failure. */
export interface CheckReferences {
  readonly controls: ControlsByCheck
  readonly signals: ControlsByCheck
  readonly boundaries: ControlsByCheck
}

/**
 * Which controls name each check, and as what.
 *
 * @param isDecidable whether the checks of a control speak for it
 */
export const referencesByCheck = (
  frameworks: readonly Framework[],
  isDecidable: (control: Control) => boolean,
): CheckReferences => ({
  boundaries: groupControlsByCheck(frameworks, isDecidable, ({boundary = []}) => boundary),
  controls: groupControlsByCheck(frameworks, isDecidable, ({checks}) => checks),
  signals: groupControlsByCheck(frameworks, isDecidable, ({signals = []}) => signals),
})

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

/**
 * Judgements as the report has them: plain data, each with the controls that it counts for.
 *
 * @param caller the email address of the account that reads
 */
export function toObservations(
  judgements: readonly SubjectJudgement[],
  {boundaries, controls, signals}: CheckReferences,
  applicability: Applicability,
  caller?: string,
): Observation[] {
  const subjectOf = memoize(reportedSubject, subject => subject)
  const observations: Observation[] = []
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
    // A subject that is out of scope for every control of the check isn't reported.
    if (refs.controls.length + refs.signals.length === 0 && isReferenced(id) && boundariesFor(id, subject).length === 0)
      continue
    observations.push(toObservation(judgement, subjectOf(subject), refs, caller))
  }

  return observations
}

/** The controls of a check that include a subject: one list for all subjects with the same controls. */
function selectControls(
  controlsByCheck: ControlsByCheck,
  {dataClassOfRef, includesSubject}: Applicability,
): (check: string, subject: Subject) => Observation['controls'] {
  const selectors = new Map(
    [...controlsByCheck].map(([check, refs]) => {
      const classes = [...new Set(refs.map(ref => dataClassOfRef(ref)))].filter(name => name !== undefined)
      const refsWithout = memoize(
        (excluded: ReadonlyArray<DataClass | undefined>) => refs.filter(ref => !excluded.includes(dataClassOfRef(ref))),
        excluded => excluded.join(' '),
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

function reportedSubject({app, id, kind, label, name, placeholder, space, team}: Subject): Observation['subject'] {
  return {
    id,
    kind,
    name,
    ...(label === undefined ? {} : {label}),
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
  caller: string | undefined,
): Observation {
  const {
    check: {failureTitle, id: check, severity, title},
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
      remediation: fillRemediation(judgement.check, subject, caller),
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
