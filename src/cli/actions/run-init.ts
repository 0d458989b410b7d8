import path from 'node:path'

import type {Catalog} from '../../catalog/catalog.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {NextStep} from '../../report/text/next-steps.js'
import type {ScopeFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {draftPolicy} from '../../assess/policy-draft.js'
import {surveyScope} from '../../assess/survey.js'
import {isFilePath, selectCatalog} from '../../catalog/select-frameworks.js'
import {fileExists} from '../../files/file-exists.js'
import {assertWritable, writeNew} from '../../files/write-atomic.js'
import {isoDate} from '../../foundation/date.js'
import {UserError} from '../../foundation/user-error.js'
import {defaultFrameworks} from '../../model/framework.js'
import {emptyPolicy, mostDemandingPolicy} from '../../model/policy.js'
import {newestAt} from '../../model/snapshot.js'
import {assertAtMostOne, rejectIneffectiveFlags} from '../io/flag-conflicts.js'
import {printNextSteps} from '../io/next-steps.js'
import {givenScopes, parseScope} from '../scope.js'
import {subjectFlags, typedFlags} from './invocation.js'
import {collectLive, rateFloor} from './live-snapshot.js'
import {defaultPolicyFile} from './load-policy.js'

export interface InitFlags extends ScopeFlags {
  readonly framework?: string[] | undefined
  readonly output?: string | undefined
  readonly 'rate-floor'?: number | undefined
  readonly sample: boolean
  readonly snapshot?: string | undefined
}

/** Writes a first policy file from what the account or a saved snapshot shows; never overwrites a file. */
export async function runInit(command: ComplianceCommand, flags: InitFlags): Promise<void> {
  const file = flags.output ?? defaultPolicyFile
  // Checked before a long collection, and again when the file is written.
  if (fileExists(file))
    throw new UserError(
      `${file} already exists, and is never overwritten.`,
      `${nextReview(flags).command} adds to it; --output FILE drafts another file.`,
    )
  assertWritable(file)
  const names = flags.framework ?? defaultFrameworks
  const catalog = await selectCatalog(names, mostDemandingPolicy)
  const snapshot = await loadSnapshot(command, flags, catalog)
  const newest = newestAt(snapshot.facts)
  const {apps} = surveyScope(
    new Map(snapshot.facts.map(fact => [fact.path, fact])),
    snapshot.scopes,
    catalog,
    emptyPolicy,
    newest === '' ? Date.now() : Date.parse(newest),
  )
  writeNew(
    file,
    draftPolicy(snapshot, catalog.frameworks, {
      apps,
      areChosen: flags.framework !== undefined,
      date: newest === '' ? isoDate(Date.now()) : newest.slice(0, 10),
      frameworkNames: names.map(name => (isFilePath(name) ? pathBeside(file, name) : name)),
    }),
  )
  command.printMessage(`Wrote ${file}. Its lines with # are proposals: remove the # from those that you decide on.`)
  const schema = command.schemaFile
  if (schema !== undefined)
    command.printMessage(
      `Editors check it by the schema in its first line; offline, by ${schema}. ` +
        'framework.schema.json beside that is for frameworks of your own.',
    )
  printNextSteps(command, [nextReview(flags), showPolicy(flags)])
}

/** The path of a framework's file as a policy names it: from its own folder. */
function pathBeside(policy: string, framework: string): string {
  const relative = path.relative(path.dirname(policy), framework).split(path.sep).join('/')
  return relative.startsWith('.') ? relative : `./${relative}`
}

/** The review of what was drafted: the same scope, and the same policy file. */
const nextReview = (flags: InitFlags): NextStep => ({
  about: 'answer what no API shows; answers go into the file',
  command: ['heroku compliance:review', ...typedFlags(subjectFlags, flags), ...policyArgs(flags)].join(' '),
})

const showPolicy = (flags: InitFlags): NextStep => ({
  about: 'the policy in effect',
  command: ['heroku compliance:check --show-policy', ...policyArgs(flags)].join(' '),
})

const policyArgs = ({output}: InitFlags): string[] => typedFlags(['policy'], {policy: output})

async function loadSnapshot(command: ComplianceCommand, flags: InitFlags, catalog: Catalog): Promise<Snapshot> {
  const given = [
    ...givenScopes(flags),
    ...(flags.sample ? ['--sample'] : []),
    ...(flags.snapshot === undefined ? [] : ['--snapshot']),
  ]
  assertAtMostOne(given)
  if (flags.sample || flags.snapshot !== undefined) {
    const ineffective = flags['rate-floor'] === undefined ? [] : ['--rate-floor']
    rejectIneffectiveFlags(ineffective, `with ${given.join()}: nothing is requested`)
    const {loadSample, loadSnapshots} = await import('../../snapshot/load-snapshots.js')
    return flags.snapshot === undefined ? loadSample() : loadSnapshots([flags.snapshot])
  }

  return collectLive(command, await parseScope(flags), catalog, {
    rateFloor: flags['rate-floor'] ?? rateFloor,
  })
}
