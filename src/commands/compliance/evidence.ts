import * as Flags from '@oclif/core/flags'

import {scopeUsage, withHelp} from '../../cli/help.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'
import {runEvidence} from '../../cli/actions/run-evidence.js'
import {apiFlags, checkFlags, frameworkFlag, releasesFlag, scopeFlags} from '../../cli/flags.js'

export default class Evidence extends ComplianceCommand {
  static override description = 'write an evidence bundle for an auditor'
  static override usage = scopeUsage('--output DIR|FILE.zip')
  static override examples = [
    '<%= config.bin %> <%= command.id %> --app my-app --output evidence.zip',
    '<%= config.bin %> <%= command.id %> --team my-team --sign key.pem --output pci.zip',
    '<%= config.bin %> <%= command.id %> --sample --previous may.zip --output june.zip',
  ]

  static override flags = withHelp({
    ...scopeFlags,
    ...apiFlags,
    'access-review': Flags.string({
      description: 'review of access to put in; those that the policy has on file by default',
      helpValue: 'FILE.json',
    }),
    'allow-unknown': checkFlags['allow-unknown'],
    'exit-zero': Flags.boolean({description: 'exit with 0 if the bundle was written, whatever the verdict'}),
    'expect-policy': checkFlags['expect-policy'],
    'fail-on': checkFlags['fail-on'],
    framework: frameworkFlag('framework to assess against: an id, an alias, a file, or all'),
    'no-waivers': checkFlags['no-waivers'],
    now: checkFlags.now,
    output: Flags.string({
      char: 'o',
      description: 'folder to write, or archive if the name ends with .zip',
      helpValue: 'DIR|FILE.zip',
      required: true,
    }),
    policy: checkFlags.policy,
    previous: Flags.string({
      description: 'previous bundle, whose checksum goes into the manifest',
      helpValue: 'BUNDLE',
    }),
    releases: releasesFlag,
    sample: checkFlags.sample,
    sign: Flags.string({
      description: 'private key that signs the manifest, in PEM: Ed25519 or ECDSA',
      helpValue: 'KEY.pem',
    }),
    snapshot: checkFlags.snapshot,
    strict: checkFlags.strict,
    workpapers: Flags.boolean({
      description: 'also write the documents that assessors ask for, as compliance:workpapers does',
    }),
  })

  async run(): Promise<void> {
    const {flags} = await this.parse(Evidence)
    await runEvidence(this, flags)
  }
}
