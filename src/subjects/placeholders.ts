import type {ReadResult} from '../model/gap.js'
import type {Policy} from '../model/policy.js'
import type {Subject, SubjectKind} from '../model/subject.js'
import type {SubjectContext, ScopeInventory, UnreadList} from './context.js'

import {addonsBilledTo, attachmentsOf} from './addon/addon-handles.js'
import {drainsOfApp, drainsOfSpace} from './app/drain.js'
import {webhooksOf} from './app/webhook.js'
import {certificatesOf} from './domain/certificate.js'
import {domainsOf} from './domain/domain.js'
import {authorizationsOfCaller, authorizationsOfTeam} from './people/authorization.js'
import {collaboratorsOf, unidentifiedCollaborators} from './people/collaborator.js'
import {membersOf} from './people/member.js'
import {pipelinesOf} from './pipeline/pipelines-in-scope.js'
import {policyFields} from './policy-fields.js'
import {invitationsOf} from './team/invitation.js'

/** The lists that subjects come from, by the resource that owns the lists. */
const listsOfApp: Readonly<
  Partial<
    Record<
      SubjectKind,
      (context: SubjectContext, app: ScopeInventory['apps'][number]) => ReadonlyArray<ReadResult<unknown>>
    >
  >
> = {
  addon: (context, app) => [attachmentsOf(context, app), addonsBilledTo(context, app)],
  attachment: (context, app) => [attachmentsOf(context, app)],
  certificate: (context, app) => [certificatesOf(context, app)],
  collaborator: (context, app) => [collaboratorsOf(context, app), unidentifiedCollaborators(context, app)],
  domain: (context, app) => [domainsOf(context, app)],
  drain: drainsOfApp,
  webhook: (context, app) => [webhooksOf(context, app)],
}

const listOfTeam: Readonly<
  Partial<Record<SubjectKind, (context: SubjectContext, team: ScopeInventory['teams'][number]) => ReadResult<unknown>>>
> = {
  authorization: authorizationsOfTeam,
  invitation: invitationsOf,
  member: (context, team) => membersOf(context, team.ref),
}

const listOfAccount: Readonly<
  Partial<Record<SubjectKind, (context: SubjectContext, inventory: ScopeInventory) => ReadResult<unknown>>>
> = {
  account: ({facts}) => facts.read('account'),
  authorization: authorizationsOfCaller,
}

/** One placeholder for each list of a kind of subjects that couldn't be read in full. */
export function placeholders(context: SubjectContext, inventory: ScopeInventory, kind: SubjectKind): Subject[] {
  const [appLists, teamList, accountList] = [listsOfApp[kind], listOfTeam[kind], listOfAccount[kind]]
  const candidates = [
    ...inventory.unreadLists
      .filter(({kinds}) => kinds.includes(kind))
      .map(list => placeholder(context.policy, kind, list)),
    ...(appLists
      ? inventory.apps.flatMap(app =>
          unreadPlaceholders(context, kind, app.name, appLists(context, app), {app: app.name}),
        )
      : []),
    ...(kind === 'drain'
      ? inventory.spaces.flatMap(space =>
          unreadPlaceholders(context, kind, space.name, drainsOfSpace(context, space), {space: space.name}),
        )
      : []),
    ...(teamList
      ? inventory.teams.flatMap(team =>
          unreadPlaceholders(context, kind, team.name, [teamList(context, team)], {team: team.name}),
        )
      : []),
    ...(accountList ? unreadPlaceholders(context, kind, 'account', [accountList(context, inventory)]) : []),
    ...(kind === 'pipeline'
      ? pipelinesOf(context, inventory).unreadLists.map(list => placeholder(context.policy, kind, list))
      : []),
  ]
  return [...new Map(candidates.map(subject => [subject.id, subject])).values()]
}

type Owner = Pick<Subject, 'app' | 'space' | 'team'>

function unreadPlaceholders(
  {policy}: SubjectContext,
  kind: SubjectKind,
  parent: string,
  responses: ReadonlyArray<ReadResult<unknown>>,
  owner?: Owner,
): Subject[] {
  const [firstGap] = responses.flatMap(response => ('gap' in response ? [response.gap] : []))
  return firstGap ? [placeholder(policy, kind, {gap: firstGap, parent}, owner)] : []
}

function placeholder(
  policy: Policy,
  kind: SubjectKind,
  {gap, parent}: Pick<UnreadList, 'gap' | 'parent'>,
  owner: Owner = {},
): Subject {
  const name = `${parent}/*`
  return {...owner, fields: policyFields(policy, kind), id: name, kind, name, placeholder: gap}
}
