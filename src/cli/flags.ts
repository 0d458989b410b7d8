import * as Flags from '@oclif/core/flags'

import type {OptionFlag} from '@oclif/core/interfaces'
import type {Threshold} from '../model/threshold.js'

import {severities} from '../model/framework.js'
import {formats} from '../report/formats.js'

/** Flags that choose a part of the account. */
export const scopeFlags = {
  all: Flags.boolean({char: 'A', description: 'everything the account can see'}),
  app: Flags.string({char: 'a', description: 'one app; defaults to the app of the git remote or of HEROKU_APP'}),
  pipeline: Flags.string({char: 'p', description: 'the apps of a pipeline'}),
  remote: Flags.string({char: 'r', description: 'git remote of the app'}),
  space: Flags.string({char: 's', description: 'a space and its apps'}),
  team: Flags.string({char: 't', description: 'a team: its spaces, apps and members'}),
}

/** Flags of the commands that may call the API. */
export const apiFlags = {
  'rate-floor': Flags.integer({
    description: "requests of the account's budget to leave to other tools; 500 by default",
    helpValue: 'N',
    min: 0,
  }),
}

/** --framework, which can be given several times. */
export const frameworkFlag = (description: string): OptionFlag<string[] | undefined> =>
  Flags.string({description, helpValue: 'ID|FILE', multiple: true, multipleNonGreedy: true})

export const releasesFlag = Flags.boolean({
  description: "also read each app's latest releases, so that diff can tell who changed what",
})

const flagsWithoutEffectOnPlans = [
  'allow-unknown',
  'baseline',
  'fail-on',
  'full',
  'history',
  'no-waivers',
  'now',
  'output',
  'show',
  'show-policy',
  'snapshot',
  'strict',
]

const planFlag = (exclusive: string[]) =>
  Flags.boolean({description: 'print how many requests a run would send, without running it', exclusive})

/** --plan of a collection; flags that only concern files have no effect with it. */
export const collectPlanFlag = {plan: planFlag(['max-age', 'output', 'resume', 'snapshot'])}

/** Flags that say how facts are assessed, and where the report goes. */
export const assessmentFlags = {
  'allow-unknown': Flags.boolean({description: "don't fail the run for what couldn't be read"}),
  baseline: Flags.string({
    description: 'fail only for what is worse than in this saved report',
    exclusive: ['strict'],
    helpValue: 'REPORT',
  }),
  'fail-on': Flags.string({
    description: 'lowest severity whose failures fail the run; high by default',
    options: [...severities, 'never'],
  }),
  format: Flags.string({description: `format of stdout: ${Object.keys(formats).join(', ')}`, helpValue: 'NAME'}),
  full: Flags.boolean({description: 'print everything; without it, one screen'}),
  json: Flags.boolean({char: 'j', description: 'same as --format json'}),
  'no-waivers': Flags.boolean({description: 'ignore all waivers'}),
  now: Flags.string({description: 'date or time as of which ages and expiries are assessed', helpValue: 'ISO'}),
  output: Flags.string({
    char: 'o',
    description:
      'also write the report to a file; format by its extension, or FORMAT:FILE; ' +
      'with {framework} in its name, an hdf file for each framework',
    helpValue: 'FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  policy: Flags.string({
    description: 'policy file; defaults to compliance.yml in the working folder, if there is one',
    helpValue: 'FILE',
  }),
  show: Flags.string({
    description:
      'list what has these verdicts and statuses in full on the terminal, and alone in SARIF; separated by commas',
    helpValue: 'fail,unknown,...',
  }),
  strict: Flags.boolean({allowNo: true, description: 'open manual controls also fail the run'}),
}

/** --before-promote of compliance:check. */
export const beforePromoteFlag = {
  'before-promote': Flags.boolean({
    dependsOn: ['pipeline'],
    description: 'assess the apps that the next promotion of the pipeline goes to, with the code that it brings',
    exclusive: ['baseline', 'plan', 'show-policy'],
  }),
}

/** Flags of the commands that assess a scope. */
export const checkFlags = {
  ...scopeFlags,
  ...apiFlags,
  ...assessmentFlags,
  'expect-policy': Flags.string({
    description: 'fail unless the policy in effect has this fingerprint',
    helpValue: 'SHA256',
  }),
  history: Flags.string({
    description: 'add what earlier snapshots, reports and bundles say to the HTML page',
    helpValue: 'FOLDER',
  }),
  only: Flags.string({
    description: 'assess only these checks or controls: ids with or without *, or FRAMEWORK:CONTROL',
    helpValue: 'ID',
    multiple: true,
    multipleNonGreedy: true,
  }),
  plan: planFlag(flagsWithoutEffectOnPlans),
  sample: Flags.boolean({description: 'assess the bundled sample organization; no account, no requests'}),
  'show-policy': Flags.boolean({
    description: 'print the policy in effect, with the place each value comes from',
    exclusive: [
      ...Object.keys(scopeFlags),
      'allow-unknown',
      'baseline',
      'fail-on',
      'full',
      'history',
      'no-waivers',
      'now',
      'only',
      'output',
      'rate-floor',
      'sample',
      'show',
      'snapshot',
      'strict',
    ],
  }),
  snapshot: Flags.string({
    description: 'assess a saved snapshot instead of calling the API; several are joined',
    helpValue: 'FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
}

/** The scope flags, parsed. */
export interface ScopeFlags {
  readonly all?: boolean
  readonly app?: string | undefined
  readonly pipeline?: string | undefined
  readonly remote?: string | undefined
  readonly space?: string | undefined
  readonly team?: string | undefined
}

/** The flags of the commands that assess a scope, parsed. */
export interface CheckFlags extends ScopeFlags {
  readonly 'allow-unknown': boolean
  readonly baseline?: string | undefined
  readonly history?: string | undefined
  readonly 'before-promote'?: boolean
  readonly 'expect-policy'?: string | undefined
  readonly 'fail-on'?: string | undefined
  readonly framework?: string[] | undefined
  readonly format?: string | undefined
  readonly full: boolean
  readonly json: boolean
  readonly 'no-waivers': boolean
  readonly now?: string | undefined
  readonly only?: string[] | undefined
  readonly output?: string[] | undefined
  readonly plan: boolean
  readonly policy?: string | undefined
  readonly 'rate-floor'?: number | undefined
  readonly sample: boolean
  readonly show?: string | undefined
  readonly 'show-policy': boolean
  readonly snapshot?: string[] | undefined
  readonly strict?: boolean | undefined
}

/** The flags of compliance:mcp, parsed. */
export interface McpFlags extends Pick<CheckFlags, 'framework' | 'now' | 'policy' | 'sample' | 'snapshot'> {
  readonly report?: string | undefined
}

/** The flags of compliance:collect, parsed. */
export interface CollectFlags extends ScopeFlags {
  readonly framework?: string[] | undefined
  readonly guard?: boolean
  readonly 'max-age'?: string | undefined
  readonly json?: boolean
  readonly output?: string | undefined
  readonly plan: boolean
  readonly 'rate-floor'?: number | undefined
  readonly releases?: boolean
  readonly resume?: string | undefined
  readonly shapes?: string | undefined
  readonly shard?: string | undefined
  readonly snapshot?: string | undefined
}

/** The severity of --fail-on, whose values oclif has checked. */
export const failOnThreshold = (flags: Pick<CheckFlags, 'fail-on'>): Threshold['failOn'] =>
  [...severities, 'never' as const].find(threshold => threshold === flags['fail-on']) ?? 'high'

/** The values of --fail-on where `never` has no sense. */
export const planSeverities = severities

/** The flags of compliance:fix, parsed. */
export interface FixFlags extends Omit<
  CheckFlags,
  'allow-unknown' | 'baseline' | 'expect-policy' | 'plan' | 'show' | 'show-policy' | 'strict'
> {
  readonly 'access-review'?: string | undefined
  readonly script?: string | undefined
}
