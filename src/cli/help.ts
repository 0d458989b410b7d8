import {commonQuestions, severities, statuses} from '../model/framework.js'
import {verdicts} from '../model/observation.js'
import {formats} from '../report/formats.js'

/** The heading of the help that each flag stands under; the others stand under FLAGS. */
const groups: Readonly<Record<string, readonly string[]>> = {
  assessment: ['allow-unknown', 'baseline', 'fail-on', 'framework', 'now', 'only', 'strict'],
  output: ['format', 'full', 'history', 'json', 'output', 'show'],
  policy: ['expect-policy', 'no-waivers', 'policy', 'show-policy'],
  request: ['max-age', 'plan', 'rate-floor', 'releases', 'resume', 'shapes', 'shard'],
  scope: ['all', 'app', 'pipeline', 'remote', 'space', 'team'],
  source: ['before-promote', 'contract-ends', 'from', 'sample', 'snapshot'],
}
const groupByFlag = new Map(Object.entries(groups).flatMap(([group, names]) => names.map(name => [name, group])))

/** What the host's autocomplete offers after a flag. It loads the command to ask. */
interface Completion {
  readonly cacheDuration: number
  readonly cacheKey: () => Promise<string>
  readonly options: () => Promise<string[]>
}

/** In seconds: an hour, so that an update of the plugin shows soon. */
const cacheDuration = 3600

const completion = (key: string, options: () => Promise<readonly string[]> | readonly string[]): Completion => ({
  cacheDuration,
  cacheKey: async () => `compliance_${key}`,
  options: async () => [...(await options())],
})

/** Loaded only to complete: every command has flags. */
const importCatalog = () => import('../catalog/catalog.js')

/** The names of bundled frameworks, each by its shortest. */
const frameworkNames = async (): Promise<string[]> =>
  (await importCatalog())
    .readFrameworkHeads()
    .filter(({id}) => id !== commonQuestions)
    .map(({aliases, id}) => [id, ...aliases].reduce((a, b) => (b.length < a.length ? b : a)))

const completions: Readonly<Record<string, Completion>> = {
  'fail-on': completion('severities', () => [...severities, 'never']),
  format: completion('formats', () => Object.keys(formats)),
  framework: completion('frameworks', frameworkNames),
  only: completion('checks', async () => (await importCatalog()).readChecks().map(({id}) => id)),
  show: completion('verdicts', () => [...new Set<string>([...verdicts, ...statuses])]),
}

/** Flags with their headings in the help, and with what autocomplete offers; other values stay allowed. */
export function withHelp<F extends Readonly<Record<string, object>>>(flags: F): F {
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => {
      const helpGroup = groupByFlag.get(name)
      return [
        name,
        {
          ...flag,
          ...(helpGroup === undefined ? {} : {helpGroup}),
          ...(Object.hasOwn(completions, name) ? {completion: completions[name]} : {}),
        },
      ]
    }),
  ) as F
}

const scopes = '[--app APP | --space SPACE | --team TEAM | --pipeline PIPELINE | --all]'

/**
 * The forms of a command that assesses a scope. oclif derives its own from conflicts of flags, and prints flags that
 * conflict with a third one as if they excluded each other.
 */
export const scopeUsage = (required = '', sources: readonly string[] = ['--snapshot FILE...', '--sample']): string[] =>
  [scopes, ...sources].map(source => ['<%= command.id %>', source, required, '[FLAGS]'].filter(Boolean).join(' '))

/** The frameworks by the names that --framework takes; profiles follow theirs. */
const bundledNames = [
  'baseline, sparc, pci, saq-a, saq-a-ep, saq-d-merchant,',
  'saq-d-service-provider, cjis, cjis-5.9.5, hipaa, soc2, iso, nist, nist-low,',
  'csf, cis, gdpr, gdpr-eu-only, dora, nis2, fedramp, govramp, cmmc, hds,',
  'ismap, prp',
].join('\n  ')

/** What the help of a command that assesses says after its first line. */
export const assessingDescription = (summary: string): string =>
  `${summary}

It only reads. Frameworks (heroku compliance:controls says what they are):
  ${bundledNames}

Exit codes:
  0  nothing fails at or above --fail-on, and nothing is unknown
  1  something fails
  2  the command couldn't do its job: a wrong flag, file, login or network
  3  nothing fails, but something couldn't be read, or is open with --strict`
