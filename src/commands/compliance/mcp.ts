import {runMcp} from '../../cli/actions/run-mcp.js'
import {checkFlags, frameworkFlag} from '../../cli/flags.js'
import {withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'
import * as Flags from '@oclif/core/flags'

export default class Mcp extends ComplianceCommand {
  static override description = `serve a snapshot or report to an AI assistant, read-only, by MCP

The Model Context Protocol on stdin and stdout, for a client that starts this command. Nothing is
requested, written or decided, and no login is used. Started in a terminal, it prints the settings of a client.`

  static override usage = ['--snapshot FILE...', '--report FILE', '--sample'].map(
    source => `<%= command.id %> ${source} [FLAGS]`,
  )

  static override examples = [
    '<%= config.bin %> <%= command.id %> --snapshot team.snapshot.json --framework pci',
    '<%= config.bin %> <%= command.id %> --report report.json',
    '<%= config.bin %> <%= command.id %> --sample',
  ]

  static override flags = withHelp({
    framework: frameworkFlag('framework to assess the facts against: an id, an alias, a file, or all'),
    now: checkFlags.now,
    policy: checkFlags.policy,
    report: Flags.string({description: 'serve a saved JSON report', helpValue: 'FILE'}),
    sample: Flags.boolean({description: 'serve a report on the bundled sample organization'}),
    snapshot: Flags.string({
      description: 'assess a saved snapshot and serve the report; several are joined',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
  })

  async run(): Promise<void> {
    const {flags} = await this.parse(Mcp)
    await runMcp(this, flags)
  }
}
