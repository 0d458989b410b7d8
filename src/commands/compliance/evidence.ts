import * as Flags from '@oclif/core/flags'

import {ComplianceCommand} from '../../cli/io/base-command.js'
import {runEvidence} from '../../cli/actions/run-evidence.js'
import {checkFlags, apiFlags, releasesFlag, scopeFlags} from '../../cli/flags.js'

export default class Evidence extends ComplianceCommand {
  static override description = 'write a bundle of evidence for an auditor'
  static override examples = [
    '<%= config.bin %> <%= command.id %> --app my-app --output evidence.zip',
    '<%= config.bin %> <%= command.id %> --team my-team --sign key.pem --output pci.zip',
    '<%= config.bin %> <%= command.id %> --sample --previous may.zip --output june.zip',
  ]

  static override flags = {
    ...scopeFlags,
    ...apiFlags,
    'allow-unknown': checkFlags['allow-unknown'],
    'expect-policy': checkFlags['expect-policy'],
    'fail-on': checkFlags['fail-on'],
    framework: Flags.string({
      description: 'framework to judge against: an id, an alias, a file of your own, or all',
      helpValue: 'ID|FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    'no-waivers': checkFlags['no-waivers'],
    now: checkFlags.now,
    output: Flags.string({
      char: 'o',
      description: 'folder to write, or archive where the name ends with .zip',
      helpValue: 'DIR|FILE.zip',
      required: true,
    }),
    policy: checkFlags.policy,
    previous: Flags.string({
      description: 'bundle that this one follows; its sum is taken into the manifest',
      helpValue: 'BUNDLE',
    }),
    releases: releasesFlag,
    sample: checkFlags.sample,
    sign: Flags.string({
      description: 'private key to sign the manifest with, in PEM: Ed25519 or ECDSA',
      helpValue: 'KEY.pem',
    }),
    snapshot: checkFlags.snapshot,
    strict: checkFlags.strict,
  }

  async run(): Promise<void> {
    const {flags} = await this.parse(Evidence)
    await runEvidence(this, flags)
  }
}
