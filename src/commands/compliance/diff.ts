import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {ComplianceCommand} from '../../cli/io/base-command.js'
import {runDiff} from '../../cli/actions/run-diff.js'
import {assessmentFlags} from '../../cli/flags.js'

export default class Diff extends ComplianceCommand {
  static override description = 'tell what got worse, better, appeared or went between two reports'
  static override examples = [
    '<%= config.bin %> <%= command.id %> last-week.json today.json',
    '<%= config.bin %> <%= command.id %> old.json new.json --format markdown',
    '<%= config.bin %> <%= command.id %> old.snapshot.json new.json --output diff.md',
  ]

  static override args = {
    old: Args.string({
      description: 'a report that --json or --output wrote, a snapshot, or a bundle of evidence',
      required: true,
    }),
    new: Args.string({description: 'a later one, of the same scope', required: true}),
  }

  static override flags = {
    format: Flags.string({description: 'what goes to stdout: terminal, json or markdown', helpValue: 'NAME'}),
    framework: Flags.string({
      description: 'framework to judge a snapshot against; as the report, if the other is one',
      helpValue: 'ID|FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    json: assessmentFlags.json,
    output: Flags.string({
      char: 'o',
      description: 'also write the comparison to a file; format by its ending, or FORMAT:FILE',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    policy: assessmentFlags.policy,
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Diff)
    await runDiff(this, [args.old, args.new], flags)
  }
}
