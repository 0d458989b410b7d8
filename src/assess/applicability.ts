import type {Control, DataClass, Framework} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Subject} from '../model/subject.js'
import type {DataClassScope} from '../subjects/scope/data-class-scope.js'

import {memoize} from '../foundation/memoize.js'

/** Whom each control is about, where the policy says which apps hold the data that it protects. */
export interface Applicability {
  /** The class that decides whom a control is about; undefined where it is about all. */
  readonly dataClassOf: (framework: Framework, control: Control) => DataClass | undefined
  readonly dataClassOfRef: (ref: Observation['controls'][number]) => DataClass | undefined
  /** Whether an app is in scope for a class. */
  readonly includesApp: (dataClass: DataClass | undefined, name: string) => boolean
  readonly includesSubject: (dataClass: DataClass | undefined, subject: Subject) => boolean
  /** Whether the policy says that no app holds it. */
  readonly isHeldByNoApp: (dataClass: DataClass | undefined) => boolean
  /** The same for one class, as one function; undefined where it is about all. */
  readonly subjectFilter: (dataClass: DataClass | undefined) => ((subject: Subject) => boolean) | undefined
}

/** @param scopes of the classes that are declared; of no class there is none, which leaves all in scope */
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
    // What no app is known of concerns everybody, and so does what stands for a list that could not be read.
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
