import type {CheckFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {shellQuote} from '../../foundation/shell.js'
import {UserError} from '../../foundation/user-error.js'
import {readReport} from '../../parsing/read-report.js'
import {rejectIneffectiveFlags} from '../io/flag-conflicts.js'
import {assertFilesWritable} from '../io/framework-files.js'
import {parseOutputs} from '../io/outputs.js'
import {renderReport} from '../io/render.js'
import {runCheck} from './run-check.js'

export type ReportFlags = Omit<CheckFlags, 'plan' | 'sample' | 'show-policy' | 'snapshot'>

/** Flags that have an effect on a saved report; all others say how a snapshot is assessed. */
const renderFlags = ['format', 'full', 'json', 'output', 'show']

/**
 * Renders a saved report, or assesses a snapshot and renders its report.
 *
 * @param given the names of the flags that were given
 * @throws UserError where the file is neither, and for flags without effect on it
 */
export async function runReport(
  command: ComplianceCommand,
  file: string,
  flags: ReportFlags,
  given: readonly string[],
): Promise<void> {
  const outputs = parseOutputs(flags)
  assertFilesWritable(outputs.files, [file])
  // Imported late: what validates a file compiles a schema.
  const {reportErrors} = await import('../../catalog/validate-report.js')
  const saved = readReport(file, reportErrors)
  if ('report' in saved) {
    const ineffective = given.filter(name => !renderFlags.includes(name)).map(name => `--${name}`)
    rejectIneffectiveFlags(
      ineffective,
      'on a report, which is already assessed',
      'Render a snapshot to assess it again.',
    )
    await renderReport(command, saved.report, outputs, {
      invocation: {args: [shellQuote(file)], command: 'compliance:report'},
      read: [file],
      view: 'findings',
    })
    return
  }

  const {framework} = flags
  if (!framework)
    throw new UserError(
      `${file} is a snapshot, which needs a framework to be assessed against.`,
      'Choose one with --framework; heroku compliance:controls lists them.',
    )
  // The files of the policy are those of its own runs.
  const checkFlags = {
    ...flags,
    output: flags.output ?? [],
    plan: false,
    sample: false,
    'show-policy': false,
    snapshot: [file],
  }
  await runCheck(command, checkFlags, () => ({frameworks: framework}), 'findings')
}
