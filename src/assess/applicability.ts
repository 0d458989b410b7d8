import type {Control, DataClass, Framework} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Place} from '../model/policy.js'
import type {Subject} from '../model/subject.js'
import type {DataClassScope} from '../subjects/scope/data-class-scope.js'

import {memoize} from '../foundation/memoize.js'

type SubjectFilter = (subject: Subject) => boolean

/** Which apps and subjects each control applies to, where the policy declares which apps hold the data it protects. */
export interface Applicability {
  /** The data class that limits a control; undefined where the control applies to everything. */
  readonly dataClassOf: (framework: Framework, control: Control) => DataClass | undefined
  readonly dataClassOfRef: (ref: Observation['controls'][number]) => DataClass | undefined
  readonly includesApp: (dataClass: DataClass | undefined, name: string) => boolean
  readonly includesSubject: (dataClass: DataClass | undefined, subject: Subject) => boolean
  /** Whether the policy declares that no app holds data of the class. */
  readonly isHeldByNoApp: (dataClass: DataClass | undefined) => boolean
  /** `includesSubject` for one class, always the same function; undefined where everything is included. */
  readonly subjectFilter: (dataClass: DataClass | undefined) => SubjectFilter | undefined
}

/** @param scopes by declared data class; a class without one includes everything */
export function buildApplicability(
  frameworks: readonly Framework[],
  scopes: ReadonlyMap<DataClass | undefined, DataClassScope>,
): Applicability {
  const classByControl = new Map(
    frameworks.flatMap(framework =>
      framework.controls.map(control => [`${framework.id} ${control.id}`, dataClassOf(framework, control)]),
    ),
  )

  function dataClassOf(framework: Framework, control: Control): DataClass | undefined {
    return [control.dataClass, framework.dataClass].find(name => scopes.has(name))
  }

  const includesApp = (dataClass: DataClass | undefined, name: string) =>
    scopes.get(dataClass)?.inScope.has(name) !== false
  const isHeldByNoApp = (dataClass: DataClass | undefined) => scopes.get(dataClass)?.isDeclaredAbsent === true
  const includesSubject = (dataClass: DataClass | undefined, {app: ownApp, apps, kind, name}: Subject) => {
    if (dataClass === undefined) return true
    if (isHeldByNoApp(dataClass)) return false
    const names = kind === 'app' ? [name] : (apps ?? (ownApp === undefined ? [] : [ownApp]))
    // A subject of no known app is always included, and so is a placeholder for a list that couldn't be read.
    return (
      names.length === 0 ||
      (ownApp === undefined && name.endsWith('/*')) ||
      names.some(appName => includesApp(dataClass, appName))
    )
  }

  const subjectFilter = memoize(
    (dataClass: DataClass | undefined) => dataClass && ((candidate: Subject) => includesSubject(dataClass, candidate)),
    dataClass => dataClass,
  )
  return {
    includesApp,
    dataClassOf,
    dataClassOfRef: ({control, framework}) => classByControl.get(`${framework} ${control}`),
    isHeldByNoApp,
    subjectFilter,
    includesSubject,
  }
}

/** What the controls of one data class apply to. */
export interface ControlScope {
  readonly includesApp: (app: string) => boolean
  /** Undefined where everything is included. */
  readonly includesSubject: SubjectFilter | undefined
  /** The apps, spaces and teams that an answer to the controls can be about. */
  readonly places: readonly Place[]
}

export function controlScope(
  applicability: Applicability,
  places: readonly Place[],
  dataClass: DataClass | undefined,
): ControlScope {
  const includesApp = (name: string) => applicability.includesApp(dataClass, name)
  return {
    includesApp,
    includesSubject: applicability.subjectFilter(dataClass),
    places: dataClass === undefined ? places : places.filter(({app, name}) => app === undefined || includesApp(name)),
  }
}
