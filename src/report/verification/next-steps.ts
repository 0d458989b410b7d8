import type {Verification} from '../../model/verification.js'
import type {NextStep} from '../text/next-steps.js'

import {shellFile} from '../../foundation/shell.js'

/** What to type next: what is left to verify or, of a bundle that differs, how to compare what was handed over. */
export function verificationNextSteps(verification: Verification): NextStep[] {
  const {bundle, differences, verified} = verification
  const file = shellFile(bundle, 'BUNDLE')
  const verifying = `heroku compliance:evidence:verify ${file}`
  if (differences.length > 0)
    return [
      /\.zip$/i.test(bundle)
        ? {command: `sha256sum ${file}`, about: 'compare with the sum printed when it was written'}
        : {command: `(cd ${file} && sha256sum -c SHA256SUMS)`, about: 'compare each file with its sum'},
    ]
  if (!verified) return [{command: `${verifying} --accept-version`, about: 'verify it anyway'}]
  const open = uncheckedFlags(verification)
  return [
    ...(open.length > 0 ? [{command: [verifying, ...open].join(' '), about: 'verify what is left'}] : []),
    {command: `${verifying} --framework ID`, about: 'assess its facts against another framework'},
  ]
}

/** The flags whose files would verify more. */
const uncheckedFlags = ({decisions, manifest, previous, signature}: Verification): string[] => [
  ...(signature.checkedWith === 'enclosed' ? ['--key PUBLIC.pem'] : []),
  ...(previous.expected && !previous.isChecked ? ['--previous BUNDLE'] : []),
  ...(manifest?.decisions && !decisions.isChecked ? ['--decisions LOG'] : []),
]
