import * as Flags from '@oclif/core/flags'

import {severities} from '../model/framework.js'
import {formats} from '../report/formats.js'

/** The flags that say which part of the account is meant. */
export const scopeFlags = {
  all: Flags.boolean({char: 'A', description: 'everything that the account can see'}),
  app: Flags.string({char: 'a', description: 'one app; by default the one of the git remote or of HEROKU_APP'}),
  pipeline: Flags.string({char: 'p', description: 'the apps of a pipeline'}),
  remote: Flags.string({char: 'r', description: 'git remote of the app'}),
  space: Flags.string({char: 's', description: 'a space and its apps'}),
  team: Flags.string({char: 't', description: 'a team: its spaces, apps and members'}),
}

/** The flags of the commands that may ask the API. */
export const apiFlags = {
  'rate-floor': Flags.integer({
    description: "requests of the account's budget that are left to others; 500 by default",
    helpValue: 'N',
    min: 0,
  }),
}

/** What diff tells of who changed a thing. */
export const releasesFlag = Flags.boolean({
  description: 'read the last releases of each app too, so that diff tells who changed what',
})

const flagsWithoutEffectOnPlans = [
  'allow-unknown',
  'baseline',
  'fail-on',
  'no-waivers',
  'now',
  'output',
  'sample',
  'show',
  'show-policy',
  'snapshot',
  'strict',
]

const planFlag = (exclusive: string[]) =>
  Flags.boolean({description: 'print what a run would ask for, and ask nothing of it', exclusive})

/** The flag of collecting; what has an effect on files only has none beside it. */
export const collectPlanFlag = {plan: planFlag(['max-age', 'output', 'resume', 'snapshot'])}

/** The flags that say how facts are judged, and what becomes of the report. */
export const assessmentFlags = {
  'allow-unknown': Flags.boolean({description: 'do not fail the run for what could not be read'}),
  baseline: Flags.string({
    description: 'fail only for what is worse than in this saved report',
    exclusive: ['strict'],
    helpValue: 'REPORT',
  }),
  'fail-on': Flags.string({
    default: 'high',
    description: 'severity from which a failure fails the run',
    options: [...severities, 'never'],
  }),
  format: Flags.string({description: `what goes to stdout: ${Object.keys(formats).join(', ')}`, helpValue: 'NAME'}),
  json: Flags.boolean({char: 'j', description: 'same as --format json'}),
  'no-waivers': Flags.boolean({description: 'judge as if no waiver existed'}),
  now: Flags.string({description: 'instant at which ages and expiries are judged', helpValue: 'ISO'}),
  output: Flags.string({
    char: 'o',
    description: 'also write the report to a file; format by its ending, or FORMAT:FILE',
    helpValue: 'FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  policy: Flags.string({
    description: 'policy file; compliance.yml of the working folder by default, if there is one',
    helpValue: 'FILE',
  }),
  show: Flags.string({
    description: 'verdicts and statuses to list on the terminal and in SARIF, separated by commas',
    helpValue: 'fail,unknown,...',
  }),
  strict: Flags.boolean({description: 'open manual controls fail the run too'}),
}

/** The flags of the commands that judge. */
export const checkFlags = {
  ...scopeFlags,
  ...apiFlags,
  ...assessmentFlags,
  'expect-policy': Flags.string({
    description: 'refuse any other policy than the one of this fingerprint, and none',
    helpValue: 'SHA256',
  }),
  plan: planFlag(flagsWithoutEffectOnPlans),
  sample: Flags.boolean({description: 'judge the bundled sample organisation; no account, no request'}),
  'show-policy': Flags.boolean({
    description: 'print the policy that is in force, and where each value of it comes from',
    exclusive: [
      'all',
      'allow-unknown',
      'app',
      'baseline',
      'fail-on',
      'no-waivers',
      'now',
      'output',
      'pipeline',
      'rate-floor',
      'remote',
      'sample',
      'show',
      'snapshot',
      'space',
      'strict',
      'team',
    ],
  }),
  snapshot: Flags.string({
    description: 'judge a saved snapshot instead of asking the API; several are joined',
    helpValue: 'FILE',
    multiple: true,
    multipleNonGreedy: true,
  }),
}

/** What the scope flags come to when parsed. */
export interface ScopeFlags {
  readonly all?: boolean
  readonly app?: string | undefined
  readonly pipeline?: string | undefined
  readonly remote?: string | undefined
  readonly space?: string | undefined
  readonly team?: string | undefined
}

/** What the flags of judging come to when parsed. */
export interface CheckFlags extends ScopeFlags {
  readonly 'allow-unknown': boolean
  readonly baseline?: string | undefined
  readonly 'expect-policy'?: string | undefined
  readonly 'fail-on': string
  readonly framework?: string[] | undefined
  readonly format?: string | undefined
  readonly json: boolean
  readonly 'no-waivers': boolean
  readonly now?: string | undefined
  readonly output?: string[] | undefined
  readonly plan: boolean
  readonly policy?: string | undefined
  readonly 'rate-floor'?: number | undefined
  readonly sample: boolean
  readonly show?: string | undefined
  readonly 'show-policy': boolean
  readonly snapshot?: string[] | undefined
  readonly strict: boolean
}
