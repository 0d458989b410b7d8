import type {Policy} from '../model/policy.js'
import type {LazyField, SubjectKind} from '../model/subject.js'

import {value} from './field-value.js'

type Lists = Readonly<Record<string, keyof Policy['allow']>>

const listsByKind: Readonly<Partial<Record<SubjectKind, Lists>>> = {
  app: {publicAppsAreDeclared: 'publicApps'},
  authorization: {oauthClientsAreDeclared: 'oauthClients'},
  collaborator: {emailDomainsAreDeclared: 'emailDomains'},
  drain: {logHostsAreDeclared: 'logHosts'},
  member: {emailDomainsAreDeclared: 'emailDomains'},
  space: {peeringsAreDeclared: 'peerings', vpnsAreDeclared: 'vpns'},
  team: {addonServicesAreDeclared: 'addonServices'},
  webhook: {webhookHostsAreDeclared: 'webhookHosts'},
}

/** The fields that depend on the policy only: whether it has a list, which may be empty. Placeholders have them too. */
export const policyFields = ({allow}: Policy, kind: SubjectKind): Record<string, LazyField> =>
  Object.fromEntries(
    Object.entries(listsByKind[kind] ?? {}).map(([field, list]) => [field, () => value(allow[list] !== undefined)]),
  )
