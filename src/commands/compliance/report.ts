import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {ComplianceCommand} from '../../cli/io/base-command.js'
import {assessmentFlags} from '../../cli/flags.js'
import {runCheck} from '../../cli/actions/run-check.js'
import {parseOutputs} from '../../cli/io/outputs.js'
import {renderReport} from '../../cli/io/render.js'
import {UserError} from '../../foundation/user-error.js'
import {readReport} from '../../parsing/read-report.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable} from '../../files/write-atomic.js'

/** What has an effect on a report that is written already; all others say how a snapshot is judged. */
const renderFlags = ['format', 'json', 'output', 'show']

export default class Report extends ComplianceCommand {
  static override description = 'render a saved report in another format; a snapshot is judged first'
  static override examples = [
    '<%= config.bin %> <%= command.id %> report.json',
    '<%= config.bin %> <%= command.id %> report.json --format markdown',
    '<%= config.bin %> <%= command.id %> report.json -o report.sarif -o report.csv',
    '<%= config.bin %> <%= command.id %> team.snapshot.json --framework pci --format csv',
  ]

  static override args = {
    file: Args.string({description: 'a report that --json or --output wrote, or a snapshot', required: true}),
  }

  static override flags = {
    ...assessmentFlags,
    framework: Flags.string({
      description: 'framework to judge a snapshot against',
      helpValue: 'ID|FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  async run(): Promise<void> {
    const {
      args: {file},
      flags,
      metadata,
    } = await this.parse(Report)
    const outputs = parseOutputs(flags)
    for (const output of outputs.files) assertWritable(output.file)
    refuseOverwriting(
      outputs.files.map(output => output.file),
      [file],
    )
    // Loaded only here: what checks a file compiles a schema.
    const {reportErrors} = await import('../../catalog/validate-report.js')
    const saved = readReport(file, reportErrors)
    if ('report' in saved) {
      const given = Object.keys(flags).filter(
        name => !metadata.flags[name]?.setFromDefault && !renderFlags.includes(name),
      )
      if (given.length > 0)
        throw new UserError(
          `--${given.join(' and --')} ${given.length === 1 ? 'has' : 'have'} no effect on a report, which is judged already.`,
          'Give a snapshot to judge again.',
        )
      await renderReport(this, saved.report, outputs, 'findings')
    } else {
      if (!flags.framework)
        throw new UserError(
          `${file} is a snapshot, which is judged by a framework.`,
          'Choose with --framework; heroku compliance:controls lists them.',
        )
      const {framework} = flags
      await runCheck(
        this,
        {...flags, plan: false, sample: false, 'show-policy': false, snapshot: [file]},
        () => ({frameworks: framework}),
        'findings',
      )
    }
  }
}
