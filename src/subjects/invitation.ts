import type {Invitation} from '../model/account-facts.js'
import type {Answer} from '../model/gap.js'
import type {Known, Subject} from '../model/subject.js'
import type {Context, Roster, TeamHandle} from './context.js'

import {ageInDays} from './age.js'
import {fields, from, stated, unknown, value} from './known.js'

/** The invitations to a team that nobody has answered yet. */
export const invitationsOf = ({facts}: Context, team: TeamHandle): Answer<readonly Invitation[]> => facts.read('invitations', team.ref)

/** One subject for each invitation to each team in scope. */
export function invitations(context: Context, roster: Roster): Subject[] {
  return roster.teams.flatMap(team => {
    const rows = invitationsOf(context, team)
    if ('gap' in rows) return []
    return rows.body.map(row => ({
      fields: fields({
        ageDays: () => from(context.now, now => age(row, now)),
        role: () => stated(row.role, 'the role that the invitation is for'),
      }),
      id: row.id,
      kind: 'invitation' as const,
      name: `${team.name}/${row.user?.email ?? row.id}`,
      team: team.name,
    }))
  })
}

function age({created_at: at}: Invitation, now: number): Known {
  const days = ageInDays(at, now)
  if (days !== undefined) return value(days)
  return at ? unknown('unknown-value', 'the date of the invitation cannot be read') : unknown('no-statement', 'the API does not say when the invitation was made')
}
