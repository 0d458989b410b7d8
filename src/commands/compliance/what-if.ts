import * as Flags from '@oclif/core/flags'

import {runWhatIf} from '../../cli/actions/run-what-if.js'
import {apiFlags, assessmentFlags, checkFlags, frameworkFlag, scopeFlags} from '../../cli/flags.js'
import {withHelp} from '../../cli/help.js'
import {whatIfDescription} from '../../cli/what-if-help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'

export default class WhatIf extends ComplianceCommand {
  static override description = whatIfDescription(
    'say what Heroku commands would make worse or better, without running them',
  )
  static override usage = [
    "<%= command.id %> 'COMMAND'... [FLAGS]",
    '<%= command.id %> [FLAGS] -- COMMAND',
    '<%= command.id %> --from FILE [FLAGS]',
  ]
  static override examples = [
    "<%= config.bin %> <%= command.id %> 'access:remove ann@example.com --app my-app'",
    '<%= config.bin %> <%= command.id %> --from plan.sh --team my-team',
    '<%= config.bin %> <%= command.id %> --contract-ends --team my-team',
  ]

  static override strict = false

  static override flags = withHelp({
    ...scopeFlags,
    ...apiFlags,
    'contract-ends': Flags.boolean({description: 'as if the Enterprise contract had ended'}),
    format: Flags.string({description: 'format of stdout: terminal, json or markdown', helpValue: 'NAME'}),
    framework: frameworkFlag('framework to assess against: an id, an alias, a file, or all'),
    from: Flags.string({description: 'file of commands, one a line; - for stdin', helpValue: 'FILE'}),
    full: assessmentFlags.full,
    json: assessmentFlags.json,
    'no-waivers': assessmentFlags['no-waivers'],
    now: assessmentFlags.now,
    only: checkFlags.only,
    output: Flags.string({
      char: 'o',
      description: 'also write the comparison to a file; format by its extension, or FORMAT:FILE',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    policy: assessmentFlags.policy,
    sample: checkFlags.sample,
    snapshot: checkFlags.snapshot,
  })

  async run(): Promise<void> {
    const dashes = this.argv.indexOf('--')
    const [own, words] = dashes === -1 ? [this.argv, []] : [this.argv.slice(0, dashes), this.argv.slice(dashes + 1)]
    const {argv, flags} = await this.parse(WhatIf, own)
    await runWhatIf(this, {lines: argv.map(String), words}, flags)
  }
}
