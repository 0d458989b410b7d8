import {createInterface} from 'node:readline/promises'

import type {Scope} from '../../model/snapshot.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {fetchFact} from '../../api/fetch-fact.js'
import {UserError} from '../../foundation/user-error.js'
import {paths} from '../../model/paths.js'
import {harmless} from '../../report/text/layout.js'
import {asking} from './live-snapshot.js'

/** A scope that may be chosen, by its number or name. */
export interface Choice {
  readonly label: string
  readonly scope: Scope
}

/** Asks a person at a terminal which team or space is meant, of those that the account shows. */
export async function choosing(command: ComplianceCommand): Promise<Scope> {
  const choices = await asking(command, async ({clock, get, narrow}) => {
    const read = async (kind: 'spaces' | 'teams') => fetchFact(get, narrow, clock.now, {kind, path: paths[kind]()})
    const [teams, spaces] = await Promise.all([read('teams'), read('spaces')])
    for (const {gap, path} of [teams, spaces])
      if (gap) command.tell(`${path} could not be read (${gap.reason}): name a scope with --team or --space.`)
    return choicesOf(teams.body, spaces.body)
  })
  for (const [index, {label}] of choices.entries()) command.tell(`  ${index + 1}  ${label}`)
  const lines = createInterface({input: process.stdin, output: process.stderr})
  const closed = new Promise<never>((_, reject) => {
    lines.once('close', () =>
      reject(new UserError('Nothing was chosen.', 'Name a scope with --team, --space, --app or --all.')),
    )
  })
  try {
    for (;;) {
      const scope = chosenOf(
        choices,
        await Promise.race([lines.question('What is reviewed? (number or name) '), closed]),
      )
      if (scope) return scope
      command.tell('Nothing has this number or name.')
    }
  } finally {
    closed.catch(() => {})
    lines.close()
  }
}

/** Teams, then spaces, then all that the account shows. */
export function choicesOf(teams: unknown, spaces: unknown): Choice[] {
  const named = (kind: 'space' | 'team', rows: unknown) =>
    (Array.isArray(rows) ? rows : []).flatMap((row: unknown): Choice[] => {
      const name = typeof row === 'object' && row !== null && 'name' in row ? row.name : undefined
      return typeof name === 'string' ? [{label: `${kind} ${harmless(name)}`, scope: {kind, name}}] : []
    })
  return [
    ...named('team', teams),
    ...named('space', spaces),
    {label: 'everything that the account can see', scope: {kind: 'all'}},
  ]
}

/** What a number, a name, or a kind and a name means; nothing where that is not one thing. */
export function chosenOf(choices: readonly Choice[], typed: string): Scope | undefined {
  const text = typed.trim()
  if (/^\d+$/.test(text) && choices[Number(text) - 1]) return choices[Number(text) - 1]?.scope
  const [only, ...others] = choices.filter(({label, scope: {name}}) => name === text || label === text)
  return others.length === 0 ? only?.scope : undefined
}
