import type {Observation} from './observation.js'
import type {Place} from './policy.js'
import type {ControlResult} from './report.js'

/** A control with its status for one place. */
export interface ControlAtPlace {
  readonly framework: string
  readonly control: ControlResult
  /** The status of the place; of the whole scope where nothing of the place was observed; or it is out of scope. */
  readonly basis: 'nothing' | 'place' | 'whole'
}

/** What was observed of a place. */
export interface PlaceObservations {
  /** Of the place itself, and of what it uses: add-ons, a space, a pipeline. */
  readonly own: readonly Observation[]
  /** Of its team, of the account, and of what has no known owner. */
  readonly wider: readonly Observation[]
}

/** The statuses of controls for each place that an answer can be about. */
export interface PlaceStatuses {
  /** Everything that an answer can be about. */
  readonly places: readonly Place[]
  /** Whether a place is in scope for a control, given the declared data classes. */
  readonly isInScope: (framework: string, control: string, place: Place) => boolean
  /** Whether an answer to a control has to cover a place. */
  readonly needsAnswer: (framework: string, control: string, place: Place) => boolean
  readonly observationsAt: (place: Place) => PlaceObservations
  readonly controlsAt: (place: Place) => readonly ControlAtPlace[]
}
