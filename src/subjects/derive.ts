import type {ReadResult} from '../model/gap.js'
import type {Policy} from '../model/policy.js'
import type {LazyField, Subject, SubjectKind} from '../model/subject.js'
import type {SubjectContext, ScopeInventory, UnreadList} from './context.js'

import {isAppOrPipelineScope} from '../model/snapshot.js'
import {accountSubjects} from './people/account.js'
import {addonSubjects} from './addon/addon.js'
import {attachmentsOf, addonsBilledTo} from './addon/addons-of.js'
import {appSubjects} from './app/app.js'
import {attachmentSubjects} from './addon/attachment.js'
import {authorizationSubjects, authorizationsOfCaller, authorizationsOfTeam} from './people/authorization.js'
import {certificateSubjects, certificatesOf} from './domain/certificate.js'
import {collaboratorSubjects, collaboratorsOf, unidentifiedCollaborators} from './people/collaborator.js'
import {domainSubjects, domainsOf} from './domain/domain.js'
import {drainSubjects, drainsOfApp, drainsOfSpace} from './app/drain.js'
import {invitationSubjects, invitationsOf} from './team/invitation.js'
import {value} from './field-value.js'
import {memberSubjects, membersOf} from './people/member.js'
import {pipelineSubjects} from './pipeline/pipeline.js'
import {pipelinesOf} from './pipeline/pipelines-of.js'
import {spaceSubjects} from './space/space.js'
import {teamSubjects} from './team/team.js'
import {webhookSubjects, webhooksOf} from './app/webhook.js'

type SubjectDerivation = (context: SubjectContext, inventory: ScopeInventory) => Subject[]

/** How the subjects of each kind are derived. */
export const derivations: Readonly<Record<SubjectKind, SubjectDerivation>> = {
  account: accountSubjects,
  addon: addonSubjects,
  app: appSubjects,
  attachment: attachmentSubjects,
  authorization: authorizationSubjects,
  certificate: certificateSubjects,
  collaborator: collaboratorSubjects,
  domain: domainSubjects,
  drain: drainSubjects,
  invitation: invitationSubjects,
  member: memberSubjects,
  pipeline: pipelineSubjects,
  space: spaceSubjects,
  team: teamSubjects,
  webhook: webhookSubjects,
}

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

/** Derives the subjects of the requested kinds, with a placeholder for each list that couldn't be read in full. */
export function deriveSubjects(
  context: SubjectContext,
  inventory: ScopeInventory,
  kinds: ReadonlySet<SubjectKind>,
): Subject[] {
  requestAccountLists(context, inventory, kinds)
  return [...kinds].flatMap(kind => [
    ...derivations[kind](context, inventory),
    ...placeholders(context, inventory, kind),
  ])
}

/** Account-wide lists are requested before the apps are known, which saves a round of requests. */
function requestAccountLists({facts}: SubjectContext, {scope}: ScopeInventory, kinds: ReadonlySet<SubjectKind>): void {
  if (isAppOrPipelineScope(scope)) return
  if (kinds.has('addon') || kinds.has('attachment')) {
    facts.read('accountAddons')
    facts.read('accountAttachments')
  }
}

function placeholders(context: SubjectContext, inventory: ScopeInventory, kind: SubjectKind): Subject[] {
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

/** A placeholder has the fields that depend on the policy only. */
function policyFields({allow}: Policy, kind: SubjectKind): Record<string, LazyField> {
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
