import type {Control, DataClass, Framework} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Subject} from '../model/subject.js'
import type {DataScope} from '../subjects/scope/data-class-scope.js'

import {remembered} from '../foundation/memoize.js'

/** Whom each control is about, where the policy says which apps hold the data that it protects. */
export interface Concerns {
  /** The class that decides whom a control is about; undefined where it is about all. */
  readonly classOf: (framework: Framework, control: Control) => DataClass | undefined
  readonly classOfRef: (ref: Observation['controls'][number]) => DataClass | undefined
  /** Whether an app is in scope for a class. */
  readonly app: (dataClass: DataClass | undefined, name: string) => boolean
  readonly subject: (dataClass: DataClass | undefined, subject: Subject) => boolean
  /** Whether the policy says that no app holds it. */
  readonly isHeldByNone: (dataClass: DataClass | undefined) => boolean
  /** The same for one class, as one function; undefined where it is about all. */
  readonly meant: (dataClass: DataClass | undefined) => ((subject: Subject) => boolean) | undefined
}

/** @param scopes of the classes that are declared; of no class there is none, which leaves all in scope */
export function concerning(
  frameworks: readonly Framework[],
  scopes: ReadonlyMap<DataClass | undefined, DataScope>,
): Concerns {
  const classes = new Map(
    frameworks.flatMap(framework =>
      framework.controls.map(control => [`${framework.id} ${control.id}`, classOf(framework, control)]),
    ),
  )

  function classOf(framework: Framework, control: Control): DataClass | undefined {
    return [control.dataClass, framework.dataClass].find(name => scopes.has(name))
  }

  const app = (dataClass: DataClass | undefined, name: string) => scopes.get(dataClass)?.inScope.has(name) !== false
  const isHeldByNone = (dataClass: DataClass | undefined) => scopes.get(dataClass)?.isHeldByNone === true
  const subject = (dataClass: DataClass | undefined, {app: own, apps, kind, name}: Subject) => {
    if (dataClass === undefined) return true
    if (isHeldByNone(dataClass)) return false
    const names = kind === 'app' ? [name] : (apps ?? (own === undefined ? [] : [own]))
    // What no app is known of concerns everybody, and so does what stands for a list that could not be read.
    return names.length === 0 || (own === undefined && name.endsWith('/*')) || names.some(one => app(dataClass, one))
  }

  const meant = remembered(
    (dataClass: DataClass | undefined) => dataClass && ((one: Subject) => subject(dataClass, one)),
    dataClass => dataClass,
  )
  return {
    app,
    classOf,
    classOfRef: ({control, framework}) => classes.get(`${framework} ${control}`),
    isHeldByNone,
    meant,
    subject,
  }
}
