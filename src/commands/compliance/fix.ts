import * as Flags from '@oclif/core/flags'

import {runFix} from '../../cli/actions/run-fix.js'
import {checkFlags, frameworkFlag, planSeverities} from '../../cli/flags.js'
import {scopeUsage, withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'

export default class Fix extends ComplianceCommand {
  static override description = `plan the commands that close failures, in order; none is run

Each step is applied to the facts, and offered only if the failure is closed there, or
can't be judged before the step is done. --script writes the commands as a POSIX script
with what you fill in as variables at its top.

Exit codes:
  0  every check would hold once the plan is carried out
  1  failures would remain
  2  the command couldn't do its job: a wrong flag, file, login or network
  3  no failure would remain, but something isn't known, or not before it is done`
  static override usage = scopeUsage()
  static override examples = [
    '<%= config.bin %> <%= command.id %> --app my-app',
    '<%= config.bin %> <%= command.id %> --team my-team --script fix.sh',
    '<%= config.bin %> <%= command.id %> --team my-team --access-review access-review.json',
    '<%= config.bin %> <%= command.id %> --sample --full',
  ]

  static override flags = withHelp({
    'access-review': Flags.string({
      description: 'also plan what a completed review of access decided',
      helpValue: 'FILE.json',
    }),
    all: checkFlags.all,
    app: checkFlags.app,
    'fail-on': Flags.string({
      description: 'plan for failures of this severity and above; for all by default',
      options: [...planSeverities],
    }),
    format: Flags.string({description: 'format of stdout: terminal, json or markdown', helpValue: 'NAME'}),
    framework: frameworkFlag('framework to assess against: an id, an alias, a file, or all'),
    full: checkFlags.full,
    json: checkFlags.json,
    'no-waivers': checkFlags['no-waivers'],
    now: checkFlags.now,
    only: checkFlags.only,
    output: Flags.string({
      char: 'o',
      description: 'also write the plan to a file; format by its extension, or FORMAT:FILE',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    pipeline: checkFlags.pipeline,
    policy: checkFlags.policy,
    'rate-floor': checkFlags['rate-floor'],
    remote: checkFlags.remote,
    sample: checkFlags.sample,
    script: Flags.string({description: 'write the steps as a POSIX script; it is not run', helpValue: 'FILE'}),
    snapshot: checkFlags.snapshot,
    space: checkFlags.space,
    team: checkFlags.team,
  })

  async run(): Promise<void> {
    const {flags} = await this.parse(Fix)
    await runFix(this, flags)
  }
}
