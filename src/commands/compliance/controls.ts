import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {runControls} from '../../cli/actions/run-controls.js'
import {withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'

export default class Controls extends ComplianceCommand {
  static override description = 'list, explain or search frameworks, controls and checks'
  static override usage = [
    '<%= command.id %> [ID] [--json]',
    '<%= command.id %> --search WORD... [--json]',
    '<%= command.id %> --fields [KIND] [--json]',
    '<%= command.id %> --permissions [FRAMEWORK] [--json]',
  ]
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> pci',
    '<%= config.bin %> <%= command.id %> SC-7.b',
    '<%= config.bin %> <%= command.id %> trusted-ips-are-not-open',
    '<%= config.bin %> <%= command.id %> ./my-framework.yml',
    '<%= config.bin %> <%= command.id %> --fields app',
    '<%= config.bin %> <%= command.id %> --search "log drain"',
    '<%= config.bin %> <%= command.id %> --permissions pci',
  ]

  static override args = {
    id: Args.string({
      description:
        'a framework, control or check by id; a framework file; with --fields, a kind of subject; ' +
        'with --permissions, a framework',
    }),
  }

  static override flags = withHelp({
    fields: Flags.boolean({description: 'list the fields that checks can use, of all kinds of subjects or of one'}),
    json: Flags.boolean({char: 'j', description: 'print JSON'}),
    permissions: Flags.boolean({
      description: 'list what each permission and token scope lets the tool read, and what is unknown without it',
    }),
    search: Flags.string({
      description: 'find whatever contains this word; given several times, all of the words',
      helpValue: 'WORD',
      multiple: true,
      multipleNonGreedy: true,
    }),
  })

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Controls)
    await runControls(this, args.id, flags)
  }
}
