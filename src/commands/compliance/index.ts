import {ComplianceCommand} from '../../cli/io/base-command.js'
import {startText} from '../../cli/actions/start.js'

export default class Compliance extends ComplianceCommand {
  static override description = 'assess apps, spaces and teams against control frameworks; shows where to start'
  static override examples = ['<%= config.bin %> <%= command.id %>']

  async run(): Promise<void> {
    await this.parse(Compliance)
    this.print(await startText(this.config))
  }
}
