import type {Subject, SubjectKind} from '../model/subject.js'
import type {SubjectContext, ScopeInventory} from './context.js'

import {isAppOrPipelineScope} from '../model/snapshot.js'
import {accountSubjects} from './people/account.js'
import {addonSubjects} from './addon/addon.js'
import {appSubjects} from './app/app.js'
import {attachmentSubjects} from './addon/attachment.js'
import {authorizationSubjects} from './people/authorization.js'
import {certificateSubjects} from './domain/certificate.js'
import {collaboratorSubjects} from './people/collaborator.js'
import {domainSubjects} from './domain/domain.js'
import {drainSubjects} from './app/drain.js'
import {invitationSubjects} from './team/invitation.js'
import {memberSubjects} from './people/member.js'
import {pipelineSubjects} from './pipeline/pipeline.js'
import {spaceSubjects} from './space/space.js'
import {teamSubjects} from './team/team.js'
import {webhookSubjects} from './app/webhook.js'
import {placeholders} from './placeholders.js'

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
