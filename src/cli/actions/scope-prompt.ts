import {createInterface} from 'node:readline/promises'

import type {Scope} from '../../model/snapshot.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {fetchFact} from '../../api/fetch-fact.js'
import {UserError} from '../../foundation/user-error.js'
import {paths} from '../../model/paths.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {withApi} from './live-snapshot.js'

/** A scope that a person can choose by its number or name. */
export interface ScopeOption {
  readonly label: string
  readonly scope: Scope
}

/** Asks at a terminal which team or space of the account to review. */
export async function promptForScope(command: ComplianceCommand): Promise<Scope> {
  const options = await withApi(command, async ({clock, get, narrow}) => {
    const fetchList = async (kind: 'spaces' | 'teams') => fetchFact(get, narrow, clock.now, {kind, path: paths[kind]()})
    const [teams, spaces] = await Promise.all([fetchList('teams'), fetchList('spaces')])
    for (const {gap, path} of [teams, spaces])
      if (gap) command.printMessage(`${path} couldn't be read (${gap.reason}): choose a scope with --team or --space.`)
    return scopeOptions(teams.body, spaces.body)
  })
  for (const [index, {label}] of options.entries()) command.printMessage(`  ${index + 1}  ${label}`)
  const prompt = createInterface({input: process.stdin, output: process.stderr})
  const inputClosed = new Promise<never>((_, reject) => {
    prompt.once('close', () => reject(new UserError('No scope was chosen.', 'Choose --team, --space, --app or --all.')))
  })
  try {
    for (;;) {
      const scope = findOption(
        options,
        await Promise.race([prompt.question('What do you want to review? (number or name) '), inputClosed]),
      )
      if (scope) return scope
      command.printMessage('There is no such number or name.')
    }
  } finally {
    inputClosed.catch(() => {})
    prompt.close()
  }
}

/** Teams, then spaces, then the whole account. */
export function scopeOptions(teams: unknown, spaces: unknown): ScopeOption[] {
  const optionsOf = (kind: 'space' | 'team', items: unknown) =>
    (Array.isArray(items) ? items : []).flatMap((item: unknown): ScopeOption[] => {
      const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : undefined
      return typeof name === 'string' ? [{label: `${kind} ${sanitizeForTerminal(name)}`, scope: {kind, name}}] : []
    })
  return [
    ...optionsOf('team', teams),
    ...optionsOf('space', spaces),
    {label: 'everything the account can see', scope: {kind: 'all'}},
  ]
}

/** The scope of a number, a name, or a kind and a name; undefined where none or several match. */
export function findOption(options: readonly ScopeOption[], input: string): Scope | undefined {
  const text = input.trim()
  if (/^\d+$/.test(text) && options[Number(text) - 1]) return options[Number(text) - 1]?.scope
  const [match, ...otherMatches] = options.filter(({label, scope: {name}}) => name === text || label === text)
  return otherMatches.length === 0 ? match?.scope : undefined
}
