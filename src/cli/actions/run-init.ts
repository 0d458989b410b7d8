import type {Snapshot} from '../../model/snapshot.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {ScopeFlags} from '../flags.js'

import {readFrameworks} from '../../catalog/catalog.js'
import {chooseCatalog} from '../../catalog/select-frameworks.js'
import {dayOf} from '../../foundation/date.js'
import {UserError} from '../../foundation/user-error.js'
import {newestAt} from '../../model/snapshot.js'
import {draftPolicy} from '../../assess/policy-draft.js'
import {isThere} from '../../files/file-exists.js'
import {refuseUnwritable, writeNew} from '../../files/write-atomic.js'
import {collecting, rateFloor} from './live-snapshot.js'
import {policyFile} from './load-policy.js'
import {scopeOf, typedScopes} from '../scope.js'

export interface InitFlags extends ScopeFlags {
  readonly output?: string | undefined
  readonly 'rate-floor'?: number | undefined
  readonly sample: boolean
  readonly snapshot?: string | undefined
}

/** Writes a first policy file from what the account shows, or a saved snapshot; never over another. */
export async function initing(command: ComplianceCommand, flags: InitFlags): Promise<void> {
  const file = flags.output ?? policyFile
  // Said before a long collection, and once more when it is written.
  if (isThere(file))
    throw new UserError(
      `${file} is there already, and is not overwritten.`,
      'Name another file with --output, and take over what you want.',
    )
  refuseUnwritable(file)
  const snapshot = await seen(command, flags)
  const newest = newestAt(snapshot.facts)
  writeNew(
    file,
    draftPolicy(
      snapshot,
      readFrameworks().filter(({profileOf}) => profileOf === undefined),
      newest === '' ? dayOf(Date.now()) : newest.slice(0, 10),
    ),
  )
  command.tell(
    `Wrote ${file}. Everything in it is a proposal: take away the # before what you decide, then see it with heroku compliance:check --show-policy${flags.output === undefined ? '' : ` --policy ${file}`}.`,
  )
}

async function seen(command: ComplianceCommand, flags: InitFlags): Promise<Snapshot> {
  const typed = [
    ...typedScopes(flags),
    ...(flags.sample ? ['--sample'] : []),
    ...(flags.snapshot === undefined ? [] : ['--snapshot']),
  ]
  if (typed.length > 1) throw new UserError(`Choose one: ${typed.join(' and ')} were typed.`)
  if (flags.sample || flags.snapshot !== undefined) {
    if (flags['rate-floor'] !== undefined)
      throw new UserError(`--rate-floor has no effect with ${typed.join()}: nothing is asked.`)
    const {sampleSnapshot, savedSnapshot} = await import('../../snapshot/load-snapshots.js')
    return flags.snapshot === undefined ? sampleSnapshot() : savedSnapshot([flags.snapshot])
  }

  return collecting(command, await scopeOf(flags), await chooseCatalog(['all']), {
    rateFloor: flags['rate-floor'] ?? rateFloor,
  })
}
