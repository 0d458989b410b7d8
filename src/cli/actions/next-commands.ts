import type {CheckFlags} from '../flags.js'

import {subjectFlags, typedFlags} from './invocation.js'

type GivenFlags = Pick<CheckFlags, (typeof subjectFlags)[number] | 'framework' | 'policy'>

/** What to type after a review, for the same apps: to assess them, to keep what shows it, and to go on. */
export function commandsAfterReview(flags: GivenFlags): string[] {
  const given = typedFlags([...subjectFlags, 'framework', 'policy'], flags)
  const command = (name: string, ...more: string[]) => [`heroku compliance:${name}`, ...given, ...more].join(' ')
  // Without a file, decisions about the sample were forgotten.
  return flags.sample && flags.policy === undefined
    ? [command('review', '--policy compliance.yml'), command('check')]
    : [command('check'), command('evidence', '--output evidence.zip'), command('review')]
}
