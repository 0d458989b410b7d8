import * as Flags from '@oclif/core/flags'

import {ComplianceCommand} from '../../cli/io/base-command.js'
import {runCollect} from '../../cli/actions/run-collect.js'
import {apiFlags, collectPlanFlag, releasesFlag, scopeFlags} from '../../cli/flags.js'
import {assertWritable} from '../../files/write-atomic.js'

export default class Collect extends ComplianceCommand {
  static override description = 'read the facts of a scope into a snapshot, without judging them'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --team my-team --output my-team.snapshot.json',
    '<%= config.bin %> <%= command.id %> --app my-app --framework pci > my-app.json',
    '<%= config.bin %> <%= command.id %> --team my-team --shard 2/5 --output part-2.json',
    '<%= config.bin %> <%= command.id %> --resume team.json.partial --output team.json',
    '<%= config.bin %> <%= command.id %> --snapshot team.json --max-age 1h -o team.json',
    '<%= config.bin %> <%= command.id %> --app my-app -o my-app.json --shapes seen.json',
  ]

  static override flags = {
    ...scopeFlags,
    ...apiFlags,
    framework: Flags.string({
      description: 'read only what this framework needs: an id, an alias, or a file of your own',
      helpValue: 'ID|FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'max-age': Flags.string({
      description: 'how old facts of --snapshot may be that are not read again, such as 30m, 1h or 2d',
      helpValue: 'TIME',
    }),
    json: Flags.boolean({char: 'j', dependsOn: ['plan'], description: 'print the plan as JSON'}),
    output: Flags.string({char: 'o', description: 'file to write; stdout if absent', helpValue: 'FILE'}),
    ...collectPlanFlag,
    releases: releasesFlag,
    resume: Flags.string({description: 'go on with a collection that was stopped', helpValue: 'FILE'}),
    shapes: Flags.string({
      description: 'write what the answers look like, without any name or value, for a bug report',
      exclusive: ['plan'],
      helpValue: 'FILE',
    }),
    shard: Flags.string({
      description: 'read only this part of the scope, such as 2/5; judge all parts together',
      helpValue: 'I/N',
    }),
    snapshot: Flags.string({
      description: 'read again only what is older than --max-age in this snapshot',
      helpValue: 'FILE',
    }),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(Collect)
    for (const file of [flags.output, flags.shapes]) if (file !== undefined) assertWritable(file)
    await runCollect(this, flags)
  }
}
