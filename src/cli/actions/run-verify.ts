import type {Evidence} from '../../evidence/evidence.js'
import type {Verification} from '../../model/verification.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {Outputs} from '../io/outputs.js'

import {reportOn} from '../../evidence/evidence.js'
import {summedBundle} from '../../evidence/previous-bundle.js'
import {verify} from '../../evidence/verify.js'
import {chooseCatalog, isPath} from '../../catalog/select-frameworks.js'
import {UserError} from '../../foundation/user-error.js'
import {jsonText} from '../../model/json-stream.js'
import {formats} from '../../report/formats.js'
import {printable} from '../../foundation/printable.js'
import {verdictOf, verificationText} from '../../report/verification/verification-text.js'
import {publicKey} from '../../evidence/keys.js'
import {openBundle} from '../../evidence/archive/open-bundle.js'
import {readText} from '../../files/read-json.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {refuseUnwritable} from '../../files/write-atomic.js'
import {outputsOf} from '../io/outputs.js'
import {conclude, dressOf, placing} from '../io/render.js'

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
export async function verifying(command: ComplianceCommand, file: string, flags: VerifyFlags): Promise<void> {
  const outputs = flags.framework ? outputsOf(flags) : undefined
  if (!flags.framework) refuseReport(flags)
  for (const one of outputs?.files ?? []) refuseUnwritable(one.file)
  const {decisions, framework = [], key: keyFile, previous: earlier} = flags
  const read = [file, ...[decisions, keyFile, earlier].flatMap(one => one ?? []), ...framework.filter(isPath)]
  refuseOverwriting(
    (outputs?.files ?? []).map(one => one.file),
    read,
  )
  const key = flags.key === undefined ? undefined : publicKey(flags.key)
  const previous = flags.previous === undefined ? undefined : summedBundle(flags.previous)
  const log = flags.decisions === undefined ? undefined : {file: flags.decisions, text: readText(flags.decisions)}
  const bundle = openBundle(file)
  try {
    const {evidence, verification} = await verify(bundle, file, {
      acceptsVersion: flags['accept-version'] === true,
      key,
      log,
      previous,
      version: command.version,
    })
    if (flags.framework && outputs && evidence && verification.verified)
      await under(command, evidence, verification, flags.framework, outputs)
    else command.print(flags.json ? jsonText(verification, 2) : verificationText(verification, dressOf(process.stdout)))
    conclude(command, {code: codeOf(verification), reason: lower(verdictOf(verification))})
  } finally {
    bundle.close()
  }
}

function codeOf({differences, verified}: Verification): 0 | 1 | 3 {
  if (differences.length > 0) return 1
  return verified ? 0 : 3
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** Without another framework there is no report that could be printed or written. */
function refuseReport({format, output}: VerifyFlags): void {
  const typed = [...(format === undefined ? [] : ['--format']), ...(output ? ['--output'] : [])]
  if (typed.length > 0)
    throw new UserError(
      `${typed.join(' and ')} ${typed.length === 1 ? 'has' : 'have'} no effect without --framework: the bundle holds its own report.`,
      'With --json what was found is printed as JSON.',
    )
}

/** What other frameworks say of the same snapshot, at the same instant, with what people had decided then. */
async function under(
  command: ComplianceCommand,
  {policy, snapshot, terms}: Evidence,
  verification: Verification,
  named: readonly string[],
  outputs: Outputs,
): Promise<void> {
  const catalog = await chooseCatalog(named, policy?.policy)
  const report = reportOn({catalog, policy, snapshot, terms, version: command.version})
  await placing(command, outputs, async (format, to) =>
    (await formats[format].load())(report, {...dressOf(to), view: 'findings'}),
  )
  command.tell(`${verdictOf(verification)}.`)
  for (const {text} of verification.notices) command.tell(text)
  command.tell(
    `Its snapshot judged under ${named.join(' and ')}, as of ${report.generatedAt}: a check would end with ${report.exit.code}, ${printable(report.exit.reason)}.`,
  )
}
