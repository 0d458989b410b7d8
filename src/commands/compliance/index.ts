import {ComplianceCommand} from '../../cli/io/base-command.js'

export default class Compliance extends ComplianceCommand {
  static override description = 'assess apps, spaces and teams against control frameworks; shows where to start'
  static override examples = ['<%= config.bin %> <%= command.id %>']

  async run(): Promise<void> {
    await this.parse(Compliance)
    const {bin} = this.config
    this.print(`Can this app hold regulated data? Start with an app, a team or the sample organization:

  ${bin} compliance:check --app APP       what fails, how severe it is, and how to fix it
  ${bin} compliance:pci --space SPACE     every control of PCI DSS with its status
  ${bin} compliance:cjis --team TEAM      every control of the CJIS Security Policy
  ${bin} compliance:check --sample        the same for a made-up organization; no account
  ${bin} compliance:controls              the frameworks, controls and checks
  ${bin} compliance:collect --team TEAM   save the facts, to assess them with --snapshot

It only reads. It never sees config vars, and never passes what it couldn't look at.
`)
  }
}
