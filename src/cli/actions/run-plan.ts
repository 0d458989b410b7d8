import type {Scope, Shard} from '../../model/snapshot.js'
import type {Policy} from '../../model/policy.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {selectCatalog} from '../../catalog/select-frameworks.js'
import {UserError} from '../../foundation/user-error.js'
import {mostDemandingPolicy} from '../../model/policy.js'
import {planCollection} from '../../snapshot/collection-plan.js'
import {planText} from '../../report/plan/plan-text.js'
import {withApi, rateFloor} from './live-snapshot.js'
import {outputColumns} from '../io/columns.js'

export interface PlanFlags {
  readonly format?: string | undefined
  readonly json?: boolean
  readonly 'rate-floor'?: number | undefined
}

/** Prints what a run would ask for, without asking it; without a policy, what a collection would that has to answer any. */
export async function runPlan(
  command: ComplianceCommand,
  flags: PlanFlags,
  frameworks: readonly string[],
  {
    policy,
    releases,
    scope,
    shard,
  }: {
    readonly policy?: Policy | undefined
    readonly releases?: boolean
    readonly scope: Scope
    readonly shard?: Shard | undefined
  },
): Promise<void> {
  const format = flags.json ? 'json' : (flags.format ?? 'terminal')
  if (format !== 'json' && format !== 'terminal')
    throw new UserError(`--plan has no format ${format}.`, 'Choose terminal or json.')
  const catalog = await selectCatalog(frameworks, policy ?? mostDemandingPolicy)
  const collectionPlan = await withApi(command, ports =>
    planCollection(
      scope,
      catalog,
      {
        ...ports,
        ...(policy ? {policy} : {}),
        ...(releases ? {releases} : {}),
        rateFloor: flags['rate-floor'] ?? rateFloor,
      },
      shard,
    ),
  )
  command.print(
    format === 'json'
      ? `${JSON.stringify(collectionPlan, undefined, 2)}\n`
      : planText(collectionPlan, outputColumns(process.stdout)),
  )
}
