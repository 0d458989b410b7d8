import {runCheck} from '../../cli/actions/run-check.js'
import {selectFrameworks} from '../../cli/actions/framework-selection.js'
import {beforePromoteFlag, checkFlags, frameworkFlag} from '../../cli/flags.js'
import {assessingDescription, scopeUsage, withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'

export default class Check extends ComplianceCommand {
  static override description = assessingDescription(
    'assess an app, space, team, pipeline or account against control frameworks',
  )
  static override usage = scopeUsage()
  static override examples = [
    '<%= config.bin %> <%= command.id %> --app my-app',
    '<%= config.bin %> <%= command.id %> --team my-team --framework pci --output report.json',
    '<%= config.bin %> <%= command.id %> --pipeline my-pipeline --before-promote',
    '<%= config.bin %> <%= command.id %> --sample',
  ]

  static override flags = withHelp({
    ...checkFlags,
    ...beforePromoteFlag,
    framework: frameworkFlag('framework to assess against: an id, an alias, a file, or all'),
  })

  async run(): Promise<void> {
    const {flags} = await this.parse(Check)
    await runCheck(this, flags, selectFrameworks(flags.framework), 'findings')
  }
}
