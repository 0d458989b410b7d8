import path from 'node:path'

import type {AccessReview} from '../../access/access-review.js'
import type {AccessPopulation} from '../../access/grant.js'
import type {Policy} from '../../model/policy.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {AccessFlags} from '../access-flags.js'
import type {ComplianceCommand} from '../io/base-command.js'
import type {KeptReview, LoggedDecision} from './access-review-file.js'

import {aboutReview, carriedDecisions} from '../../access/access-review.js'
import {populationOf} from '../../access/population.js'
import {readRoster} from '../../access/read-roster.js'
import {findingsFor, rosterOf, rosterSummary} from '../../access/roster.js'
import {selectCatalog} from '../../catalog/select-frameworks.js'
import {readText} from '../../files/read-json.js'
import {assertWritable} from '../../files/write-atomic.js'
import {fingerprint} from '../../foundation/canonical-json.js'
import {shellFile} from '../../foundation/shell.js'
import {UserError} from '../../foundation/user-error.js'
import {callerOf} from '../../model/caller.js'
import {newestAt, scopesText} from '../../model/snapshot.js'
import {parseCsv} from '../../parsing/csv.js'
import {givenScopes} from '../scope.js'
import {keepReview, readReview} from './access-review-file.js'
import {withScopeDefault} from './policy-defaults.js'
import {snapshotSource} from './snapshot-source.js'

/** A review that is being worked on. */
export interface AccessSession {
  readonly kept: KeptReview
  /** Where it is kept; undefined where it isn't, as for the sample. */
  readonly file: string | undefined
  readonly policy: string | undefined
}

/** Beside the policy; the sample's is kept only where a file is named. */
export function reviewFile({review, sample}: AccessFlags, policy: TracedPolicy | undefined): string | undefined {
  if (review !== undefined) return review
  if (sample) return undefined
  return path.join(path.dirname(policy?.files[0] ?? ''), 'access-review.json')
}

export interface Start {
  readonly existing: KeptReview | undefined
  readonly file: string | undefined
  readonly policy: TracedPolicy | undefined
}

/** Goes on with a review, or begins one. */
export async function startSession(
  command: ComplianceCommand,
  flags: AccessFlags,
  {existing, file, policy}: Start,
): Promise<AccessSession> {
  if (existing) {
    assertSameScope(flags, existing.review, file)
    return {file, kept: existing, policy: policy?.files[0]}
  }

  const earlier = file === undefined ? undefined : unfinished(file)
  const reading = await readAnew(command, flags, {earlier: earlier?.review, file, policy})
  const review = newReview(reading, flags, policy?.policy, command.version)
  const begun = earlier ? {...review, decisions: carriedDecisions(earlier.review, review.population)} : review
  if (file === undefined) return {file, kept: {review: begun, sha256: ''}, policy: undefined}
  const kept = await keepReview(file, begun, earlier?.sha256, {at: begun.frozenAt, entries: [], policy: undefined})
  const name = shellFile(file, 'FILE')
  command.printMessage(`The review is in ${name}. It names people: keep it where only reviewers read it.`)
  return {file, kept, policy: policy?.files[0]}
}

async function readAnew(
  command: ComplianceCommand,
  flags: AccessFlags,
  {earlier, file, policy}: Omit<Start, 'existing'> & {readonly earlier: AccessReview | undefined},
): Promise<Reading> {
  if (!earlier) return readPopulation(command, flags, policy)
  const reading = await readPopulation(command, withScopeOf(earlier, flags), policy)
  assertSameReview(flags, earlier, reading.snapshot, file)
  return reading
}

/** A review that another reading may take the place of. */
function unfinished(file: string): KeptReview | undefined {
  assertWritable(file)
  const earlier = readReview(file)
  if (earlier?.review.completed)
    throw new UserError(`The review in ${file} is completed.`, 'Begin another under another name with --review FILE.')
  return earlier
}

/** What was typed must be what the review is about. */
function assertSameScope(flags: AccessFlags, {scopes}: AccessReview, file: string | undefined): void {
  const names = scopes.map(({kind, name}) => (kind === 'all' ? '--all' : `--${kind} ${name ?? ''}`))
  const other = givenScopes(flags).find(scope => !names.includes(scope))
  if (other === undefined) return
  throw new UserError(
    `The review in ${file ?? ''} is of ${names.join(' ')}, not of ${other}.`,
    'Begin another under another name with --review FILE.',
  )
}

/** Whether flags say what is to be read. */
export const asksForReading = (flags: AccessFlags): boolean =>
  flags.sample || (flags.snapshot ?? []).length > 0 || givenScopes(flags).length > 0

/**
 * The flags that read what a review is of, unless they say what is to be read: the app of the folder isn't meant.
 *
 * @throws UserError where one reading can't cover it
 */
export function withScopeOf({scopes}: AccessReview, flags: AccessFlags): AccessFlags {
  if (asksForReading(flags)) return flags
  const [scope, ...others] = scopes
  if (!scope || others.length > 0)
    throw new UserError(
      `The review is of ${scopesText(scopes)}: one reading can't cover it.`,
      'Collect a snapshot of each, and name them with --snapshot.',
    )
  return scope.kind === 'all' ? {...flags, all: true} : {...flags, [scope.kind]: scope.name}
}

/** Another reading takes the place of an unfinished review only where it keeps what that one is about. */
function assertSameReview(
  flags: AccessFlags,
  earlier: AccessReview,
  {scopes}: Snapshot,
  file: string | undefined,
): void {
  if (fingerprint(earlier.scopes) !== fingerprint(scopes))
    throw new UserError(
      `The review in ${file ?? ''} is of ${scopesText(earlier.scopes)}, not of ${scopesText(scopes)}.`,
      'Begin another under another name with --review FILE.',
    )
  if (earlier.roster && flags.roster === undefined)
    throw new UserError(
      `The review in ${file ?? ''} compares people with a roster, which --new needs again.`,
      'Add --roster FILE, or begin another under another name with --review FILE.',
    )
}

export interface Reading {
  readonly population: AccessPopulation
  readonly snapshot: Snapshot
}

/** Reads who has access, by the facts of the scope. */
export async function readPopulation(
  command: ComplianceCommand,
  given: AccessFlags,
  policy: TracedPolicy | undefined,
): Promise<Reading> {
  const flags = await withScopeDefault(command, given, policy)
  const source = await snapshotSource(command, flags, policy?.policy, true)
  // No check is assessed: only what says who has access is read.
  const catalog = {...(await selectCatalog(['baseline'])), checks: [], frameworks: []}
  const {snapshot} = await source(catalog)
  return {population: populationOf(snapshot), snapshot}
}

function newReview(
  {population, snapshot}: Reading,
  flags: AccessFlags,
  policy: Policy | undefined,
  version: string,
): AccessReview {
  const frozenAt = newestAt(snapshot.facts)
  const roster =
    flags.roster === undefined
      ? undefined
      : rosterOf(readRoster(parseCsv(readText(flags.roster), flags.roster), flags.roster, frozenAt.slice(0, 10)))
  const reader = callerOf(snapshot.facts)?.name
  return {
    reviewVersion: 1,
    about: aboutReview,
    tool: {name: 'heroku-compliance', version},
    scopes: snapshot.scopes,
    frozenAt,
    ...(reader ? {reader} : {}),
    population,
    ...(roster ? {roster: rosterSummary(roster)} : {}),
    findings: findingsFor(population, {emailDomains: policy?.allow.emailDomains, frozenAt, roster}),
    decisions: {},
  }
}

/** Keeps what was decided, where the review is kept. */
export async function save(
  session: AccessSession,
  review: AccessReview,
  entries: readonly LoggedDecision[],
  at: string,
): Promise<AccessSession> {
  const {file, kept, policy} = session
  if (file === undefined) return {...session, kept: {review, sha256: ''}}
  return {...session, kept: await keepReview(file, review, kept.sha256, {at, entries, policy})}
}
