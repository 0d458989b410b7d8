import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import {runHistory} from '../../cli/actions/run-history.js'
import {assessmentFlags, frameworkFlag} from '../../cli/flags.js'
import {withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'

export default class History extends ComplianceCommand {
  static override description = `say on which days of a period each control was seen to hold

Reads snapshots, saved reports and evidence bundles, whose checksums and chain are
verified. A day without a reading counts by the one before, up to --max-gap; beyond
that, it wasn't looked at. FILE may be a folder, or a pattern in quotes.

Exit codes:
  0  no control was seen to fail, and every day was looked at
  1  a control failed on some day
  2  the command couldn't do its job: a wrong flag or file
  3  no failure, but something was unknown or not looked at, or a file was changed`
  static override usage = ['<%= command.id %> FILE... [FLAGS]']
  static override examples = [
    "<%= config.bin %> <%= command.id %> 'evidence/*.zip' --framework soc2",
    '<%= config.bin %> <%= command.id %> evidence --from 2026-01-01 --to 2026-06-30',
    '<%= config.bin %> <%= command.id %> evidence --key public.pem --output history.html',
  ]

  static override strict = false
  static override args = {
    file: Args.string({description: 'a snapshot, report or evidence bundle, or a folder of them', required: true}),
  }

  static override flags = withHelp({
    format: Flags.string({description: 'format of stdout: terminal, json, csv or html', helpValue: 'NAME'}),
    framework: frameworkFlag('framework that it is about: an id, an alias or a file'),
    from: Flags.string({
      description: 'first day of the period; that of the first reading by default',
      helpValue: 'DATE',
    }),
    full: assessmentFlags.full,
    json: assessmentFlags.json,
    key: Flags.string({description: 'public key that signed the bundles, in PEM', helpValue: 'KEY.pem'}),
    'max-gap': Flags.string({
      description: 'time after a reading of which it still speaks; 36h by default',
      helpValue: 'DURATION',
    }),
    output: Flags.string({
      char: 'o',
      description: 'also write the history to a file; format by its extension, or FORMAT:FILE',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    policy: assessmentFlags.policy,
    to: Flags.string({description: 'last day of the period; that of the last reading by default', helpValue: 'DATE'}),
  })

  async run(): Promise<void> {
    const {argv, flags} = await this.parse(History)
    await runHistory(this, argv as string[], flags)
  }
}
