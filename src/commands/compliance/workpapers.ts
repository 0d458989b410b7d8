import * as Flags from '@oclif/core/flags'

import {runWorkpapers} from '../../cli/actions/run-workpapers.js'
import {apiFlags, checkFlags, frameworkFlag, scopeFlags} from '../../cli/flags.js'
import {scopeUsage, withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'

export default class Workpapers extends ComplianceCommand {
  static override description = `write the documents that assessors ask for

An inventory of components, the scope, vendors, responsibilities, access, a
summary to sign, and an index of which requirement asks for which document.
They hold what the facts say, and name what couldn't be seen.

Exit codes:
  0  the documents were written, and nothing that they need was hidden
  2  the command couldn't do its job: a wrong flag, file, login or network
  3  the documents were written, but something that they need couldn't be seen`
  static override usage = scopeUsage('--output DIR|FILE.zip')
  static override examples = [
    '<%= config.bin %> <%= command.id %> --team my-team --framework pci --output pci',
    '<%= config.bin %> <%= command.id %> --snapshot new.json --previous old.json -o new',
    '<%= config.bin %> <%= command.id %> --sample --framework soc2 --output sample',
  ]

  static override flags = withHelp({
    ...scopeFlags,
    ...apiFlags,
    'allow-unknown': Flags.boolean({description: "exit with 0 also where something couldn't be seen"}),
    framework: frameworkFlag('framework that the documents are for: an id, an alias, a file, or all'),
    json: Flags.boolean({char: 'j', description: 'print the index as JSON: names, SHA-256, and what was not seen'}),
    now: checkFlags.now,
    output: Flags.string({
      char: 'o',
      description: 'folder to write, or archive if the name ends with .zip',
      helpValue: 'DIR|FILE.zip',
      required: true,
    }),
    policy: checkFlags.policy,
    previous: Flags.string({
      description: 'earlier snapshot or evidence bundle: the scope document says what changed since',
      helpValue: 'FILE',
    }),
    sample: checkFlags.sample,
    snapshot: checkFlags.snapshot,
  })

  async run(): Promise<void> {
    const {flags} = await this.parse(Workpapers)
    await runWorkpapers(this, flags)
  }
}
