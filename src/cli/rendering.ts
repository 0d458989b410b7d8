import type {Report} from '../model/report.js'
import type {Dress, Format} from '../report/formats.js'
import type {ComplianceCommand} from './base.js'
import type {Outputs} from './outputs.js'

import {formats} from '../report/formats.js'
import {printable} from '../report/printable.js'
import {writeWhole} from '../store/write-file.js'
import {isPlain} from './collecting.js'
import {columnsOf} from './columns.js'

/** Prints and writes a report, and ends with its exit code, whatever the format. */
export async function rendering(command: ComplianceCommand, report: Report, outputs: Outputs, view: Dress['view']): Promise<void> {
  const render = async (format: Format, to?: NodeJS.WriteStream) => (await formats[format].load())(report, dressOf(to, view, outputs.show))
  const document = await render(outputs.format, process.stdout)
  for (const {file, format} of outputs.files) writeWhole(file, await render(format))
  if (typeof document === 'string') command.print(document)
  else await command.printPieces(document)
  conclude(command, report)
}

function dressOf(stream: NodeJS.WriteStream | undefined, view: Dress['view'], show: Dress['show']): Dress {
  const color = stream?.isTTY === true && !isPlain()
  return {color, columns: columnsOf(stream), show, view}
}

function conclude(command: ComplianceCommand, {exit}: Report): void {
  process.exitCode = exit.code
  if (exit.code !== 0) command.tell(`Exit code ${exit.code}: ${printable(exit.reason)}.`)
}
