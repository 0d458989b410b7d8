import type {ReadPolicy} from '../model/policy.js'
import type {ScopeKind} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'
import type {Evidence} from '../bundle/evidence.js'
import type {ComplianceCommand} from './base.js'
import type {JudgeFlags, ScopeFlags} from './flags.js'

import {chooseCatalog, isPath} from '../catalog/choose.js'
import {UserError} from '../model/errors.js'
import {newestAt} from '../model/snapshot.js'
import {refuseTaken} from '../store/bundle/sink.js'
import {instantOf} from './instant.js'
import {asTyped, failOnOf, sourceOf, tellChoice} from './judging.js'
import {tidy} from './memory.js'
import {policyOf} from './policy.js'
import {conclude} from './rendering.js'
import {stoppable} from './stoppable.js'

/** What the flags come to when parsed; one that was not typed may be absent. */
export interface EvidenceFlags extends ScopeFlags, Pick<JudgeFlags, 'fail-on' | 'framework' | 'now' | 'policy' | 'rate-floor' | 'sample' | 'snapshot'> {
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
  const [{documentsOf}, {reportOn}, {writeBundle}, {previousOf}, {signingKey}] = await Promise.all([
    import('../bundle/documents.js'), import('../bundle/evidence.js'), import('../bundle/write-bundle.js'), import('../bundle/previous.js'), import('../store/bundle/keys.js'),
  ])
  const key = flags.sign === undefined ? undefined : signingKey(flags.sign)
  const previous = flags.previous === undefined ? undefined : previousOf(flags.previous)
  const evidence = await evidenceOf(command, flags)
  tidy()
  const report = reportOn(evidence)
  const written = await stoppable(signal => writeBundle(output, report, documentsOf(evidence, report, key?.pem), {key, previous, signal, tidy}))
  if (!written) throw new UserError('Stopped; no bundle was written.')
  command.print(`${written.sha256}  ${output}\n`)
  command.tell(`Wrote ${written.files} files of evidence to ${output}; its manifest has the SHA-256 that is printed. Check it with heroku compliance:evidence:verify.`)
  conclude(command, report.exit)
}

async function evidenceOf(command: ComplianceCommand, flags: EvidenceFlags): Promise<Evidence> {
  const now = flags.now === undefined ? undefined : instantOf(flags.now)
  const policy = await policyOf(command, flags)
  const choice = asTyped(flags.framework)(policy?.policy.frameworks)
  const {frameworks} = choice
  tellChoice(command, choice)
  const catalog = await chooseCatalog(frameworks, policy?.policy)
  const {kind, snapshot} = await seen(command, flags, frameworks)
  return {
    catalog,
    policy: policy && plain(policy),
    snapshot,
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

/** What any framework may ask for is read, so that the evidence answers later questions too. */
async function seen(command: ComplianceCommand, flags: EvidenceFlags, frameworks: readonly string[]): Promise<{readonly kind: ScopeKind; readonly snapshot: Snapshot}> {
  const source = await sourceOf(command, flags, undefined)
  return source(await chooseCatalog(['all', ...frameworks.filter(isPath)]))
}

const plain = ({files, policy, sha256}: ReadPolicy): ReadPolicy => ({files, policy, sha256})
