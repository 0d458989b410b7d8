import type {Catalog} from '../../catalog/catalog.js'
import type {Plan} from '../../model/plan.js'
import type {Policy} from '../../model/policy.js'
import type {Scope, Shard} from '../../model/snapshot.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {UserError} from '../../foundation/user-error.js'
import {emptyPolicy, mostDemandingPolicy} from '../../model/policy.js'
import {planText} from '../../report/plan/plan-text.js'
import {planCollection, planOfSnapshot} from '../../snapshot/collection-plan.js'
import {outputColumns} from '../io/columns.js'
import {chosenCatalog} from './chosen-catalog.js'
import {rateFloor, withApi} from './live-snapshot.js'

export interface PlanFlags {
  readonly format?: string | undefined
  readonly json?: boolean
  readonly 'rate-floor'?: number | undefined
}

interface PlannedRun {
  readonly only?: readonly string[] | undefined
  /** Without it, the plan is for facts that any policy can be applied to. */
  readonly policy?: Policy | undefined
  readonly releases?: boolean
  readonly scope: Scope | 'sample'
  readonly shard?: Shard | undefined
}

/** Prints the requests that a run would send; only the lists that are needed to count them are requested. */
export async function runPlan(
  command: ComplianceCommand,
  flags: PlanFlags,
  frameworks: readonly string[],
  {only, policy, releases, scope, shard}: PlannedRun,
): Promise<void> {
  const format = planFormat(flags)
  const catalog = await chosenCatalog(frameworks, only, policy ?? mostDemandingPolicy)
  const options = {
    ...(policy ? {policy} : {}),
    ...(releases ? {releases} : {}),
    rateFloor: flags['rate-floor'] ?? rateFloor,
  }
  const plan =
    scope === 'sample'
      ? await planSample(catalog, policy)
      : await withApi(command, ports => planCollection(scope, catalog, {...ports, ...options}, shard))
  command.print(
    format === 'json' ? `${JSON.stringify(plan, undefined, 2)}\n` : planText(plan, outputColumns(process.stdout)),
  )
}

/** @throws UserError for a format that a plan doesn't have */
function planFormat(flags: PlanFlags): 'json' | 'terminal' {
  const format = flags.json ? 'json' : (flags.format ?? 'terminal')
  if (format === 'json' || format === 'terminal') return format
  throw new UserError(`--plan can't print ${format}.`, 'Choose terminal or json.')
}

/** What reading the sample would have taken; nothing is sent. */
async function planSample(catalog: Catalog, policy: Policy = emptyPolicy): Promise<Plan> {
  const {loadSample} = await import('../../snapshot/load-snapshots.js')
  return planOfSnapshot(loadSample(), catalog, policy)
}
