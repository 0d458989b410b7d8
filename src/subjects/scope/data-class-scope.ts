import type {Declaration} from '../../model/policy.js'
import type {SubjectContext, ScopeInventory} from '../context.js'

import {matchesGlob} from '../../foundation/glob.js'
import {hasName} from '../app/app-handles.js'
import {sharingReasonOf} from './data-class-sharing.js'

/** The apps of a scope that are in scope for a class of data. */
export interface DataClassScope {
  /** The reason for each app, by the app's name. */
  readonly inScope: ReadonlyMap<string, string>
  readonly outOfScope: readonly string[]
  /** Whether an existing app is declared to hold the data. */
  readonly hasHolders: boolean
  /** Whether the policy declares that no app holds the data. */
  readonly isDeclaredAbsent: boolean
  /** The declared globs that match no app. */
  readonly unmatchedGlobs: readonly string[]
}

/**
 * The apps that are declared to hold a class of data, and those that share an add-on, a space or a pipeline with one.
 * An app is in scope as well if it couldn't be determined whether it shares something.
 */
export function dataClassScope(
  context: SubjectContext,
  inventory: ScopeInventory,
  dataClass: string,
  {apps: globs}: Declaration,
): DataClassScope {
  if (globs.length === 0)
    return {
      inScope: new Map(),
      hasHolders: false,
      isDeclaredAbsent: true,
      outOfScope: inventory.apps.map(({name}) => name),
      unmatchedGlobs: [],
    }
  const isHolder = (name: string) => matchesGlob(name, globs)
  // An unlisted app of another shard is read only where it is needed.
  const holders = inventory.wholeScope.apps.filter(({id, name}) => name !== id && isHolder(name))
  const sharingReason = sharingReasonOf({context, holders, isHolder, inventory})
  const inScope = new Map<string, string>()
  const outOfScope: string[] = []
  for (const app of inventory.apps) {
    const reason = hasName(app) && isHolder(app.name) ? `holds ${dataClass} data` : sharingReason(app)
    if (reason === undefined) outOfScope.push(app.name)
    else inScope.set(app.name, reason)
  }

  const unmatchedGlobs = globs.filter(glob => !holders.some(({name}) => matchesGlob(name, [glob])))
  return {inScope, hasHolders: holders.length > 0, isDeclaredAbsent: false, outOfScope, unmatchedGlobs}
}
