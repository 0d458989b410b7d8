import type {Relation} from './framework.js'

/** That a control relates to a control of NIST SP 800-53, and who says so. */
export interface CrosswalkPair {
  readonly control: string
  /** The id of a control of SP 800-53 Revision 5. */
  readonly nist: string
  readonly relation: Relation
  /** A key of the crosswalk's `sources`. */
  readonly source: string
  /** High: an official mapping and our reading agree, or the ids are the same. Low: our reading alone. */
  readonly confidence: 'high' | 'low' | 'medium'
  /** Whether another public mapping has the pair as well. */
  readonly corroborated?: boolean
  /** Why the answer to the one answers the other, for what an official mapping doesn't say. */
  readonly why?: string
}

/** Which controls of SP 800-53 those of one framework relate to. */
export interface Crosswalk {
  readonly framework: string
  readonly sources: Readonly<Record<string, string>>
  readonly pairs: readonly CrosswalkPair[]
  /** The common questions that a yes to answers a control too, and why it does. */
  readonly common?: ReadonlyArray<{readonly control: string; readonly question: string; readonly why: string}>
}
