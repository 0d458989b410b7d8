import {ComplianceCommand} from '../../cli/io/base-command.js'

export default class Compliance extends ComplianceCommand {
  static override description = 'judge apps, spaces and teams against control frameworks; says what to type first'
  static override examples = ['<%= config.bin %> <%= command.id %>']

  async run(): Promise<void> {
    await this.parse(Compliance)
    const {bin} = this.config
    this.print(`May this app hold regulated data? Ask of one app, a team, or the bundled sample organisation:

  ${bin} compliance:check --app APP       what is wrong, how bad, and what mends it
  ${bin} compliance:pci --space SPACE     every control of PCI DSS with its status
  ${bin} compliance:cjis --team TEAM      every control of the CJIS Security Policy
  ${bin} compliance:check --sample        the same on an invented organisation; no account needed
  ${bin} compliance:controls              the frameworks, controls and checks
  ${bin} compliance:collect --team TEAM   save the facts, to judge them later with --snapshot

It only reads. It never sees config vars, and never says pass where it could not look.
`)
  }
}
