import type {AssessOptions} from '../../assess/assessment-context.js'
import type {Catalog} from '../../catalog/catalog.js'
import type {ChangeStep} from '../../changes/apply.js'
import type {FactRequest} from '../../model/facts.js'
import type {ScopeKind} from '../../model/report.js'
import type {Fact, Scope, Snapshot} from '../../model/snapshot.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {CheckFlags, ScopeFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {PlannedCommand} from './planned-commands.js'

import {factsNeededBy} from '../../changes/assess-change.js'
import {MissingFactError} from '../../changes/missing-fact-error.js'
import {namedResources} from '../../changes/named-resources.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {UserError} from '../../foundation/user-error.js'
import {emptyPolicy} from '../../model/policy.js'
import {fetchFacts} from '../../snapshot/fetch-facts.js'
import {joinSnapshots} from '../../snapshot/snapshot-file.js'
import {withAbortSignal} from '../io/with-abort-signal.js'
import {givenScopes, parseScope} from '../scope.js'
import {changeScopes} from './change-scope.js'
import {collectLive, rateFloor, withApi} from './live-snapshot.js'
import {withScopeDefault} from './policy-defaults.js'
import {assertNotBeforeNow, snapshotSource} from './snapshot-source.js'
import {unknownResource} from './unknown-resource.js'

/** The facts that a change is assessed on. */
export interface ChangeFacts {
  readonly kind: ScopeKind
  readonly snapshot: Snapshot
}

/** What is planned. */
export interface Plan {
  readonly commands: readonly PlannedCommand[]
  readonly contractEnds: boolean
  /** What each part of it changes. */
  readonly steps: readonly ChangeStep[]
}

interface FactsOptions {
  readonly catalog: Catalog
  readonly policy: TracedPolicy | undefined
  readonly assessOptions: Pick<AssessOptions, 'now' | 'policy'>
}

type SourceFlags = ScopeFlags & Pick<CheckFlags, 'now' | 'rate-floor' | 'sample' | 'snapshot'>

/** The facts of the sample or of saved snapshots, else those that Heroku gives of what the commands concern. */
export async function changeFacts(
  command: ComplianceCommand,
  flags: SourceFlags,
  plan: Plan,
  options: FactsOptions,
): Promise<ChangeFacts> {
  if (flags.sample || (flags.snapshot ?? []).length > 0)
    return (await snapshotSource(command, flags, undefined))(options.catalog)
  if (flags.now !== undefined) assertNotBeforeNow(flags.now, Date.now())
  return withAbortSignal(signal => liveFacts(command, flags, plan, options, signal))
}

/** Collects what a check would, and then what else the change needs to be assessed. */
async function liveFacts(
  command: ComplianceCommand,
  flags: SourceFlags,
  plan: Plan,
  {assessOptions, catalog, policy}: FactsOptions,
  signal: AbortSignal,
): Promise<ChangeFacts> {
  const floor = flags['rate-floor'] ?? rateFloor
  const fetch = (known: readonly Fact[], missing: (facts: readonly Fact[]) => readonly FactRequest[]) =>
    withApi(
      command,
      async ports => {
        try {
          return (await fetchFacts(known, missing, {...ports, rateFloor: floor, signal})) ?? stopped()
        } catch (error) {
          throw error instanceof MissingFactError ? unknownResource(error, known) : error
        }
      },
      signal,
    )
  const scopes = await scopesOf(command, await scopedFlags(command, flags, plan, policy), plan, requests =>
    fetch([], facts => (facts.length === 0 ? requests : [])),
  )
  const joined = await collectAll(command, scopes, catalog, {
    policy: policy?.policy ?? emptyPolicy,
    rateFloor: floor,
    signal,
  })
  const facts = await fetch(joined.facts, known =>
    factsNeededBy({...joined, facts: known}, plan.steps, catalog, assessOptions),
  )
  const [scope] = scopes
  return {kind: scope && scopes.length === 1 ? scope.kind : 'snapshot', snapshot: {...joined, facts}}
}

/** Where neither a flag nor a command says what it is about, the policy may. */
const scopedFlags = async (
  command: ComplianceCommand,
  flags: SourceFlags,
  {commands}: Plan,
  policy: TracedPolicy | undefined,
): Promise<SourceFlags> =>
  namedResources(commands.map(planned => planned.command)).length > 0 ? flags : withScopeDefault(command, flags, policy)

const stopped = (): never => {
  throw new UserError('Stopped; nothing was assessed.', 'Run it again to start over.')
}

/** Commands after which what they name is gone, or is another's. */
const removals: ReadonlySet<string> = new Set([
  'apps:destroy',
  'apps:leave',
  'apps:transfer',
  'pipelines:destroy',
  'pipelines:transfer',
  'spaces:destroy',
  'spaces:transfer',
])

async function scopesOf(
  command: ComplianceCommand,
  flags: SourceFlags,
  {commands, contractEnds}: Plan,
  read: (requests: readonly FactRequest[]) => Promise<readonly Fact[]>,
): Promise<readonly Scope[]> {
  const parsed = commands.map(planned => planned.command)
  const named = namedResources(parsed)
  if (givenScopes(flags).length > 0 || named.length === 0) return [await parseScope(flags)]
  // The end of a contract shows only on teams.
  const removed = contractEnds
    ? undefined
    : new Set(namedResources(parsed.filter(({id}) => removals.has(id))).map(({kind, name}) => `${kind} ${name}`))
  const scopes = await changeScopes(named, ({kind, name}) => removed?.has(`${kind} ${name}`) ?? true, read)
  const text = scopes.map(({kind, name}) => (name === undefined ? '--all' : `--${kind} ${sanitizeLine(name)}`))
  command.printMessage(`Reading what the commands concern: ${text.join(', ')}.`)
  return scopes
}

async function collectAll(
  command: ComplianceCommand,
  scopes: readonly Scope[],
  catalog: Catalog,
  options: Parameters<typeof collectLive>[3],
): Promise<Snapshot> {
  const snapshots: Snapshot[] = []
  for (const scope of scopes) {
    const snapshot = await collectLive(command, scope, catalog, options)
    if (snapshot.partial) stopped()
    snapshots.push(snapshot)
  }

  const [first, ...others] = snapshots
  if (!first) throw new Error('no scope was chosen')
  return joinSnapshots(first, others)
}
