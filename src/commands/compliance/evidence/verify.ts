import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {withHelp} from '../../../cli/help.js'
import {ComplianceCommand} from '../../../cli/io/base-command.js'
import {assessmentFlags, frameworkFlag} from '../../../cli/flags.js'

export default class Verify extends ComplianceCommand {
  static override description = 'verify that an evidence bundle is as it was written'
  static override usage = ['<%= command.id %> BUNDLE [FLAGS]']
  static override examples = [
    '<%= config.bin %> <%= command.id %> evidence.zip --key public.pem',
    '<%= config.bin %> <%= command.id %> june.zip --decisions decisions.jsonl',
    '<%= config.bin %> <%= command.id %> march.zip --framework cjis',
  ]

  static override args = {
    bundle: Args.string({description: 'folder or archive from compliance:evidence', required: true}),
  }

  static override flags = withHelp({
    'accept-version': Flags.boolean({
      description: 'accept a bundle from another version of the plugin, without comparing its checks and frameworks',
    }),
    decisions: Flags.string({
      description: 'current decision log, which must continue the one in the bundle',
      helpValue: 'LOG',
    }),
    format: Flags.string({description: 'format of the report under --framework', helpValue: 'NAME'}),
    framework: frameworkFlag('assess the snapshot against this framework instead, and print that report'),
    json: Flags.boolean({char: 'j', description: 'print the result as JSON; with --framework, the report'}),
    key: Flags.string({description: 'public key of the signer, in PEM', helpValue: 'PUBLIC.pem'}),
    output: assessmentFlags.output,
    previous: Flags.string({description: 'previous bundle, which the manifest must name', helpValue: 'BUNDLE'}),
  })

  async run(): Promise<void> {
    const {
      args: {bundle},
      flags,
    } = await this.parse(Verify)
    // Imported late: what validates a file compiles a schema.
    const {runVerify} = await import('../../../cli/actions/run-verify.js')
    await runVerify(this, bundle, flags)
  }
}
