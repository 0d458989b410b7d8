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
import {assertAtMostOne, rejectIneffectiveFlags} from '../io/flag-conflicts.js'
import {collectLive, rateFloor} from './live-snapshot.js'
import {defaultPolicyFile} from './load-policy.js'
import {parseScope, givenScopes} from '../scope.js'

export interface InitFlags extends ScopeFlags {
  readonly output?: string | undefined
  readonly 'rate-floor'?: number | undefined
  readonly sample: boolean
  readonly snapshot?: string | undefined
}

/** Writes a first policy file from what the account or a saved snapshot shows; never overwrites a file. */
export async function runInit(command: ComplianceCommand, flags: InitFlags): Promise<void> {
  const file = flags.output ?? defaultPolicyFile
  // Checked before a long collection, and again when the file is written.
  if (fileExists(file))
    throw new UserError(`${file} already exists.`, 'Choose another file with --output, and copy what you want from it.')
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
  const policyFlag = flags.output === undefined ? '' : ` --policy ${file}`
  command.printMessage(
    `Wrote ${file}. Its entries are proposals: remove the # from those that you decide on. ` +
      `To see the policy in effect, run heroku compliance:check --show-policy${policyFlag}.`,
  )
}

async function loadSnapshot(command: ComplianceCommand, flags: InitFlags): Promise<Snapshot> {
  const given = [
    ...givenScopes(flags),
    ...(flags.sample ? ['--sample'] : []),
    ...(flags.snapshot === undefined ? [] : ['--snapshot']),
  ]
  assertAtMostOne(given)
  if (flags.sample || flags.snapshot !== undefined) {
    const ineffective = flags['rate-floor'] === undefined ? [] : ['--rate-floor']
    rejectIneffectiveFlags(ineffective, `with ${given.join()}: nothing is requested`)
    const {loadSample, loadSnapshots} = await import('../../snapshot/load-snapshots.js')
    return flags.snapshot === undefined ? loadSample() : loadSnapshots([flags.snapshot])
  }

  return collectLive(command, await parseScope(flags), await selectCatalog(['all']), {
    rateFloor: flags['rate-floor'] ?? rateFloor,
  })
}
