import {assessingDescription, scopeUsage, withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'
import {checkFlags} from '../../cli/flags.js'
import {runCheck} from '../../cli/actions/run-check.js'

export default class Pci extends ComplianceCommand {
  static override description = assessingDescription('assess against PCI DSS and print its control matrix')
  static override usage = scopeUsage()
  static override examples = [
    '<%= config.bin %> <%= command.id %> --app my-app',
    '<%= config.bin %> <%= command.id %> --space my-space --show fail,unknown',
    '<%= config.bin %> <%= command.id %> --sample',
  ]

  static override flags = withHelp(checkFlags)

  async run(): Promise<void> {
    const {flags} = await this.parse(Pci)
    await runCheck(this, flags, () => ({frameworks: ['pci']}), 'matrix')
  }
}
