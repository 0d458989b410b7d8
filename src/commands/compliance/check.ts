import * as Flags from '@oclif/core/flags'

import {ComplianceCommand} from '../../cli/io/base-command.js'
import {checkFlags} from '../../cli/flags.js'
import {selectFrameworks, runCheck} from '../../cli/actions/run-check.js'

export default class Check extends ComplianceCommand {
  static override description = 'judge an app, space, team, pipeline or account against control frameworks'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --app my-app',
    '<%= config.bin %> <%= command.id %> --team my-team --framework pci --output report.json',
    '<%= config.bin %> <%= command.id %> --sample',
  ]

  static override flags = {
    ...checkFlags,
    framework: Flags.string({
      description: 'framework to judge against: an id, an alias, a file of your own, or all',
      helpValue: 'ID|FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(Check)
    await runCheck(this, flags, selectFrameworks(flags.framework), 'findings')
  }
}
