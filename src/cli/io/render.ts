import type {Exit, Report} from '../../model/report.js'
import type {RenderOptions} from '../../report/render-options.js'
import type {ComplianceCommand} from './base-command.js'
import type {Format} from '../../report/formats.js'
import type {Destinations, Outputs, Target} from './outputs.js'

import isUnicodeSupported from 'is-unicode-supported'
import {createSupportsHyperlinks} from 'supports-hyperlinks'

import {reportParts} from '../../report/by-framework.js'
import {formats} from '../../report/formats.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {writeAtomic} from '../../files/write-atomic.js'
import {outputColumns} from './columns.js'
import {assertFilesWritable, dependsOnFrameworks, destinationsFor} from './framework-files.js'
import {isPlain} from './plain-output.js'

/** Prints and writes a report, and sets its exit code, which is the same for every format. */
export async function renderReport(
  command: ComplianceCommand,
  report: Report,
  {isFull, show, ...destinations}: Outputs,
  origin: Pick<RenderOptions, 'history' | 'invocation' | 'view'> & {readonly read: readonly string[]},
): Promise<void> {
  const writesPage = destinations.files.some(({format}) => format === 'html')
  const invocation = origin.invocation && {...origin.invocation, writesPage}
  await writeReport(command, report, destinations, origin.read, {
    ...(invocation ? {invocation} : {}),
    history: origin.history,
    isFull,
    show,
    view: origin.view,
  })
  setExitCode(command, report.exit)
}

/**
 * Prints and writes a report, and of formats that hold one framework a document for each.
 *
 * @param read the files that the run reads
 * @throws UserError, before anything is written, where several frameworks would go where there is room for one
 */
export async function writeReport(
  command: ComplianceCommand,
  report: Report,
  destinations: Destinations<Format>,
  read: readonly string[],
  options: Omit<RenderOptions, keyof StreamOptions>,
): Promise<void> {
  const parts = dependsOnFrameworks(destinations) ? reportParts(report) : []
  const expanded = destinationsFor(
    destinations,
    parts.map(({id}) => id),
  )
  assertFilesWritable(expanded.files, read)
  await writeOutputs(command, expanded, async ({format, framework}, stream) => {
    const part = parts.find(({id}) => id === framework)
    return (await formats[format].load())(part?.report ?? report, {...renderOptions(stream), ...options})
  })
}

/**
 * Prints a document in one format, and writes it to files in others. The files come first, so that nothing is printed
 * where one can't be written.
 */
export async function writeOutputs<F extends string>(
  command: ComplianceCommand,
  destinations: Destinations<F>,
  render: (target: Target<F>, stream?: NodeJS.WriteStream) => Promise<Iterable<Uint8Array> | string>,
): Promise<void> {
  const document = await render(destinations, process.stdout)
  for (const output of destinations.files) writeAtomic(output.file, await render(output))
  if (typeof document === 'string') command.print(document)
  else await command.printChunks(document)
}

type StreamOptions = Pick<RenderOptions, 'color' | 'columns' | 'hyperlinks' | 'isAscii'>

/** The width of a stream, and what can be seen there: colors, hyperlinks, symbols; those of a file without one. */
export function renderOptions(stream: NodeJS.WriteStream | undefined): StreamOptions {
  const isTerminal = stream?.isTTY === true
  const color = isTerminal && !isPlain()
  return {
    color,
    columns: outputColumns(stream),
    hyperlinks: color && createSupportsHyperlinks(stream),
    isAscii: isTerminal && !isUnicodeSupported(),
  }
}

/** Sets the exit code of the process, and says why on stderr unless it's 0. */
export function setExitCode(command: ComplianceCommand, {code, reason}: Exit): void {
  process.exitCode = code
  if (code !== 0) command.printMessage(`Exit code ${code}: ${sanitizeLine(reason)}.`)
}
