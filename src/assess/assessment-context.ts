import type {Catalog} from '../catalog/catalog.js'
import type {DataClass} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Place, Policy} from '../model/policy.js'
import type {Scope} from '../model/snapshot.js'
import type {Concerns} from './applicability.js'
import type {Surveyed} from './observe.js'

/** What the statuses of controls hang on. */
export interface Ground {
  readonly catalog: Catalog
  readonly concerns: Concerns
  readonly declared: ReadonlySet<DataClass>
  readonly examined: Surveyed
  readonly now: number
  readonly observed: readonly Observation[]
  readonly policy: Policy
  readonly scopes: readonly Scope[]
}

/** Whom a class of data is about. */
export interface Scoped {
  readonly isAbout: (app: string) => boolean
  /** Undefined where it is about all. */
  readonly isMeant: ReturnType<Concerns['meant']>
  readonly spoken: readonly Place[]
}

export function scoped({concerns, examined: {spoken}}: Ground, about: DataClass | undefined): Scoped {
  const isAbout = (name: string) => concerns.app(about, name)
  return {
    isAbout,
    isMeant: concerns.meant(about),
    spoken: about === undefined ? spoken : spoken.filter(({app, name}) => app === undefined || isAbout(name)),
  }
}
