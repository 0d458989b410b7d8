import type {Snapshot} from '../../model/snapshot.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {ScopeFlags} from '../flags.js'

import {readFrameworks} from '../../catalog/catalog.js'
import {selectCatalog} from '../../catalog/select-frameworks.js'
import {isoDate} from '../../foundation/date.js'
import {UserError} from '../../foundation/user-error.js'
import {newestAt} from '../../model/snapshot.js'
import {draftPolicy} from '../../assess/policy-draft.js'
import {fileExists} from '../../files/file-exists.js'
import {assertWritable, writeNew} from '../../files/write-atomic.js'
import {collectLive, rateFloor} from './live-snapshot.js'
import {defaultPolicyFile} from './load-policy.js'
import {parseScope, givenScopes} from '../scope.js'

export interface InitFlags extends ScopeFlags {
  readonly output?: string | undefined
  readonly 'rate-floor'?: number | undefined
  readonly sample: boolean
  readonly snapshot?: string | undefined
}

/** Writes a first policy file from what the account shows, or a saved snapshot; never over another. */
export async function runInit(command: ComplianceCommand, flags: InitFlags): Promise<void> {
  const file = flags.output ?? defaultPolicyFile
  // Said before a long collection, and once more when it is written.
  if (fileExists(file))
    throw new UserError(
      `${file} is there already, and is not overwritten.`,
      'Name another file with --output, and take over what you want.',
    )
  assertWritable(file)
  const snapshot = await loadSnapshot(command, flags)
  const newest = newestAt(snapshot.facts)
  writeNew(
    file,
    draftPolicy(
      snapshot,
      readFrameworks().filter(({profileOf}) => profileOf === undefined),
      newest === '' ? isoDate(Date.now()) : newest.slice(0, 10),
    ),
  )
  command.printMessage(
    `Wrote ${file}. Everything in it is a proposal: take away the # before what you decide, then see it with heroku compliance:check --show-policy${flags.output === undefined ? '' : ` --policy ${file}`}.`,
  )
}

async function loadSnapshot(command: ComplianceCommand, flags: InitFlags): Promise<Snapshot> {
  const given = [
    ...givenScopes(flags),
    ...(flags.sample ? ['--sample'] : []),
    ...(flags.snapshot === undefined ? [] : ['--snapshot']),
  ]
  if (given.length > 1) throw new UserError(`Choose one: ${given.join(' and ')} were typed.`)
  if (flags.sample || flags.snapshot !== undefined) {
    if (flags['rate-floor'] !== undefined)
      throw new UserError(`--rate-floor has no effect with ${given.join()}: nothing is asked.`)
    const {loadSample, loadSnapshots} = await import('../../snapshot/load-snapshots.js')
    return flags.snapshot === undefined ? loadSample() : loadSnapshots([flags.snapshot])
  }

  return collectLive(command, await parseScope(flags), await selectCatalog(['all']), {
    rateFloor: flags['rate-floor'] ?? rateFloor,
  })
}
