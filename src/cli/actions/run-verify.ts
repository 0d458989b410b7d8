import type {AssessmentInputs} from '../../evidence/assessment-inputs.js'
import type {Verification} from '../../model/verification.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {Outputs} from '../io/outputs.js'

import {reportFrom} from '../../evidence/assessment-inputs.js'
import {verifyBundleChecksums} from '../../evidence/intact-bundle.js'
import {verify} from '../../evidence/verify.js'
import {selectCatalog, isFilePath} from '../../catalog/select-frameworks.js'
import {jsonText} from '../../model/json-stream.js'
import {lowerFirst} from '../../foundation/text.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {verificationVerdict, verificationText} from '../../report/verification/verification-text.js'
import {publicKey} from '../../evidence/keys.js'
import {openBundle} from '../../evidence/archive/open-bundle.js'
import {readText} from '../../files/read-json.js'
import {assertFilesWritable} from '../io/framework-files.js'
import {parseOutputs} from '../io/outputs.js'
import {rejectIneffectiveFlags} from '../io/flag-conflicts.js'
import {renderOptions, setExitCode, writeReport} from '../io/render.js'

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
 * Verifies an evidence bundle. Exits with 1 where it differs from what was written, and with 3 where another version of
 * the tool wrote it and that isn't accepted. With --framework, assesses its snapshot against other frameworks instead.
 */
export async function runVerify(command: ComplianceCommand, file: string, flags: VerifyFlags): Promise<void> {
  const read = readFiles(file, flags)
  const outputs = checkedOutputs(flags, read)
  const options = await verifyOptions(flags, command.version)
  const bundle = await openBundle(file)
  try {
    const {inputs, verification} = await verify(bundle, file, options)
    if (flags.framework && outputs && inputs && verification.verified)
      await assessUnder(command, inputs, verification, flags.framework, outputs, read)
    else command.print(verificationDocument(verification, flags.json))
    setExitCode(command, {code: exitCode(verification), reason: lowerFirst(verificationVerdict(verification))})
  } finally {
    bundle.close()
  }
}

/** Where the report under --framework goes; undefined without that flag. */
function checkedOutputs(flags: VerifyFlags, read: readonly string[]): Outputs | undefined {
  if (!flags.framework) {
    rejectReportFlags(flags)
    return undefined
  }

  const outputs = parseOutputs(flags)
  assertFilesWritable(outputs.files, read)
  return outputs
}

/** The files that a run reads. */
const readFiles = (bundle: string, {decisions, framework = [], key, previous}: VerifyFlags): readonly string[] => [
  bundle,
  ...[decisions, key, previous].flatMap(input => input ?? []),
  ...framework.filter(isFilePath),
]

const verifyOptions = async (flags: VerifyFlags, version: string) => ({
  acceptsVersion: flags['accept-version'] === true,
  key: flags.key === undefined ? undefined : publicKey(flags.key),
  log: flags.decisions === undefined ? undefined : {file: flags.decisions, text: readText(flags.decisions)},
  previous: flags.previous === undefined ? undefined : await verifyBundleChecksums(flags.previous),
  version,
})

const verificationDocument = (verification: Verification, isJson: boolean) =>
  isJson ? jsonText(verification, 2) : verificationText(verification, renderOptions(process.stdout))

function exitCode({differences, verified}: Verification): 0 | 1 | 3 {
  if (differences.length > 0) return 1
  return verified ? 0 : 3
}

/** Without --framework there is no report to print or write. */
function rejectReportFlags({format, output}: VerifyFlags): void {
  const given = [...(format === undefined ? [] : ['--format']), ...(output ? ['--output'] : [])]
  rejectIneffectiveFlags(
    given,
    'without --framework: the bundle contains its own report',
    'Use --json to print the result of the verification as JSON.',
  )
}

/** Assesses the bundle's snapshot against other frameworks, by the bundle's policy and as of its time. */
async function assessUnder(
  command: ComplianceCommand,
  {policy, snapshot, settings}: AssessmentInputs,
  verification: Verification,
  frameworkNames: readonly string[],
  outputs: Outputs,
  read: readonly string[],
): Promise<void> {
  const catalog = await selectCatalog(frameworkNames, policy?.policy)
  const report = reportFrom({catalog, policy, snapshot, settings, version: command.version})
  await writeReport(command, report, outputs, read, {view: 'findings'})
  command.printMessage(`${verificationVerdict(verification)}.`)
  for (const {text} of verification.notices) command.printMessage(text)
  const {exit, generatedAt} = report
  command.printMessage(
    `Its snapshot, assessed against ${frameworkNames.join(' and ')} as of ${generatedAt}: ` +
      `a check would exit with ${exit.code}, ${sanitizeLine(exit.reason)}.`,
  )
}
