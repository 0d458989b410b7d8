import type {Catalog} from '../catalog/catalog.js'
import type {DataClass} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Place, Policy} from '../model/policy.js'
import type {Scope} from '../model/snapshot.js'
import type {Applicability} from './applicability.js'
import type {Survey} from './observe.js'

/** What the statuses of controls hang on. */
export interface AssessmentContext {
  readonly catalog: Catalog
  readonly applicability: Applicability
  readonly declaredClasses: ReadonlySet<DataClass>
  readonly survey: Survey
  readonly now: number
  readonly observations: readonly Observation[]
  readonly policy: Policy
  readonly scopes: readonly Scope[]
}

/** Whom a class of data is about. */
export interface ControlScope {
  readonly includesApp: (app: string) => boolean
  /** Undefined where it is about all. */
  readonly includesSubject: ReturnType<Applicability['subjectFilter']>
  readonly places: readonly Place[]
}

export function controlScope(
  {applicability, survey: {places}}: AssessmentContext,
  dataClass: DataClass | undefined,
): ControlScope {
  const includesApp = (name: string) => applicability.includesApp(dataClass, name)
  return {
    includesApp,
    includesSubject: applicability.subjectFilter(dataClass),
    places: dataClass === undefined ? places : places.filter(({app, name}) => app === undefined || includesApp(name)),
  }
}
