import type {ScopeFlags} from '../flags.js'

import {givenScopes} from '../scope.js'

interface GivenFlags extends ScopeFlags {
  readonly framework?: readonly string[] | undefined
  readonly policy?: string | undefined
  readonly sample: boolean
  readonly snapshot?: readonly string[] | undefined
}

/** What to type after a review, for the same apps: to assess them, to keep what shows it, and to go on. */
export function commandsAfterReview(flags: GivenFlags): string[] {
  const option = (name: string, values: readonly string[] = []) => values.map(value => `--${name} ${quoted(value)}`)
  const given = [
    ...givenScopes(flags),
    ...(flags.sample ? ['--sample'] : []),
    ...option('snapshot', flags.snapshot),
    ...option('framework', flags.framework),
    ...option('policy', flags.policy === undefined ? [] : [flags.policy]),
  ]
  const command = (name: string, ...more: string[]) => [`heroku compliance:${name}`, ...given, ...more].join(' ')
  // Without a file, decisions about the sample were forgotten.
  return flags.sample && flags.policy === undefined
    ? [command('review', '--policy compliance.yml'), command('check')]
    : [command('check'), command('evidence', '--output evidence.zip'), command('review')]
}

/** A word as a shell reads it back. */
const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`)
