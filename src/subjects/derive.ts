import type {Answer} from '../model/gap.js'
import type {Policy} from '../model/policy.js'
import type {Field, Subject, SubjectKind} from '../model/subject.js'
import type {Context, Roster, Unread} from './context.js'

import {isOfApps} from '../model/snapshot.js'
import {accounts} from './people/account.js'
import {addons} from './addon/addon.js'
import {attachmentsOf, billedTo} from './addon/addons-of.js'
import {apps} from './app/app.js'
import {attachments} from './addon/attachment.js'
import {authorizations, authorizationsOfCaller, authorizationsOfTeam} from './people/authorization.js'
import {certificates, certificatesOf} from './domain/certificate.js'
import {collaborators, collaboratorsOf, strangersOf} from './people/collaborator.js'
import {domains, domainsOf} from './domain/domain.js'
import {drains, drainsOfApp, drainsOfSpace} from './app/drain.js'
import {invitations, invitationsOf} from './team/invitation.js'
import {value} from './field-value.js'
import {members, membersOf} from './people/member.js'
import {pipelines} from './pipeline/pipeline.js'
import {pipelinesOf} from './pipeline/pipelines-of.js'
import {spaces} from './space/space.js'
import {teams} from './team/team.js'
import {webhooks, webhooksOf} from './app/webhook.js'

type Derive = (context: Context, roster: Roster) => Subject[]

/** The kinds of subjects that are derived. */
export const derivations: Readonly<Record<SubjectKind, Derive>> = {
  account: accounts,
  addon: addons,
  app: apps,
  attachment: attachments,
  authorization: authorizations,
  certificate: certificates,
  collaborator: collaborators,
  domain: domains,
  drain: drains,
  invitation: invitations,
  member: members,
  pipeline: pipelines,
  space: spaces,
  team: teams,
  webhook: webhooks,
}

/** The lists that each kind comes from, by what owns them. */
const listsOfApp: Readonly<
  Partial<Record<SubjectKind, (context: Context, app: Roster['apps'][number]) => ReadonlyArray<Answer<unknown>>>>
> = {
  addon: (context, app) => [attachmentsOf(context, app), billedTo(context, app)],
  attachment: (context, app) => [attachmentsOf(context, app)],
  certificate: (context, app) => [certificatesOf(context, app)],
  collaborator: (context, app) => [collaboratorsOf(context, app), strangersOf(context, app)],
  domain: (context, app) => [domainsOf(context, app)],
  drain: drainsOfApp,
  webhook: (context, app) => [webhooksOf(context, app)],
}

const listOfTeam: Readonly<
  Partial<Record<SubjectKind, (context: Context, team: Roster['teams'][number]) => Answer<unknown>>>
> = {
  authorization: authorizationsOfTeam,
  invitation: invitationsOf,
  member: (context, team) => membersOf(context, team.ref),
}

const listOfAccount: Readonly<Partial<Record<SubjectKind, (context: Context, roster: Roster) => Answer<unknown>>>> = {
  account: ({facts}) => facts.read('account'),
  authorization: authorizationsOfCaller,
}

/** Subjects of the kinds asked for, with a placeholder for each list that could not be read in full. */
export function derive(context: Context, roster: Roster, kinds: ReadonlySet<SubjectKind>): Subject[] {
  askEarly(context, roster, kinds)
  return [...kinds].flatMap(kind => [...derivations[kind](context, roster), ...placeholders(context, roster, kind)])
}

/** Lists of the whole account do not wait until it is known which apps there are: that would be a round more. */
function askEarly({facts}: Context, {scope}: Roster, kinds: ReadonlySet<SubjectKind>): void {
  if (isOfApps(scope)) return
  if (kinds.has('addon') || kinds.has('attachment')) {
    facts.read('accountAddons')
    facts.read('accountAttachments')
  }
}

function placeholders(context: Context, roster: Roster, kind: SubjectKind): Subject[] {
  const [lists, ofTeam, ofAccount] = [listsOfApp[kind], listOfTeam[kind], listOfAccount[kind]]
  const found = [
    ...roster.unread.filter(({kinds}) => kinds.includes(kind)).map(one => placeholder(context.policy, kind, one)),
    ...(lists ? roster.apps.flatMap(app => unread(context, kind, app.name, lists(context, app), {app: app.name})) : []),
    ...(kind === 'drain'
      ? roster.spaces.flatMap(space =>
          unread(context, kind, space.name, drainsOfSpace(context, space), {space: space.name}),
        )
      : []),
    ...(ofTeam
      ? roster.teams.flatMap(team => unread(context, kind, team.name, [ofTeam(context, team)], {team: team.name}))
      : []),
    ...(ofAccount ? unread(context, kind, 'account', [ofAccount(context, roster)]) : []),
    ...(kind === 'pipeline'
      ? pipelinesOf(context, roster).unread.map(one => placeholder(context.policy, kind, one))
      : []),
  ]
  return [...new Map(found.map(one => [one.id, one])).values()]
}

type Owner = Pick<Subject, 'app' | 'space' | 'team'>

function unread(
  {policy}: Context,
  kind: SubjectKind,
  parent: string,
  lists: ReadonlyArray<Answer<unknown>>,
  owner?: Owner,
): Subject[] {
  const [first] = lists.flatMap(list => ('gap' in list ? [list.gap] : []))
  return first ? [placeholder(policy, kind, {gap: first, parent}, owner)] : []
}

function placeholder(
  policy: Policy,
  kind: SubjectKind,
  {gap, parent}: Pick<Unread, 'gap' | 'parent'>,
  owner: Owner = {},
): Subject {
  const name = `${parent}/*`
  return {...owner, fields: ofPolicy(policy, kind), id: name, kind, name, placeholder: gap}
}

/** What the policy alone decides is known of a placeholder too. */
function ofPolicy({allow}: Policy, kind: SubjectKind): Record<string, Field> {
  const emailDomainsAreDeclared = () => value(allow.emailDomains !== undefined)
  if (kind === 'app') return {publicAppsAreDeclared: () => value(allow.publicApps !== undefined)}
  if (kind === 'collaborator' || kind === 'member') return {emailDomainsAreDeclared}
  if (kind === 'authorization') return {oauthClientsAreDeclared: () => value(allow.oauthClients !== undefined)}
  if (kind === 'drain') return {logHostsAreDeclared: () => value(allow.logHosts !== undefined)}
  if (kind === 'space')
    return {
      peeringsAreDeclared: () => value(allow.peerings !== undefined),
      vpnsAreDeclared: () => value(allow.vpns !== undefined),
    }
  if (kind === 'team') return {addonServicesAreDeclared: () => value(allow.addonServices !== undefined)}
  if (kind === 'webhook') return {webhookHostsAreDeclared: () => value(allow.webhookHosts !== undefined)}
  return {}
}
