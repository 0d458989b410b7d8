import type {Fact, Scope, Shard, Snapshot} from '../../model/snapshot.js'
import type {Earlier} from '../../snapshot/earlier-facts.js'
import type {PartialFile} from '../../snapshot/checkpoint.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {ScopeFlags} from '../flags.js'

import {chooseCatalog, isPath} from '../../catalog/select-frameworks.js'
import {skewOf} from '../../model/clock.js'
import {UserError} from '../../foundation/user-error.js'
import {openPolicy} from '../../model/policy.js'
import {isOfReleases} from '../../model/release.js'
import {partialFile} from '../../snapshot/checkpoint.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {snapshotText} from '../../snapshot/snapshot-file.js'
import {writeWhole} from '../../files/write-atomic.js'
import {collecting, rateFloor} from './live-snapshot.js'
import {durationOf} from '../io/duration.js'
import {scopeOf, typedScopes} from '../scope.js'
import {shapesFile} from './record-shapes.js'
import {shardOf} from '../shard-flag.js'
import {stoppable} from '../io/with-abort-signal.js'

export interface CollectFlags extends ScopeFlags {
  readonly framework?: string[] | undefined
  readonly 'max-age'?: string | undefined
  readonly json?: boolean
  readonly output?: string | undefined
  readonly plan: boolean
  readonly 'rate-floor'?: number | undefined
  readonly releases?: boolean
  readonly resume?: string | undefined
  readonly shapes?: string | undefined
  readonly shard?: string | undefined
  readonly snapshot?: string | undefined
}

/** What is to be collected, and what of it an earlier collection has read. */
interface Task {
  readonly scope: Scope
  readonly frameworks: readonly string[]
  readonly releases: boolean
  readonly earlier?: Earlier
  readonly shard?: Shard | undefined
}

/** Reads a scope, or what is left of one, and writes the snapshot whole; stopped, it leaves what was read beside it. */
export async function collectingToFile(command: ComplianceCommand, flags: CollectFlags): Promise<void> {
  if (flags.plan) {
    const {planning} = await import('./run-plan.js')
    return planning(command, flags, flags.framework ?? ['all'], {
      ...(await partOfScope(flags)),
      releases: flags.releases === true,
    })
  }

  const {earlier, frameworks, releases, scope, shard} = await taskOf(flags, Date.now())
  const {output} = flags
  const shapes = flags.shapes === undefined ? undefined : shapesFile(flags.shapes, command.version)
  const partial =
    output === undefined
      ? undefined
      : partialFile(
          output,
          () => Date.now(),
          trouble => command.tell(`${trouble}; the collection goes on.`),
        )
  // A snapshot that is read again may be written over: it is brought up to date.
  if (output !== undefined) refuseOverwriting([output, `${output}.partial`], frameworks.filter(isPath))
  const catalog = await chooseCatalog(frameworks, openPolicy)
  const snapshot = await stoppable(signal =>
    collecting(command, scope, catalog, {
      rateFloor: flags['rate-floor'] ?? rateFloor,
      releases,
      signal,
      earlier,
      shard,
      watch: shapes?.watch,
      ...(partial ? {keep: partial.keep} : {}),
    }),
  )
  shapes?.write()
  if (snapshot.partial) throw stopped(snapshot, output, partial)
  const text = snapshotText(snapshot)
  if (output === undefined) {
    command.print(text)
    return
  }
  writeWhole(output, text)
  partial?.remove()
  const missing = snapshot.facts.filter(({gap}) => gap !== undefined).length
  command.tell(
    `Wrote ${snapshot.facts.length} facts to ${output}${missing > 0 ? `; ${missing} could not be read` : ''}.`,
  )
}

/** Keeps what a stopped collection has read, if it can be kept, and says how to go on. */
function stopped(snapshot: Snapshot, output: string | undefined, partial: PartialFile | undefined): UserError {
  if (output === undefined || !partial)
    return new UserError('Stopped; nothing is kept.', 'With --output FILE, what was read until then is.')
  // An earlier one may hold more.
  if (snapshot.facts.length === 0)
    return new UserError('Stopped before it was read whose login this is; nothing is kept.')
  partial.write(snapshot)
  return new UserError(
    `Stopped; ${snapshot.facts.length} facts are kept in ${partial.file}.`,
    `Go on with heroku compliance:collect --resume ${partial.file} --output ${output}`,
  )
}

async function taskOf(flags: CollectFlags, now: number): Promise<Task> {
  const {framework, 'max-age': maxAge, releases = false, resume, shard, snapshot} = flags
  if (resume !== undefined && snapshot !== undefined)
    throw new UserError('Choose one: --resume and --snapshot were typed.')
  if ((snapshot === undefined) !== (maxAge === undefined))
    throw new UserError('--snapshot and --max-age go together.', 'Type both, as in --snapshot FILE --max-age 1h.')
  const file = resume ?? snapshot
  if (file === undefined) return {frameworks: framework ?? ['all'], releases, ...(await partOfScope(flags))}
  const typed = [
    ...typedScopes(flags),
    ...(framework ?? []).map(id => `--framework ${id}`),
    ...(shard === undefined ? [] : [`--shard ${shard}`]),
  ]
  if (typed.length > 0)
    throw new UserError(
      `${typed.join(' and ')} cannot be typed with ${resume === undefined ? '--snapshot' : '--resume'}: the file says what was collected.`,
    )
  // What checks a file compiles a schema.
  const {savedFile} = await import('../../snapshot/load-snapshots.js')
  const saved = savedFile(file)
  const [scope, ...others] = saved.scopes
  if (!scope || others.length > 0) throw new UserError(`${file} is of several scopes: collect each on its own.`)
  const oldest = maxAge === undefined ? undefined : now - durationOf('--max-age', maxAge)
  // What was begun with them goes on with them.
  return {
    earlier: earlierOf(saved, now, oldest),
    frameworks: saved.frameworks,
    releases: releases || saved.facts.some(isOfReleases),
    scope,
    shard: saved.shard,
  }
}

async function partOfScope(flags: CollectFlags): Promise<Pick<Task, 'scope' | 'shard'>> {
  const shard = flags.shard === undefined ? undefined : shardOf(flags.shard)
  const scope = await scopeOf(flags)
  if (flags.shard !== undefined && scope.kind === 'app')
    throw new UserError(
      `--shard ${flags.shard} has no effect on one app.`,
      'Divide a --space, --team, --pipeline or --all.',
    )
  return {scope, shard}
}

/** What another try may mend. */
const passing: ReadonlySet<string> = new Set([
  'malformed',
  'rate-limited',
  'server-error',
  'unauthorized',
  'unreachable',
])

/**
 * Facts that stand; those that are older than `oldest` are asked again, for what has changed. So is what a clock that was
 * too far ahead has dated into the future: it would never be older. Where the clock was off, nothing stands.
 */
export function earlierOf(
  {clockSkew, facts}: Pick<Snapshot, 'clockSkew' | 'facts'>,
  now: number,
  oldest: number | undefined,
): Earlier {
  const isAged = (at: number) => (skewOf(at, now) ?? 0) > 0 || (oldest !== undefined && at < oldest)
  const stands = ({at, gap}: Fact) =>
    clockSkew === undefined && !isAged(Date.parse(at)) && !(gap && passing.has(gap.reason))
  return {known: facts.filter(stands), stale: facts.filter(fact => !stands(fact))}
}
