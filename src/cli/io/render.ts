import type {Exit, Report} from '../../model/report.js'
import type {Dress} from '../../report/formats.js'
import type {ComplianceCommand} from './base-command.js'
import type {Destinations, Outputs} from './outputs.js'

import {formats} from '../../report/formats.js'
import {printable} from '../../foundation/printable.js'
import {writeWhole} from '../../files/write-atomic.js'
import {isPlain} from '../actions/live-snapshot.js'
import {columnsOf} from './columns.js'

/** Prints and writes a report, and ends with its exit code, whatever the format. */
export async function rendering(
  command: ComplianceCommand,
  report: Report,
  outputs: Outputs,
  view: Dress['view'],
): Promise<void> {
  await placing(command, outputs, async (format, to) =>
    (await formats[format].load())(report, {...dressOf(to), show: outputs.show, view}),
  )
  conclude(command, report.exit)
}

/** Prints a document in one format, and writes it to files in others: the files first, so that nothing is printed where one cannot be written. */
export async function placing<F extends string>(
  command: ComplianceCommand,
  {files, format: printed}: Destinations<F>,
  render: (format: F, to?: NodeJS.WriteStream) => Promise<Iterable<Uint8Array> | string>,
): Promise<void> {
  const document = await render(printed, process.stdout)
  for (const {file, format} of files) writeWhole(file, await render(format))
  if (typeof document === 'string') command.print(document)
  else await command.printPieces(document)
}

export function dressOf(stream: NodeJS.WriteStream | undefined): Pick<Dress, 'color' | 'columns'> {
  return {color: stream?.isTTY === true && !isPlain(), columns: columnsOf(stream)}
}

export function conclude(command: ComplianceCommand, {code, reason}: Exit): void {
  process.exitCode = code
  if (code !== 0) command.tell(`Exit code ${code}: ${printable(reason)}.`)
}
