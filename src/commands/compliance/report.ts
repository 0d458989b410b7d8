import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {ComplianceCommand} from '../../cli/io/base-command.js'
import {verdictFlags} from '../../cli/flags.js'
import {judging} from '../../cli/actions/run-check.js'
import {outputsOf} from '../../cli/io/outputs.js'
import {rendering} from '../../cli/io/render.js'
import {UserError} from '../../foundation/user-error.js'
import {readReport} from '../../parsing/read-report.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {refuseUnwritable} from '../../files/write-atomic.js'

/** What has an effect on a report that is written already; all others say how a snapshot is judged. */
const dressing = ['format', 'json', 'output', 'show']

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
    ...verdictFlags,
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
    const outputs = outputsOf(flags)
    for (const one of outputs.files) refuseUnwritable(one.file)
    refuseOverwriting(
      outputs.files.map(one => one.file),
      [file],
    )
    // Loaded only here: what checks a file compiles a schema.
    const {reportErrors} = await import('../../catalog/validate-report.js')
    const saved = readReport(file, reportErrors)
    if ('report' in saved) {
      const typed = Object.keys(flags).filter(name => !metadata.flags[name]?.setFromDefault && !dressing.includes(name))
      if (typed.length > 0)
        throw new UserError(
          `--${typed.join(' and --')} ${typed.length === 1 ? 'has' : 'have'} no effect on a report, which is judged already.`,
          'Give a snapshot to judge again.',
        )
      await rendering(this, saved.report, outputs, 'findings')
    } else {
      if (!flags.framework)
        throw new UserError(
          `${file} is a snapshot, which is judged by a framework.`,
          'Choose with --framework; heroku compliance:controls lists them.',
        )
      const {framework} = flags
      await judging(
        this,
        {...flags, plan: false, sample: false, 'show-policy': false, snapshot: [file]},
        () => ({frameworks: framework}),
        'findings',
      )
    }
  }
}
