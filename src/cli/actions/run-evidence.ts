import type {ReadPolicy} from '../../model/policy.js'
import type {ScopeKind} from '../../model/report.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {Evidence} from '../../evidence/evidence.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {JudgeFlags, ScopeFlags} from '../flags.js'

import {chooseCatalog, isPath} from '../../catalog/select-frameworks.js'
import {UserError} from '../../foundation/user-error.js'
import {manifestName} from '../../model/manifest.js'
import {chosenBy} from '../../model/policy.js'
import {newestAt} from '../../model/snapshot.js'
import {refuseTaken} from '../../evidence/archive/bundle-writer.js'
import {textIfThere} from '../../policy/policy-file.js'
import {instantOf} from '../io/parse-datetime.js'
import {asTyped, failOnOf, sourceOf, tellChoice} from './run-check.js'
import {tidy} from '../io/memory.js'
import {policyOf, refuseUncovered} from './load-policy.js'
import {conclude} from '../io/render.js'
import {stoppable} from '../io/with-abort-signal.js'

/** What the flags come to when parsed; one that was not typed may be absent. */
export interface EvidenceFlags
  extends
    ScopeFlags,
    Pick<
      JudgeFlags,
      'expect-policy' | 'fail-on' | 'framework' | 'now' | 'policy' | 'rate-floor' | 'sample' | 'snapshot'
    > {
  readonly 'allow-unknown'?: boolean
  readonly 'no-waivers'?: boolean
  readonly output: string
  readonly releases?: boolean
  readonly strict?: boolean
  readonly previous?: string | undefined
  readonly sign?: string | undefined
}

/** Writes a bundle of evidence on what the flags mean, and ends with the exit code of its report. */
export async function evidencing(command: ComplianceCommand, flags: EvidenceFlags): Promise<void> {
  const {output} = flags
  refuseTaken(output)
  // Loaded only here: what writes and checks bundles.
  const [{decisionsName, documentsOf}, {headOf}, {reportOn}, {writeBundle}, {previousOf}, {signingKey}] =
    await Promise.all([
      import('../../evidence/bundle-files.js'),
      import('../../evidence/decisions.js'),
      import('../../evidence/evidence.js'),
      import('../../evidence/write-bundle.js'),
      import('../../evidence/previous-bundle.js'),
      import('../../evidence/keys.js'),
    ])
  const key = flags.sign === undefined ? undefined : signingKey(flags.sign)
  const previous = flags.previous === undefined ? undefined : previousOf(flags.previous)
  const evidence = await evidenceOf(command, flags)
  tidy()
  const report = reportOn(evidence)
  const decisions = headOf(evidence.decisions, decisionsName)
  const documents = documentsOf(evidence, report, key?.pem)
  const written = await stoppable(signal =>
    writeBundle(output, report, documents, {decisions, key, previous, signal, tidy}),
  )
  if (!written) throw new UserError('Stopped; no bundle was written.')
  command.print(await sumOf(output, written.sha256))
  command.tell(`Wrote ${written.files} files of evidence to ${output}; its manifest has SHA-256 ${written.sha256}.`)
  command.tell('Check it with heroku compliance:evidence:verify.')
  conclude(command, report.exit)
}

/**
 * What sha256sum prints of an archive, and of a folder what it prints with --tag of the manifest, which stands for the
 * folder: sha256sum -c reads both.
 */
async function sumOf(output: string, manifest: string): Promise<string> {
  const [{fileSum}, {isZip}] = await Promise.all([
    import('../../evidence/archive/file-checksum.js'),
    import('../../evidence/archive/entry-names.js'),
  ])
  if (isZip(output)) return `${fileSum(output)}  ${output}\n`
  return `SHA256 (${output.replace(/\/+$/, '')}/${manifestName}) = ${manifest}\n`
}

async function evidenceOf(command: ComplianceCommand, flags: EvidenceFlags): Promise<Evidence> {
  const now = flags.now === undefined ? undefined : instantOf(flags.now)
  const policy = await policyOf(command, flags)
  const choice = asTyped(flags.framework)(chosenBy(policy?.policy))
  const {frameworks} = choice
  refuseUncovered(choice, flags['expect-policy'])
  tellChoice(command, choice)
  const catalog = await chooseCatalog(frameworks, policy?.policy)
  const {kind, snapshot} = await seen(command, flags, frameworks)
  return {
    catalog,
    policy: policy && plain(policy),
    snapshot,
    decisions: await logBeside(policy),
    terms: {
      scopeKind: kind,
      now: now ?? (newestAt(snapshot.facts) || new Date(0).toISOString()),
      frameworks: catalog.frameworks.map(({id}) => id),
      failOn: failOnOf(flags),
      allowUnknown: flags['allow-unknown'] === true,
      noWaivers: flags['no-waivers'] === true,
      strict: flags.strict === true,
      ...(policy ? {policyFiles: policy.files} : {}),
    },
    version: command.version,
  }
}

/** The decision log of a policy file, in which every line follows from the one before. */
async function logBeside(policy: ReadPolicy | undefined): Promise<string | undefined> {
  const [file] = policy?.files ?? []
  if (file === undefined) return undefined
  const [{logOf}, {headOf}] = await Promise.all([import('./decision-writer.js'), import('../../evidence/decisions.js')])
  const text = textIfThere(logOf(file))
  return headOf(text, logOf(file)) ? text : undefined
}

/** What any framework may ask for is read, so that the evidence answers later questions too. */
async function seen(
  command: ComplianceCommand,
  flags: EvidenceFlags,
  frameworks: readonly string[],
): Promise<{readonly kind: ScopeKind; readonly snapshot: Snapshot}> {
  const source = await sourceOf(command, flags, undefined)
  return source(await chooseCatalog(['all', ...frameworks.filter(isPath)]))
}

const plain = ({files, policy, sha256}: ReadPolicy): ReadPolicy => ({files, policy, sha256})
