import type {AssessOptions} from '../assess/assessment-context.js'
import type {Catalog} from '../catalog/catalog.js'
import type {ChangeAssessment} from '../changes/assess-change.js'
import type {HerokuCommand} from '../model/heroku-command.js'
import type {Observation} from '../model/observation.js'
import type {Report} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'

import {isModeled} from '../changes/apply.js'
import {assessChange} from '../changes/assess-change.js'
import {MissingFactError} from '../changes/missing-fact-error.js'
import {failuresOfTargets, promotionCommand} from '../changes/promotion.js'
import {UserError} from '../foundation/user-error.js'
import {isCovered} from './coverage.js'

/** Why it can't be told whether a command makes something worse. */
export type Doubt =
  /** An error inside of the guard. */
  | 'fault'
  /** By the facts, Heroku would refuse the command: they may be older than what it is about. */
  | 'impossible'
  /** A kept snapshot can't be read. */
  | 'damaged'
  | 'not-kept'
  | 'not-in-facts'
  | 'not-modeled'
  /** What it does can't be known before it is done. */
  | 'undetermined'
  /** The Heroku CLI wouldn't understand it either. */
  | 'unparsed'
  /** What it changes couldn't be read. */
  | 'unseen'

export type Finding =
  | {readonly kind: 'no-worse'}
  | {readonly kind: 'unclear'; readonly doubt: Doubt}
  /** A promotion to apps that fail as they are configured. */
  | {readonly kind: 'target-fails'; readonly failures: readonly Observation[]; readonly after: Report}
  | {readonly kind: 'worse'; readonly change: Pick<ChangeAssessment, 'after' | 'comparison'>}

/** What was found of a command, and the facts that it was found by. */
export interface Judgment {
  readonly finding: Finding
  readonly snapshot?: Snapshot
}

/** A kept snapshot, or that it can't be read. */
export type Kept = Snapshot | 'damaged'

/**
 * Judges a command by the newest of the kept snapshots that has what it is about.
 *
 * @param kept newest first; each is read only once those before it turn out not to have it
 */
export function judgeCommand(
  command: HerokuCommand,
  kept: Iterable<Kept>,
  catalog: Catalog,
  options: AssessOptions,
): Judgment {
  if (!isModeled(command.id)) return {finding: unclear('not-modeled')}
  let doubt: Doubt = 'not-kept'
  for (const snapshot of kept) {
    const change = snapshot === 'damaged' ? snapshot : tryChange(snapshot, command, catalog, options)
    if (typeof change === 'object' && snapshot !== 'damaged')
      return {finding: findingOf(change, failuresOf(snapshot, command, change, options)), snapshot}
    // Later ones are older; but a snapshot that has nothing of it says less than one of which something is wrong.
    if (typeof change === 'string' && (doubt === 'not-kept' || doubt === 'not-in-facts')) doubt = change
  }

  return {finding: unclear(doubt)}
}

const unclear = (doubt: Doubt): Finding => ({doubt, kind: 'unclear'})

function tryChange(
  snapshot: Snapshot,
  command: HerokuCommand,
  catalog: Catalog,
  options: AssessOptions,
): ChangeAssessment | Doubt {
  try {
    const change = assessChange(snapshot, [command], catalog, options)
    return change.missing.length === 0 && isCovered(change, snapshot, command) ? change : 'not-in-facts'
  } catch (error) {
    if (error instanceof MissingFactError) return 'not-in-facts'
    if (error instanceof UserError) return 'impossible'
    throw error
  }
}

/** A promotion moves code alone: it is judged by what runs it afterwards, too. */
const failuresOf = (
  snapshot: Snapshot,
  command: HerokuCommand,
  {after}: ChangeAssessment,
  {failOn}: AssessOptions,
): readonly Observation[] =>
  command.id === promotionCommand ? failuresOfTargets(snapshot, command, after, failOn) : []

function findingOf(change: ChangeAssessment, failures: readonly Observation[]): Finding {
  if (change.isWorse) return {change, kind: 'worse'}
  if (failures.length > 0) return {after: change.after, failures, kind: 'target-fails'}
  if (change.undetermined.length > 0) return unclear('undetermined')
  return change.unseen.length > 0 ? unclear('unseen') : {kind: 'no-worse'}
}
