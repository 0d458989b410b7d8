import type {Config} from '@oclif/core/config'
import type {GuardLevel, Policy} from '../../model/policy.js'
import type {Scope} from '../../model/snapshot.js'

import {spanText} from '../../foundation/span.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {isFileError} from '../../files/file-errors.js'
import {UserError} from '../../foundation/user-error.js'
import {guardHint} from '../../guard/policy-nearby.js'
import {guardSettings} from '../../guard/settings.js'
import {collectionTimes} from '../../model/snapshot.js'
import {collectScopeFlags} from './collect-scope-flags.js'
import {keptFiles, readKept} from './kept-snapshots.js'
import {guardPolicyFile, policyFiles} from './working-policy.js'

/** Facts that are kept for the guard. */
export interface KeptFacts {
  readonly scope: Scope
  /** When the oldest of them was read, ISO 8601; absent where they can't be read. */
  readonly oldestAt?: string
}

/** The guard that a policy asks for, and by which facts it would judge. */
export interface GuardStatus {
  readonly level: GuardLevel
  /** Milliseconds up to which facts count as current. */
  readonly maxAge: number
  /** The newest first. */
  readonly facts: readonly KeptFacts[]
  /** The command that reads facts. */
  readonly collect: string
}

/** The state of a policy's guard; undefined where it has none. */
export async function guardStatus(
  {cacheDir}: Pick<Config, 'cacheDir'>,
  policy: Policy,
  app?: string,
): Promise<GuardStatus | undefined> {
  const settings = guardSettings(policy)
  if (!settings) return undefined
  const files = keptFiles(cacheDir)
  const snapshots = [...(await readKept(files))]
  const facts = files.map(({scope}, index): KeptFacts => {
    const snapshot = snapshots[index]
    const {oldest} = snapshot === undefined || snapshot === 'damaged' ? {} : collectionTimes(snapshot)
    return {scope, ...(oldest === undefined ? {} : {oldestAt: oldest})}
  })
  const {level, maxAge} = settings
  return {collect: `heroku compliance:collect --guard ${collectScopeFlags(policy, app)}`, facts, level, maxAge}
}

/** A guard in one line: its level, the newest facts and their age, or how to read some. */
export function guardLine({collect, facts, level, maxAge}: GuardStatus, now: number): string {
  const newest = facts.find(({oldestAt}) => oldestAt !== undefined)
  if (newest?.oldestAt === undefined) return `Guard: ${level}, without facts: ${collect}`
  const {kind, name} = newest.scope
  const age = now - Date.parse(newest.oldestAt)
  const of = name === undefined ? 'the account' : `${kind} ${sanitizeLine(name)}`
  const line = `Guard: ${level}, by facts on ${of} from ${spanText(age)} ago`
  return age > maxAge ? `${line}, too old: ${collect}` : `${line}.`
}

/** The guard in the working folder, in one line; undefined where there is none. */
export async function guardLineHere(
  config: Pick<Config, 'cacheDir' | 'home'>,
  app: string | undefined,
): Promise<string | undefined> {
  const file = guardPolicyFile(config)
  if (file === undefined) return undefined
  try {
    if (!guardHint(file, policyFiles).mayBeGuarded) return undefined
    // Imported late: it loads the YAML parser.
    const {policy} = await (await import('../../policy/read-policy.js')).readPolicy(file)
    const status = await guardStatus(config, policy, app)
    return status && guardLine(status, Date.now())
  } catch (error) {
    if (error instanceof UserError || isFileError(error)) return "Guard: unknown, because compliance.yml can't be read."
    throw error
  }
}
