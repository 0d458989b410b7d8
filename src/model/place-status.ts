import type {Observation} from './observation.js'
import type {Place} from './policy.js'
import type {ControlResult} from './report.js'

/** A control as it stands for one place. */
export interface ControlAtPlace {
  readonly framework: string
  readonly control: ControlResult
  /** What it was rolled up for: the place, the whole scope where nothing of the place was seen, or nothing where it is out of scope. */
  readonly basis: 'nothing' | 'place' | 'whole'
}

/** What was observed of a place. */
export interface PlaceObservations {
  /** Of itself, and of what it uses: add-ons, a space, a pipeline. */
  readonly own: readonly Observation[]
  /** Of its team, of the account, and of what nobody knows whose it is. */
  readonly wider: readonly Observation[]
}

/** How controls stand where people can speak of them. */
export interface PlaceStatuses {
  /** All that an answer can be true of. */
  readonly places: readonly Place[]
  /** Whether the policy leaves a place in scope for a control. */
  readonly isInScope: (framework: string, control: string, place: Place) => boolean
  /** Whether an answer to a control has to cover a place. */
  readonly needsAnswer: (framework: string, control: string, place: Place) => boolean
  readonly observationsAt: (place: Place) => PlaceObservations
  readonly controlsAt: (place: Place) => readonly ControlAtPlace[]
}
