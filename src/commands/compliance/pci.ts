import {ComplianceCommand} from '../../cli/io/base-command.js'
import {judgeFlags} from '../../cli/flags.js'
import {judging} from '../../cli/actions/run-check.js'

export default class Pci extends ComplianceCommand {
  static override description = 'judge against PCI DSS and print its control matrix'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --app my-app',
    '<%= config.bin %> <%= command.id %> --space my-space --show fail,unknown',
    '<%= config.bin %> <%= command.id %> --sample',
  ]

  static override flags = judgeFlags

  async run(): Promise<void> {
    const {flags} = await this.parse(Pci)
    await judging(this, flags, () => ({frameworks: ['pci']}), 'matrix')
  }
}
