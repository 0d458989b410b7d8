import * as Flags from '@oclif/core/flags'

import {scopeUsage, withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'
import {apiFlags, checkFlags, frameworkFlag, scopeFlags} from '../../cli/flags.js'
import {runReview} from '../../cli/actions/run-review.js'

export default class Review extends ComplianceCommand {
  static override description = 'answer open questions and waive failures, saved in the policy file'
  static override usage = scopeUsage()
  static override examples = [
    '<%= config.bin %> <%= command.id %> --team my-team',
    '<%= config.bin %> <%= command.id %> --snapshot team.snapshot.json --framework pci',
    '<%= config.bin %> <%= command.id %> --sample --plain',
  ]

  static override flags = withHelp({
    ...scopeFlags,
    ...apiFlags,
    by: Flags.string({
      description: "who decides; defaults to the account that read the facts, else git's user.email",
      helpValue: 'EMAIL',
    }),
    framework: frameworkFlag('framework to review: an id, an alias or a file'),
    now: checkFlags.now,
    plain: Flags.boolean({description: 'ask line by line, for screen readers and pipes'}),
    policy: Flags.string({
      description: 'policy file to save decisions in; defaults to compliance.yml',
      helpValue: 'FILE',
    }),
    sample: Flags.boolean({description: 'review the bundled sample organization; no account, no requests'}),
    snapshot: checkFlags.snapshot,
  })

  async run(): Promise<void> {
    const {flags} = await this.parse(Review)
    await runReview(this, flags)
  }
}
