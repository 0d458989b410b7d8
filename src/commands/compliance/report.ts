import * as Args from '@oclif/core/args'

import {runReport} from '../../cli/actions/run-report.js'
import {assessmentFlags, frameworkFlag} from '../../cli/flags.js'
import {withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'

export default class Report extends ComplianceCommand {
  static override description = 'render a saved report in another format; a snapshot is assessed first'
  static override usage = ['<%= command.id %> FILE [FLAGS]']
  static override examples = [
    '<%= config.bin %> <%= command.id %> report.json',
    '<%= config.bin %> <%= command.id %> report.json --format markdown',
    '<%= config.bin %> <%= command.id %> report.json -o report.sarif -o report.csv',
    '<%= config.bin %> <%= command.id %> team.snapshot.json --framework pci --format csv',
  ]

  static override args = {
    file: Args.string({description: 'a report from --json or --output, or a snapshot', required: true}),
  }

  static override flags = withHelp({
    ...assessmentFlags,
    framework: frameworkFlag('framework to assess a snapshot against'),
  })

  async run(): Promise<void> {
    const {args, flags, metadata} = await this.parse(Report)
    const given = Object.keys(flags).filter(name => !metadata.flags[name]?.setFromDefault)
    await runReport(this, args.file, flags, given)
  }
}
