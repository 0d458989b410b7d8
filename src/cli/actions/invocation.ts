import type {Invocation} from '../../report/render-options.js'
import type {CheckFlags} from '../flags.js'

import {shellQuote} from '../../foundation/shell.js'

/** The flags that choose what is assessed. */
export const subjectFlags = ['all', 'app', 'pipeline', 'remote', 'space', 'team', 'sample', 'snapshot'] as const

/** The flags that choose what is assessed by what: typed again, they give the same report. */
const repeatedFlags = [
  ...subjectFlags,
  'framework',
  'policy',
  'baseline',
  'allow-unknown',
  'no-waivers',
  'now',
  'only',
  'strict',
] as const satisfies ReadonlyArray<keyof CheckFlags>

const assessingCommands = ['compliance:check', 'compliance:cjis', 'compliance:pci']

/** The command with those flags that the next one needs too; one that can't assess stands for compliance:check. */
export function invocationOf(id: string | undefined, flags: CheckFlags): Invocation {
  const failOn = flags['fail-on'] === undefined ? [] : [`--fail-on ${flags['fail-on']}`]
  return {
    args: [...typedFlags(repeatedFlags, flags), ...failOn],
    command: assessingCommands.find(command => command === id) ?? 'compliance:check',
  }
}

type FlagValue = boolean | string | readonly string[] | undefined

/** Those of the named flags that were given, as a shell reads them back. */
export const typedFlags = <Name extends string>(
  names: readonly Name[],
  flags: Readonly<Partial<Record<Name, FlagValue>>>,
): string[] => names.flatMap(name => flagText(name, flags[name]))

function flagText(name: string, value: FlagValue): string[] {
  if (value === undefined || value === false) return []
  if (value === true) return [`--${name}`]
  return (typeof value === 'string' ? [value] : value).map(text => `--${name} ${shellQuote(text)}`)
}
