import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {ComplianceCommand} from '../../../cli/io/base-command.js'
import {assessmentFlags} from '../../../cli/flags.js'

export default class Verify extends ComplianceCommand {
  static override description = 'check that a bundle of evidence is as it was written'
  static override examples = [
    '<%= config.bin %> <%= command.id %> evidence.zip --key public.pem',
    '<%= config.bin %> <%= command.id %> june.zip --decisions decisions.jsonl',
    '<%= config.bin %> <%= command.id %> march.zip --framework cjis',
  ]

  static override args = {
    bundle: Args.string({description: 'the folder or archive that compliance:evidence wrote', required: true}),
  }

  static override flags = {
    'accept-version': Flags.boolean({
      description:
        'accept a bundle of another version of this tool, whose checks and frameworks cannot be compared with its own',
    }),
    decisions: Flags.string({
      description: 'the decision log as it is now, which must go on from the one in the bundle',
      helpValue: 'LOG',
    }),
    format: Flags.string({description: 'format of the report under --framework', helpValue: 'NAME'}),
    framework: Flags.string({
      description: 'judge the snapshot under this framework instead, and print that report',
      helpValue: 'ID|FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    json: Flags.boolean({char: 'j', description: 'print what was found as JSON; with --framework, the report'}),
    key: Flags.string({description: 'public key of the one who signed it, in PEM', helpValue: 'PUBLIC.pem'}),
    output: assessmentFlags.output,
    previous: Flags.string({description: 'the bundle before it, which its manifest must name', helpValue: 'BUNDLE'}),
  }

  async run(): Promise<void> {
    const {
      args: {bundle},
      flags,
    } = await this.parse(Verify)
    // Loaded only here: what checks a file compiles a schema.
    const {runVerify} = await import('../../../cli/actions/run-verify.js')
    await runVerify(this, bundle, flags)
  }
}
