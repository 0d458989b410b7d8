import type {AssessmentInputs} from '../../evidence/assessment-inputs.js'
import type {Verification} from '../../model/verification.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {Outputs} from '../io/outputs.js'

import {reportFrom} from '../../evidence/assessment-inputs.js'
import {verifyBundleChecksums} from '../../evidence/intact-bundle.js'
import {verify} from '../../evidence/verify.js'
import {selectCatalog, isFilePath} from '../../catalog/select-frameworks.js'
import {UserError} from '../../foundation/user-error.js'
import {jsonText} from '../../model/json-stream.js'
import {formats} from '../../report/formats.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {verificationVerdict, verificationText} from '../../report/verification/verification-text.js'
import {publicKey} from '../../evidence/keys.js'
import {openBundle} from '../../evidence/archive/open-bundle.js'
import {readText} from '../../files/read-json.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable} from '../../files/write-atomic.js'
import {parseOutputs} from '../io/outputs.js'
import {setExitCode, renderOptions, writeOutputs} from '../io/render.js'

export interface VerifyFlags {
  readonly 'accept-version'?: boolean
  readonly decisions?: string | undefined
  readonly framework?: string[] | undefined
  readonly format?: string | undefined
  readonly json: boolean
  readonly key?: string | undefined
  readonly output?: string[] | undefined
  readonly previous?: string | undefined
}

/**
 * Finds out whether a bundle is as it was written, and ends with 1 where it is not, with 3 where another version of the
 * tool made it and that is not accepted; on request judges it under other frameworks.
 */
export async function runVerify(command: ComplianceCommand, file: string, flags: VerifyFlags): Promise<void> {
  const outputs = flags.framework ? parseOutputs(flags) : undefined
  if (!flags.framework) rejectReportFlags(flags)
  for (const output of outputs?.files ?? []) assertWritable(output.file)
  const {decisions, framework = [], key: keyFile, previous: previousFile} = flags
  const inputs = [
    file,
    ...[decisions, keyFile, previousFile].flatMap(optionalFile => optionalFile ?? []),
    ...framework.filter(isFilePath),
  ]
  refuseOverwriting(
    (outputs?.files ?? []).map(output => output.file),
    inputs,
  )
  const key = flags.key === undefined ? undefined : publicKey(flags.key)
  const previous = flags.previous === undefined ? undefined : await verifyBundleChecksums(flags.previous)
  const log = flags.decisions === undefined ? undefined : {file: flags.decisions, text: readText(flags.decisions)}
  const bundle = await openBundle(file)
  try {
    const {inputs, verification} = await verify(bundle, file, {
      acceptsVersion: flags['accept-version'] === true,
      key,
      log,
      previous,
      version: command.version,
    })
    if (flags.framework && outputs && inputs && verification.verified)
      await assessUnder(command, inputs, verification, flags.framework, outputs)
    else
      command.print(
        flags.json ? jsonText(verification, 2) : verificationText(verification, renderOptions(process.stdout)),
      )
    setExitCode(command, {code: exitCode(verification), reason: lowerFirst(verificationVerdict(verification))})
  } finally {
    bundle.close()
  }
}

function exitCode({differences, verified}: Verification): 0 | 1 | 3 {
  if (differences.length > 0) return 1
  return verified ? 0 : 3
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** Without another framework there is no report that could be printed or written. */
function rejectReportFlags({format, output}: VerifyFlags): void {
  const given = [...(format === undefined ? [] : ['--format']), ...(output ? ['--output'] : [])]
  if (given.length > 0)
    throw new UserError(
      `${given.join(' and ')} ${given.length === 1 ? 'has' : 'have'} no effect without --framework: the bundle holds its own report.`,
      'With --json what was found is printed as JSON.',
    )
}

/** What other frameworks say of the same snapshot, at the same instant, with what people had decided then. */
async function assessUnder(
  command: ComplianceCommand,
  {policy, snapshot, settings}: AssessmentInputs,
  verification: Verification,
  frameworkNames: readonly string[],
  outputs: Outputs,
): Promise<void> {
  const catalog = await selectCatalog(frameworkNames, policy?.policy)
  const report = reportFrom({catalog, policy, snapshot, settings, version: command.version})
  await writeOutputs(command, outputs, async (format, stream) =>
    (await formats[format].load())(report, {...renderOptions(stream), view: 'findings'}),
  )
  command.printMessage(`${verificationVerdict(verification)}.`)
  for (const {text} of verification.notices) command.printMessage(text)
  command.printMessage(
    `Its snapshot judged under ${frameworkNames.join(' and ')}, as of ${report.generatedAt}: a check would end with ${report.exit.code}, ${sanitizeLine(report.exit.reason)}.`,
  )
}
