import * as Flags from '@oclif/core/flags'

import {runCollect} from '../../cli/actions/run-collect.js'
import {apiFlags, collectPlanFlag, frameworkFlag, releasesFlag, scopeFlags} from '../../cli/flags.js'
import {scopeUsage, withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'

export default class Collect extends ComplianceCommand {
  static override description = 'read the facts of a scope into a snapshot, without assessing them'
  static override usage = scopeUsage('', [
    '--resume FILE --output FILE',
    '--snapshot FILE --max-age TIME --output FILE',
    '--guard',
  ])
  static override examples = [
    '<%= config.bin %> <%= command.id %> --team my-team --output my-team.snapshot.json',
    '<%= config.bin %> <%= command.id %> --app my-app --framework pci > my-app.json',
    '<%= config.bin %> <%= command.id %> --team my-team --shard 2/5 --output part-2.json',
    '<%= config.bin %> <%= command.id %> --resume team.json.partial --output team.json',
    '<%= config.bin %> <%= command.id %> --snapshot team.json --max-age 1h -o team.json',
    '<%= config.bin %> <%= command.id %> --app my-app -o my-app.json --shapes seen.json',
    '<%= config.bin %> <%= command.id %> --guard --team my-team',
  ]

  static override flags = withHelp({
    ...scopeFlags,
    ...apiFlags,
    framework: frameworkFlag('read only what this framework needs: an id, an alias, or a file'),
    guard: Flags.boolean({
      description: 'keep the facts for the guard of compliance.yml; the scope defaults to that of the policy',
      exclusive: ['max-age', 'output', 'plan', 'resume', 'shard', 'snapshot'],
    }),
    'max-age': Flags.string({
      description: 'age up to which facts of --snapshot are reused, such as 30m, 1h or 2d',
      helpValue: 'TIME',
    }),
    json: Flags.boolean({char: 'j', dependsOn: ['plan'], description: 'print the plan as JSON'}),
    output: Flags.string({char: 'o', description: 'file to write; defaults to stdout', helpValue: 'FILE'}),
    ...collectPlanFlag,
    releases: releasesFlag,
    resume: Flags.string({description: 'continue a collection that was stopped', helpValue: 'FILE'}),
    shapes: Flags.string({
      description: 'describe the API responses, without names or values, in a file for a bug report',
      exclusive: ['plan'],
      helpValue: 'FILE',
    }),
    shard: Flags.string({
      description: 'read only one part of the scope, such as 2/5; assess all parts together',
      helpValue: 'I/N',
    }),
    snapshot: Flags.string({
      description: 'refresh this snapshot: reread what is older than --max-age',
      helpValue: 'FILE',
    }),
  })

  async run(): Promise<void> {
    const {flags} = await this.parse(Collect)
    await runCollect(this, flags)
  }
}
