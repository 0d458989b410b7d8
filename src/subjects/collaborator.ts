import type {FactTypes} from '../model/facts.js'
import type {Answer} from '../model/gap.js'
import type {Known, Subject} from '../model/subject.js'
import type {AppHandle, Context, Roster} from './context.js'

import {mapAnswer} from '../model/gap.js'
import {fields, from, unknown, value} from './known.js'
import {emailOf, membersOf} from './member.js'
import {emailDomainIsAllowed, emailDomainsAreDeclared} from './person.js'

type Collaborator = FactTypes['collaborators'][number]

/** The people who were given access to an app, without the user that stands for its team. */
export function collaboratorsOf({facts}: Context, app: AppHandle): Answer<readonly Collaborator[]> {
  if (app.unseen) return {gap: app.unseen}
  return mapAnswer(facts.read('collaborators', app.ref), all =>
    all.filter(({user}) => !user?.email?.toLowerCase().endsWith('@herokumanager.com')))
}

/** One subject for each collaborator of each app in scope. */
export function collaborators(context: Context, roster: Roster): Subject[] {
  return roster.apps.flatMap(app => {
    const rows = collaboratorsOf(context, app)
    if ('gap' in rows) return []
    return rows.body.map(row => {
      const email = row.user?.email
      const id = row.id ?? row.user?.id ?? email ?? 'unnamed'
      return {
        app: app.name,
        fields: fields({
          appHasTeam: () => from(app.record, ({team}) => team === undefined ? unknown('no-statement', 'the API does not say which team the app belongs to') : value(team !== null)),
          emailDomainIsAllowed: () => emailDomainIsAllowed(context, email),
          emailDomainsAreDeclared: () => emailDomainsAreDeclared(context),
          teamMember: () => isMember(context, app, row),
        }),
        id,
        kind: 'collaborator' as const,
        name: `${app.name}/${email ?? id}`,
      }
    })
  })
}

function isMember(context: Context, app: AppHandle, {user}: Collaborator): Known {
  return from(app.record, ({team}) => {
    const name = team?.name ?? team?.id
    if (!name) return unknown('no-statement', 'the API does not say which team the app belongs to')
    if (!user?.id && !user?.email) return unknown('no-statement', 'the API does not say who the collaborator is')
    return from(membersOf(context, name), all => value(all.some(member =>
      (user.id !== undefined && member.user?.id === user.id) || (Boolean(user.email) && emailOf(member)?.toLowerCase() === user.email?.toLowerCase()))))
  })
}
