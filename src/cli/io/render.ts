import type {Exit, Report} from '../../model/report.js'
import type {RenderOptions} from '../../report/formats.js'
import type {ComplianceCommand} from './base-command.js'
import type {Destinations, Outputs} from './outputs.js'

import {formats} from '../../report/formats.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {writeAtomic} from '../../files/write-atomic.js'
import {isPlain} from '../actions/live-snapshot.js'
import {outputColumns} from './columns.js'

/** Prints and writes a report, and ends with its exit code, whatever the format. */
export async function renderReport(
  command: ComplianceCommand,
  report: Report,
  outputs: Outputs,
  view: RenderOptions['view'],
): Promise<void> {
  await writeOutputs(command, outputs, async (format, stream) =>
    (await formats[format].load())(report, {...renderOptions(stream), show: outputs.show, view}),
  )
  setExitCode(command, report.exit)
}

/** Prints a document in one format, and writes it to files in others: the files first, so that nothing is printed where one cannot be written. */
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

export function renderOptions(stream: NodeJS.WriteStream | undefined): Pick<RenderOptions, 'color' | 'columns'> {
  return {color: stream?.isTTY === true && !isPlain(), columns: outputColumns(stream)}
}

export function setExitCode(command: ComplianceCommand, {code, reason}: Exit): void {
  process.exitCode = code
  if (code !== 0) command.printMessage(`Exit code ${code}: ${sanitizeLine(reason)}.`)
}
