import * as Flags from '@oclif/core/flags'

import {chooseCatalog} from '../../catalog/choose.js'
import {ComplianceCommand} from '../../cli/base.js'
import {collecting} from '../../cli/collecting.js'
import {scopeFlags} from '../../cli/flags.js'
import {scopeOf} from '../../cli/scope.js'
import {snapshotText} from '../../store/snapshot.js'
import {refuseUnwritable, writeWhole} from '../../store/write-file.js'

export default class Collect extends ComplianceCommand {
  static override description = 'read the facts of a scope into a snapshot, without judging them'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --team my-team --output my-team.snapshot.json',
    '<%= config.bin %> <%= command.id %> --app my-app --framework pci > my-app.json',
  ]

  static override flags = {
    ...scopeFlags,
    framework: Flags.string({description: 'read only what this framework needs: an id, an alias, or a file of your own', helpValue: 'ID|FILE', multiple: true, multipleNonGreedy: true}),
    output: Flags.string({char: 'o', description: 'file to write; stdout if absent', helpValue: 'FILE'}),
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(Collect)
    if (flags.output !== undefined) refuseUnwritable(flags.output)
    const scope = await scopeOf(flags)
    const snapshot = await collecting(this, scope, await chooseCatalog(flags.framework ?? ['all']))
    const text = snapshotText(snapshot)
    if (flags.output === undefined) { this.print(text); return; }
    writeWhole(flags.output, text)
    const missing = snapshot.facts.filter(({gap}) => gap !== undefined).length
    this.tell(`Wrote ${snapshot.facts.length} facts to ${flags.output}${missing > 0 ? `; ${missing} could not be read` : ''}.`)
  }
}
