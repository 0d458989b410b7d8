import type {Origin, ProvenanceTree} from '../../policy/provenance-tree.js'
import type {TracedPolicy} from '../../policy/read-policy.js'
import type {CheckFlags, ScopeFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {groupBy} from '../../foundation/collections.js'
import {givenScopes} from '../scope.js'

type ScopedFlags = ScopeFlags & Partial<Pick<CheckFlags, 'sample' | 'snapshot'>>
type ThresholdFlags = Partial<Pick<CheckFlags, 'baseline' | 'fail-on' | 'strict'>>

/** A flag that the policy gives in place of who types. */
interface Default<F> {
  readonly flags: F
  /** As it would be typed. */
  readonly text: string
  readonly file: string
}

/**
 * The flags, with what the policy's defaults say of those that weren't given; one line on stderr says which those are.
 * A scope, a snapshot or the sample that was given replaces the scope, and so does HEROKU_APP; a git remote doesn't.
 */
export async function withPolicyDefaults<F extends ScopedFlags & ThresholdFlags & {readonly output?: unknown}>(
  command: ComplianceCommand,
  flags: F,
  policy: TracedPolicy | undefined,
): Promise<F> {
  const leaves = await defaultLeaves(policy)
  if (!leaves) return flags
  const {outputDefaults} = await import('./output-defaults.js')
  return applied(command, flags, [
    ...scopeDefaults(command, flags, leaves),
    ...thresholdDefaults(flags, leaves),
    ...(flags.output === undefined ? outputDefaults(leaves('output')) : []),
  ])
}

/** The flags of a command that only has a scope, with the policy's scope where none was given. */
export async function withScopeDefault<F extends ScopedFlags>(
  command: ComplianceCommand,
  flags: F,
  policy: TracedPolicy | undefined,
): Promise<F> {
  const leaves = await defaultLeaves(policy)
  return leaves ? applied(command, flags, scopeDefaults(command, flags, leaves)) : flags
}

type Leaf = Extract<ProvenanceTree, {value: unknown}>
type Leaves = (...keys: readonly string[]) => readonly Leaf[]

/** What a policy's defaults say, by key; undefined where it has none. */
async function defaultLeaves(policy: TracedPolicy | undefined): Promise<Leaves | undefined> {
  if (!policy?.policy.defaults) return undefined
  // Loaded only where there are defaults.
  const {leavesAt} = await import('../../policy/provenance-tree.js')
  return (...keys) => leavesAt(policy.tree, 'defaults', ...keys)
}

function applied<F extends object>(command: ComplianceCommand, flags: F, defaults: ReadonlyArray<Default<object>>): F {
  for (const [file, ofFile] of groupBy(defaults, ({file}) => file))
    command.printMessage(`From ${file}: ${ofFile.map(({text}) => text).join(', ')}.`)
  return Object.assign({}, flags, ...defaults.map(given => given.flags)) as F
}

function scopeDefaults(command: ComplianceCommand, flags: ScopedFlags, leaves: Leaves): Array<Default<ScopeFlags>> {
  const {sample, snapshot = []} = flags
  if (givenScopes(flags).length > 0 || sample || snapshot.length > 0) return []
  const found = (['pipeline', 'space', 'team'] as const).flatMap(kind =>
    leaves(kind).map(({origin, value}) => defaultOf({[kind]: String(value)}, `--${kind} ${String(value)}`, origin)),
  )
  const environmentApp = process.env['HEROKU_APP']
  if (!environmentApp) return found
  for (const {file, text} of found)
    command.printMessage(`HEROKU_APP chooses the app ${environmentApp}, and not ${text} of ${file}.`)
  return []
}

/** With a baseline, open controls have no effect. */
function thresholdDefaults(flags: ThresholdFlags, leaves: Leaves): Array<Default<ThresholdFlags>> {
  const takesStrict = flags.strict === undefined && flags.baseline === undefined
  return [
    ...(flags['fail-on'] === undefined
      ? leaves('failOn').map(({origin, value}) =>
          defaultOf({'fail-on': String(value)}, `--fail-on ${String(value)}`, origin),
        )
      : []),
    ...(takesStrict
      ? leaves('strict').flatMap(({origin, value}) =>
          value === true ? [defaultOf({strict: true}, '--strict', origin)] : [],
        )
      : []),
  ]
}

const defaultOf = <F>(flags: F, text: string, {file}: Origin): Default<F> => ({file, flags, text})
