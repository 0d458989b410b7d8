import * as Flags from '@oclif/core/flags'

import {scopeUsage, withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'
import {apiFlags, frameworkFlag, scopeFlags} from '../../cli/flags.js'
import {runInit} from '../../cli/actions/run-init.js'

export default class Init extends ComplianceCommand {
  static override description = 'write a first policy file from what the account shows'
  static override usage = scopeUsage('', ['--snapshot FILE', '--sample'])
  static override examples = [
    '<%= config.bin %> <%= command.id %> --app my-app',
    '<%= config.bin %> <%= command.id %> --team my-team --framework pci',
    '<%= config.bin %> <%= command.id %> --snapshot team.json --output compliance.yml',
  ]

  static override flags = withHelp({
    ...scopeFlags,
    ...apiFlags,
    framework: frameworkFlag('framework to draft for: an id, an alias or a file; by default baseline and sparc'),
    output: Flags.string({char: 'o', description: 'file to write; defaults to compliance.yml', helpValue: 'FILE'}),
    sample: Flags.boolean({description: 'draft it for the bundled sample organization'}),
    snapshot: Flags.string({
      description: 'draft it from a saved snapshot instead of calling the API',
      helpValue: 'FILE',
    }),
  })

  async run(): Promise<void> {
    const {flags} = await this.parse(Init)
    await runInit(this, flags)
  }
}
