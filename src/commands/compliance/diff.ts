import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'
import {runDiff} from '../../cli/actions/run-diff.js'
import {assessmentFlags, frameworkFlag} from '../../cli/flags.js'

export default class Diff extends ComplianceCommand {
  static override description = 'compare two reports: what got worse, got better, appeared or disappeared'
  static override usage = ['<%= command.id %> OLD NEW [FLAGS]']
  static override examples = [
    '<%= config.bin %> <%= command.id %> last-week.json today.json',
    '<%= config.bin %> <%= command.id %> old.json new.json --format markdown',
    '<%= config.bin %> <%= command.id %> old.snapshot.json new.json --output diff.md',
    '<%= config.bin %> <%= command.id %> may.zip june.zip --audit-trail acme-2026-06.json',
  ]

  static override args = {
    old: Args.string({
      description: 'a report from --json or --output, a snapshot, or an evidence bundle',
      required: true,
    }),
    new: Args.string({description: 'a later report of the same scope', required: true}),
  }

  static override flags = withHelp({
    'audit-trail': Flags.string({
      description:
        'say who may have done it, when and from where, by files of heroku enterprise:audits:export, compressed or not',
      helpValue: 'FILE',
      multiple: true,
    }),
    format: Flags.string({description: 'format of stdout: terminal, json or markdown', helpValue: 'NAME'}),
    framework: frameworkFlag("framework to assess snapshots against; defaults to those of the other side's report"),
    full: assessmentFlags.full,
    json: assessmentFlags.json,
    output: Flags.string({
      char: 'o',
      description: 'also write the comparison to a file; format by its extension, or FORMAT:FILE',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    policy: assessmentFlags.policy,
  })

  async run(): Promise<void> {
    const {args, flags} = await this.parse(Diff)
    await runDiff(this, [args.old, args.new], flags)
  }
}
