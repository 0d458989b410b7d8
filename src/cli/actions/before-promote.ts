import type {Catalog} from '../../catalog/catalog.js'
import type {PromotionForecast} from '../../changes/promotion.js'
import type {LoadedPolicy} from '../../model/policy.js'
import type {Notice} from '../../model/report.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {CheckFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {SnapshotSource} from './snapshot-source.js'

import {factsOfPromotion, forecastPromotion, nextPromotion} from '../../changes/promotion.js'
import {UserError} from '../../foundation/user-error.js'
import {fetchFacts} from '../../snapshot/fetch-facts.js'
import {withAbortSignal} from '../io/with-abort-signal.js'
import {rateFloor, withApi} from './live-snapshot.js'

/** Facts as they come, or with --before-promote those after the next promotion of the pipeline. */
export const sourceBeforePromotion = (
  command: ComplianceCommand,
  flags: CheckFlags,
  policy: LoadedPolicy | undefined,
  source: SnapshotSource,
): SnapshotSource =>
  flags['before-promote']
    ? async catalog => {
        const {kind, snapshot} = await source(catalog)
        return {kind, ...(await factsBeforePromotion(command, flags, snapshot, catalog, policy))}
      }
    : source

/**
 * The facts of the apps that the next promotion of a pipeline goes to, as they would be after it. Nothing is promoted.
 *
 * @param snapshot of the pipeline; what else the apps need is requested
 * @throws UserError where it can't be told what would be promoted
 */
async function factsBeforePromotion(
  command: ComplianceCommand,
  flags: Pick<CheckFlags, 'pipeline' | 'rate-floor'>,
  snapshot: Snapshot,
  catalog: Catalog,
  policy: LoadedPolicy | undefined,
): Promise<{readonly notices: readonly Notice[]; readonly snapshot: Snapshot}> {
  const forecast = (known: Snapshot): PromotionForecast =>
    forecastPromotion(known, nextPromotion(known, flags.pipeline ?? ''))
  const facts = await withAbortSignal(signal =>
    withApi(
      command,
      ports =>
        fetchFacts(
          snapshot.facts,
          known => factsOfPromotion(() => forecast({...snapshot, facts: known}), catalog, policy ? {policy} : {}),
          {...ports, rateFloor: flags['rate-floor'] ?? rateFloor, signal},
        ),
      signal,
    ),
  )
  if (!facts) throw new UserError('Stopped; nothing was assessed.', 'Run it again to start over.')
  const {prediction, source, targets} = forecast({...snapshot, facts})
  return {
    notices: [
      {
        id: 'before-promotion',
        text: `Assessed as if the code of ${source} were promoted to ${targets.join(', ')}. Nothing was promoted.`,
      },
    ],
    snapshot: prediction.snapshot,
  }
}
