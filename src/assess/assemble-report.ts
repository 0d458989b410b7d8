import type {Control, DataClass, Framework, Severity} from '../model/framework.js'
import type {FieldGap, Judgement, Missing, Observation, Verdict} from '../model/observation.js'
import type {CompiledCheck, Remediation} from '../model/check.js'
import type {Report} from '../model/report.js'
import type {Subject} from '../model/subject.js'

import {severities} from '../model/framework.js'
import {isAside, verdicts} from '../model/observation.js'
import {remembered} from '../foundation/memoize.js'

type Judged = Judgement & {readonly check: CompiledCheck; readonly subject: Subject}

export type ControlsOf = ReadonlyMap<string, Observation['controls']>

/** In the order of the frameworks. */
function controlsOfChecks(
  frameworks: readonly Framework[],
  isDecidable: (control: Control) => boolean,
  named: (control: Control) => readonly string[],
): ControlsOf {
  const found = new Map<string, Array<Observation['controls'][number]>>()
  for (const {controls, id} of frameworks)
    for (const control of controls.filter(isDecidable))
      for (const check of named(control)) {
        found.set(check, [...(found.get(check) ?? []), {control: control.id, framework: id}])
      }

  return found
}

/** The controls that name each check, by what they make of it. */
export interface Named {
  readonly controls: ControlsOf
  readonly signals: ControlsOf
  readonly boundaries: ControlsOf
}

/** Which controls name each check, and where. */
export const namedBy = (frameworks: readonly Framework[], isDecidable: (control: Control) => boolean): Named => ({
  boundaries: controlsOfChecks(frameworks, isDecidable, ({boundary = []}) => boundary),
  controls: controlsOfChecks(frameworks, isDecidable, ({checks}) => checks),
  signals: controlsOfChecks(frameworks, isDecidable, ({signals = []}) => signals),
})

/** Whom controls are about. */
interface Concerning {
  /** The class of data that decides it; undefined where a control is about all. */
  readonly classOfRef: (ref: Observation['controls'][number]) => DataClass | undefined
  readonly subject: (dataClass: DataClass | undefined, subject: Subject) => boolean
}

/**
 * Judgements in the words of the report.
 *
 * @param concerns which subjects are in scope for which controls
 */
export function observations(
  judged: readonly Judged[],
  {boundaries, controls, signals}: Named,
  concerns: Concerning,
): Observation[] {
  const named = remembered(nameOf, subject => subject)
  const found: Observation[] = []
  const [own, bounded, noted] = [
    choosing(controls, concerns),
    choosing(boundaries, concerns),
    choosing(signals, concerns),
  ]
  const isNamed = (check: string) => [boundaries, controls, signals].some(all => all.has(check))
  for (const one of judged) {
    const {
      check: {id},
      subject,
    } = one
    const refs = {controls: own(id, subject), signals: noted(id, subject)}
    // Of a subject that is out of scope for all that the check is for, nothing is said.
    if (refs.controls.length + refs.signals.length === 0 && isNamed(id) && bounded(id, subject).length === 0) continue
    found.push(observation(one, named(subject), refs))
  }

  return found
}

/** The controls of a check that are about a subject: the same list for all subjects that the same are about. */
function choosing(
  all: ControlsOf,
  {classOfRef, subject: isAbout}: Concerning,
): (check: string, subject: Subject) => Observation['controls'] {
  const choices = new Map(
    [...all].map(([check, refs]) => {
      const classes = [...new Set(refs.map(ref => classOfRef(ref)))].filter(name => name !== undefined)
      const without = remembered(
        (out: ReadonlyArray<DataClass | undefined>) => refs.filter(ref => !out.includes(classOfRef(ref))),
        out => out.join(' '),
      )
      return [
        check,
        (subject: Subject) => {
          const out = classes.filter(name => !isAbout(name, subject))
          return out.length === 0 ? refs : without(out)
        },
      ]
    }),
  )
  return (check, subject) => choices.get(check)?.(subject) ?? []
}

function nameOf({app, id, kind, name, placeholder, space, team}: Subject): Observation['subject'] {
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

function observation(
  judged: Judged,
  name: Observation['subject'],
  {controls, signals}: Pick<Required<Observation>, 'controls' | 'signals'>,
): Observation {
  const {
    check: {id: check, remediation, severity, title},
    subject,
    verdict,
  } = judged
  const refs = {controls, ...(signals.length > 0 ? {signals} : {})}
  if (verdict === 'fail')
    return {
      check,
      title,
      subject: name,
      verdict,
      severity,
      because: judged.because,
      remediation: remedy(remediation, subject),
      ...refs,
    }
  if (verdict === 'unknown')
    return {check, title, subject: name, verdict, severity, gaps: judged.gaps.map(gap => missing(gap)), ...refs}
  return {check, title, subject: name, verdict, severity, ...refs}
}

const missing = ({field, gap: {detail, path, reason}}: Missing): FieldGap => ({
  field,
  reason,
  ...(detail === undefined ? {} : {detail}),
  ...(path === undefined ? {} : {path}),
})

/** The check's remedy with the subject's own names; a command that names what the subject has not is left out. */
function remedy({commands, text, url}: Remediation, subject: Subject): Remediation {
  const own = (commands ?? []).flatMap(command => {
    const filled = command.replaceAll(/\{(\w+)\}/g, (_, name: string) => quoted(wordOf(subject, name)) ?? '{}')
    return filled.includes('{}') ? [] : [filled]
  })
  return {text, ...(own.length > 0 ? {commands: own} : {}), ...(url ? {url} : {})}
}

function wordOf(subject: Subject, name: string): string | undefined {
  if (name === 'app' || name === 'id' || name === 'name' || name === 'space' || name === 'team')
    return subject[name] ?? (name === subject.kind ? subject.name : undefined)
  if (name === 'attachment') return subject.name.slice(subject.name.indexOf('/') + 1)
  const known = subject.fields[name]?.()
  return known && 'value' in known ? String(known.value) : undefined
}

/** Safe as one word of a shell. */
function quoted(word: string | undefined): string | undefined {
  if (word === undefined) return undefined
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/**
 * Counts of observations by verdict, and of failures by severity; those that a waiver covers are counted apart. Of the
 * failures, `signals` are merely worth a look.
 */
export function summary(observations: readonly Observation[]): Report['summary'] {
  const standing = observations.filter(({waiver}) => !waiver)
  const count = (verdict: Verdict) => standing.filter(one => one.verdict === verdict).length
  const failed = (severity: Severity) =>
    standing.filter(one => one.verdict === 'fail' && one.severity === severity).length
  return {
    ...(Object.fromEntries(verdicts.map(verdict => [verdict, count(verdict)])) as Record<Verdict, number>),
    waived: observations.length - standing.length,
    signals: observations.filter(isAside).length,
    failBySeverity: Object.fromEntries(severities.map(severity => [severity, failed(severity)])) as Record<
      Severity,
      number
    >,
  }
}
