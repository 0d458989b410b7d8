import * as Flags from '@oclif/core/flags'

import {runAccess} from '../../cli/actions/run-access.js'
import {apiFlags, checkFlags, scopeFlags} from '../../cli/flags.js'
import {scopeUsage, withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'

const filterFlag = (what: string) =>
  Flags.string({
    description: `${what} the access that a filter names, such as role=viewer,app=web-*`,
    helpValue: 'FILTER',
    multiple: true,
    multipleNonGreedy: true,
  })

export default class Access extends ComplianceCommand {
  static override description = `review who has access: list it, decide about it, verify that it happened

The review is kept in access-review.json, with every grant as it was read. Filters
have terms KEY=VALUE, joined by commas: role, app, space, team, domain, person, kind,
finding, grant; "open" names what nobody has decided. Nothing on Heroku is changed:
compliance:fix turns decisions into commands.

Exit codes:
  0  every grant is decided, and what was to end has ended
  1  access remains that was to end, or somebody who left keeps access
  2  the command couldn't do its job: a wrong flag, file, login or network
  3  something isn't decided, couldn't be listed, or isn't verified`
  static override usage = scopeUsage()
  static override examples = [
    '<%= config.bin %> <%= command.id %> --team my-team --roster people.csv',
    '<%= config.bin %> <%= command.id %> --keep role=viewer --why "read only"',
    '<%= config.bin %> <%= command.id %> --remove finding=leaver --why "left the company"',
    '<%= config.bin %> <%= command.id %> --decisions access.csv',
    '<%= config.bin %> <%= command.id %> --complete --sign key.pem',
    '<%= config.bin %> <%= command.id %> --verify',
  ]

  static override flags = withHelp({
    ...scopeFlags,
    ...apiFlags,
    ask: filterFlag('mark as to be asked about'),
    by: Flags.string({description: "who decides; by default git's user.email", helpValue: 'EMAIL'}),
    change: filterFlag('change'),
    complete: Flags.boolean({description: 'end the review, once every grant is decided', exclusive: ['verify']}),
    decisions: Flags.string({description: 'read decisions from the CSV document of the review', helpValue: 'FILE.csv'}),
    format: Flags.string({description: 'format of stdout: terminal, json or csv', helpValue: 'NAME'}),
    full: checkFlags.full,
    json: checkFlags.json,
    keep: filterFlag('keep'),
    new: Flags.boolean({description: 'read access again, in place of a review that is not completed'}),
    output: Flags.string({
      char: 'o',
      description: 'also write the review to a file; format by its extension, or FORMAT:FILE',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    plain: Flags.boolean({description: 'ask line by line, for screen readers and simple terminals'}),
    policy: checkFlags.policy,
    remove: filterFlag('end'),
    review: Flags.string({description: 'file of the review; access-review.json by default', helpValue: 'FILE.json'}),
    roster: Flags.string({
      description: 'list of people from an HR system; only digests of it are kept',
      helpValue: 'FILE.csv',
    }),
    sample: checkFlags.sample,
    sign: Flags.string({description: 'private key that signs the completed review, in PEM', helpValue: 'KEY.pem'}),
    snapshot: checkFlags.snapshot,
    to: Flags.string({description: 'role or permissions that --change gives', helpValue: 'ROLE'}),
    verify: Flags.boolean({description: 'read access again, and say which decisions were carried out'}),
    why: Flags.string({description: 'reason of the decision', helpValue: 'TEXT'}),
  })

  async run(): Promise<void> {
    const {flags} = await this.parse(Access)
    await runAccess(this, flags)
  }
}
