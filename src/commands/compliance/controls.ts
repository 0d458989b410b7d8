import * as Args from '@oclif/core/args'

import type {CatalogueText} from '../../report/catalogue.js'

import {readChecks, readFields, readFrameworks} from '../../catalog/catalog.js'
import {ComplianceCommand} from '../../cli/base.js'
import {columnsOf} from '../../cli/columns.js'
import {UserError} from '../../model/errors.js'
import {nearest} from '../../model/order.js'
import {checkText, controlText, frameworkText, overview} from '../../report/catalogue.js'

export default class Controls extends ComplianceCommand {
  static override description = 'list frameworks, controls and checks, or explain one'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> pci',
    '<%= config.bin %> <%= command.id %> SC-7.b',
    '<%= config.bin %> <%= command.id %> trusted-ips-are-not-open',
  ]

  static override args = {id: Args.string({description: 'id of a framework, a control or a check'})}

  async run(): Promise<void> {
    const {args} = await this.parse(Controls)
    const all = {checks: readChecks(), fields: readFields(), frameworks: readFrameworks()}
    const columns = columnsOf(process.stdout)
    this.print(args.id === undefined ? overview(all, columns) : explained(args.id, all, columns))
  }
}

function explained(typed: string, all: CatalogueText, columns: number): string {
  const id = typed.toLowerCase()
  const framework = all.frameworks.find(one => [one.id, ...one.aliases].includes(id))
  if (framework) return frameworkText(framework, columns)
  const check = all.checks.find(one => one.id === id)
  if (check) return checkText(check, all, columns)
  const controls = all.frameworks.flatMap(one => one.controls.filter(control => control.id.toLowerCase() === id).map(control => controlText(one, control, all, columns)))
  if (controls.length > 0) return controls.join('\n')
  const known = [...all.frameworks.flatMap(one => [one.id, ...one.aliases, ...one.controls.map(control => control.id)]), ...all.checks.map(one => one.id)]
  const longer = known.filter(one => one.toLowerCase().startsWith(id)).slice(0, 4)
  const near = longer.length > 0 ? longer.join(', ') : nearest(typed, known)
  throw new UserError(`There is no framework, control or check "${typed}".`, `${near ? `Did you mean ${near}? ` : ''}heroku compliance:controls lists them all.`)
}
