import type {History} from '../../model/history.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {selectCatalog} from '../../catalog/select-frameworks.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable} from '../../files/write-atomic.js'
import {isCalendarDate, isoDate} from '../../foundation/date.js'
import {parseDuration} from '../../foundation/duration.js'
import {shellFile} from '../../foundation/shell.js'
import {UserError} from '../../foundation/user-error.js'
import {historyOf} from '../../history/history.js'
import {historyFormats} from '../../report/history/history-formats.js'
import {parseDestinations} from '../io/outputs.js'
import {renderOptions, setExitCode, writeOutputs} from '../io/render.js'
import {withAbortSignal} from '../io/with-abort-signal.js'
import {historyFiles} from './history-files.js'
import {readHistory} from './read-history.js'
import {snapshotAssessor} from './snapshot-assessor.js'

export interface HistoryFlags {
  readonly format?: string | undefined
  readonly framework?: string[] | undefined
  readonly from?: string | undefined
  readonly full: boolean
  readonly json: boolean
  readonly key?: string | undefined
  readonly 'max-gap'?: string | undefined
  readonly output?: string[] | undefined
  readonly policy?: string | undefined
  readonly to?: string | undefined
}

/** Says on which days of a period each control was seen to hold, by snapshots, reports and bundles. */
export async function runHistory(
  command: ComplianceCommand,
  given: readonly string[],
  flags: HistoryFlags,
): Promise<void> {
  const destinations = parseDestinations(historyFormats, flags)
  if (flags.full && [destinations, ...destinations.files].every(({format}) => format !== 'terminal'))
    throw new UserError('--full only has an effect on terminal.', 'Leave it out, or use --format terminal.')
  const files = historyFiles(given)
  refuseOverwriting(
    destinations.files.map(({file}) => file),
    [...files, ...(flags.key === undefined ? [] : [flags.key])],
  )
  for (const {file} of destinations.files) assertWritable(file)
  const history = await makeHistory(command, files, flags)
  const typed = ['heroku compliance:history', ...given.map(name => shellFile(name, 'FILE'))].join(' ')
  const nextSteps = flags.full
    ? []
    : [{about: 'every control and day, as a page', command: `${typed} --output history.html`}]
  await writeOutputs(command, destinations, async ({format}, stream) =>
    (await historyFormats[format].load())(history, {...renderOptions(stream), isFull: flags.full, nextSteps}),
  )
  setExitCode(command, history.exit)
}

async function makeHistory(
  command: ComplianceCommand,
  files: readonly string[],
  flags: HistoryFlags,
): Promise<History> {
  const maxGapHours = gapOf(flags['max-gap'])
  const [from, to] = [dateOf('--from', flags.from), dateOf('--to', flags.to)]
  if (from !== undefined && to !== undefined && to < from)
    throw new UserError(`--to ${to} is before --from ${from}.`, 'Give the first day with --from, the last with --to.')
  const frameworks = flags.framework && (await selectCatalog(flags.framework)).frameworks.map(({id}) => id)
  const {publicKey} = await import('../../evidence/keys.js')
  const key = flags.key === undefined ? undefined : publicKey(flags.key)
  const assess = snapshotAssessor(command, flags)
  const {problems, readings} = await withAbortSignal(signal =>
    readHistory(files, {assess, frameworks: frameworks && new Set(frameworks), key, signal}),
  )
  const times = readings.map(({at}) => at)
  const [problem] = problems
  if (times.length === 0)
    throw new UserError(
      `None of ${files.length} files is a reading${problem ? `: ${problem.file} ${problem.problem}` : ''}.`,
      'Name snapshots or evidence bundles.',
    )
  const period = {from: from ?? isoDate(Math.min(...times)), to: to ?? isoDate(Math.max(...times))}
  return historyOf(readings, problems, {...period, maxGapHours, version: command.version})
}

function gapOf(text = '36h'): number {
  const milliseconds = parseDuration('--max-gap', text)
  if (milliseconds === 0) throw new UserError('--max-gap is nothing.', 'Use a duration such as 36h.')
  return milliseconds / 3_600_000
}

function dateOf(flag: string, text: string | undefined): string | undefined {
  if (text !== undefined && !isCalendarDate(text))
    throw new UserError(`${flag} ${text} isn't a day.`, 'Write it as 2026-01-31.')
  return text
}
