import type {Snapshot} from '../../model/snapshot.js'
import type {Checkpoint} from '../../snapshot/checkpoint.js'
import type {CollectFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {CollectionTask} from './collection-task.js'
import type {LiveOptions} from './live-snapshot.js'
import type {ShapesFile} from './record-shapes.js'

import {isFilePath, selectCatalog} from '../../catalog/select-frameworks.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable, writeAtomic} from '../../files/write-atomic.js'
import {shellQuote} from '../../foundation/shell.js'
import {UserError} from '../../foundation/user-error.js'
import {mostDemandingPolicy} from '../../model/policy.js'
import {createCheckpoint} from '../../snapshot/checkpoint.js'
import {snapshotText} from '../../snapshot/snapshot-file.js'
import {printNextSteps} from '../io/next-steps.js'
import {withAbortSignal} from '../io/with-abort-signal.js'
import {collectionTask, scopeAndShard} from './collection-task.js'
import {collectLive, rateFloor} from './live-snapshot.js'
import {shapesFile} from './record-shapes.js'

interface OpenFiles {
  readonly checkpoint?: Checkpoint
  readonly shapes: ShapesFile | undefined
}

/** Collects a scope, or the rest of one, and writes the snapshot; when stopped, saves what was read in another file. */
export async function runCollect(command: ComplianceCommand, flags: CollectFlags): Promise<void> {
  if (!flags.guard) return collectInto(command, flags)
  const {guardFlags} = await import('../guard/guard-collection.js')
  return collectInto(command, await guardFlags(command, flags))
}

async function collectInto(command: ComplianceCommand, flags: CollectFlags): Promise<void> {
  for (const file of [flags.output, flags.shapes]) if (file !== undefined) assertWritable(file)
  if (flags.plan) return planCollect(command, flags)
  const task = await collectionTask(flags, Date.now())
  const {checkpoint, shapes} = openFiles(command, flags, task)
  const snapshot = await collectTask(command, task, {
    rateFloor: flags['rate-floor'] ?? rateFloor,
    watch: shapes?.watch,
    ...(checkpoint ? {saveCheckpoint: checkpoint.writeIfDue} : {}),
  })
  shapes?.write()
  if (snapshot.partial) throw saveStopped(snapshot, flags.output, checkpoint)
  writeSnapshot(command, flags, snapshot)
  checkpoint?.remove()
}

/** @throws UserError where a file exists that may not be overwritten */
function openFiles(
  command: ComplianceCommand,
  {output, shapes}: CollectFlags,
  {frameworks}: CollectionTask,
): OpenFiles {
  const shapesRecorder = shapes === undefined ? undefined : shapesFile(shapes, command.version)
  if (output === undefined) return {shapes: shapesRecorder}
  const checkpoint = createCheckpoint(
    output,
    () => Date.now(),
    problem => command.printMessage(`${problem}; the collection continues.`),
  )
  // A snapshot that is refreshed may be overwritten; a framework never.
  refuseOverwriting([output, `${output}.partial`], frameworks.filter(isFilePath))
  return {checkpoint, shapes: shapesRecorder}
}

async function collectTask(
  command: ComplianceCommand,
  {earlier, frameworks, releases, scope, shard}: CollectionTask,
  options: LiveOptions,
): Promise<Snapshot> {
  const catalog = await selectCatalog(frameworks, mostDemandingPolicy)
  return withAbortSignal(signal => collectLive(command, scope, catalog, {...options, earlier, releases, shard, signal}))
}

async function planCollect(command: ComplianceCommand, flags: CollectFlags): Promise<void> {
  const {runPlan} = await import('./run-plan.js')
  const scope = await scopeAndShard(flags)
  return runPlan(command, flags, flags.framework ?? ['all'], {...scope, releases: flags.releases === true})
}

function writeSnapshot(command: ComplianceCommand, {guard, output}: CollectFlags, snapshot: Snapshot): void {
  if (output === undefined) {
    command.print(snapshotText(snapshot))
    return
  }

  writeAtomic(output, snapshotText(snapshot))
  const gapCount = snapshot.facts.filter(({gap}) => gap !== undefined).length
  const gaps = gapCount > 0 ? `; ${gapCount} couldn't be read` : ''
  command.printMessage(`Wrote ${snapshot.facts.length} facts to ${output}${gaps}.`)
  if (guard) return
  printNextSteps(command, [
    {about: 'assess it', command: `heroku compliance:check --snapshot ${shellQuote(output)}`},
    {about: 'answer what no API shows', command: `heroku compliance:review --snapshot ${shellQuote(output)}`},
  ])
}

/** Saves what a stopped collection has read, where that is possible, and gives the error that says how to continue. */
function saveStopped(snapshot: Snapshot, output: string | undefined, checkpoint: Checkpoint | undefined): UserError {
  if (output === undefined || !checkpoint)
    return new UserError('Stopped; nothing was saved.', 'With --output FILE, a stopped collection can be continued.')
  // An earlier checkpoint may hold more.
  if (snapshot.facts.length === 0)
    return new UserError('Stopped before the account was read; nothing was saved.', 'Run the command again.')
  checkpoint.write(snapshot)
  return new UserError(
    `Stopped; saved ${snapshot.facts.length} facts to ${checkpoint.file}.`,
    `Continue with heroku compliance:collect --resume ${checkpoint.file} --output ${output}`,
  )
}
