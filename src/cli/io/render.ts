import type {Exit, Report} from '../../model/report.js'
import type {RenderOptions} from '../../report/render-options.js'
import type {ComplianceCommand} from './base-command.js'
import type {Destinations, Outputs} from './outputs.js'

import isUnicodeSupported from 'is-unicode-supported'
import {createSupportsHyperlinks} from 'supports-hyperlinks'

import {formats} from '../../report/formats.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {writeAtomic} from '../../files/write-atomic.js'
import {outputColumns} from './columns.js'
import {isPlain} from './plain-output.js'

/** Prints and writes a report, and sets its exit code, which is the same for every format. */
export async function renderReport(
  command: ComplianceCommand,
  report: Report,
  {isFull, show, ...destinations}: Outputs,
  origin: Pick<RenderOptions, 'invocation' | 'view'>,
): Promise<void> {
  const writesPage = destinations.files.some(({format}) => format === 'html')
  const invocation = origin.invocation && {...origin.invocation, writesPage}
  await writeOutputs(command, destinations, async (format, stream) =>
    (await formats[format].load())(report, {
      ...renderOptions(stream),
      ...(invocation ? {invocation} : {}),
      isFull,
      show,
      view: origin.view,
    }),
  )
  setExitCode(command, report.exit)
}

/**
 * Prints a document in one format, and writes it to files in others. The files come first, so that nothing is printed
 * where one can't be written.
 */
export async function writeOutputs<F extends string>(
  command: ComplianceCommand,
  {files, format: stdoutFormat}: Destinations<F>,
  render: (format: F, stream?: NodeJS.WriteStream) => Promise<Iterable<Uint8Array> | string>,
): Promise<void> {
  const document = await render(stdoutFormat, process.stdout)
  for (const {file, format} of files) writeAtomic(file, await render(format))
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

/** A sentence as the reason of an exit code: it follows a colon. */
export const lowerFirst = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1)
