import * as Flags from '@oclif/core/flags'

import {ComplianceCommand} from '../../cli/io/base-command.js'
import {checkFlags, apiFlags, scopeFlags} from '../../cli/flags.js'
import {runReview} from '../../cli/actions/run-review.js'

export default class Review extends ComplianceCommand {
  static override description = 'answer what is open and waive what fails, into the policy file'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --team my-team',
    '<%= config.bin %> <%= command.id %> --snapshot team.snapshot.json --framework pci',
    '<%= config.bin %> <%= command.id %> --sample --plain',
  ]

  static override flags = {
    ...scopeFlags,
    ...apiFlags,
    by: Flags.string({
      description: "who decides; by default whose login read the facts, or else git's user.email",
      helpValue: 'EMAIL',
    }),
    framework: Flags.string({
      description: 'framework to review: an id, an alias or a file of your own',
      helpValue: 'ID|FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    now: checkFlags.now,
    plain: Flags.boolean({description: 'ask line by line: for screen readers, and for pipes'}),
    policy: Flags.string({
      description: 'policy file that decisions are written into; compliance.yml by default',
      helpValue: 'FILE',
    }),
    sample: Flags.boolean({description: 'review the bundled sample organisation; no account, no request'}),
    snapshot: checkFlags.snapshot,
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(Review)
    await runReview(this, flags)
  }
}
