import type {Catalog} from '../catalog/catalog.js'
import type {Policy} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'
import type {Survey} from './observe.js'

import {unrecognizedServiceNames} from '../policy/document-validity.js'
import {defaultFrameworks} from '../model/framework.js'
import {distinct} from '../foundation/collections.js'
import {nearest} from '../foundation/suggestion.js'
import {isExhaustive} from '../model/snapshot.js'
import {unmatchableEntryNotices} from './unmatched-globs.js'

interface PolicyNoticeInputs {
  readonly catalog: Catalog
  readonly survey: Pick<Survey, 'dataScopes'>
  readonly policy: Policy
  readonly snapshot: Snapshot
}

/** What of a policy says less than it seems to, or settles more. */
export function policyNotices({catalog, survey, policy, snapshot}: PolicyNoticeInputs): Notice[] {
  return [
    ...heldByNoAppNotices(policy, survey),
    ...droppedDefaultNotices(policy, catalog),
    ...unusedProfileNotices(policy),
    ...unmatchableEntryNotices(policy.allow),
    ...(isExhaustive(snapshot.scopes) ? misspelledServiceNotices(policy, snapshot) : []),
    ...(policy.documents ?? []).flatMap(document =>
      unrecognizedServiceNames(document).map(name => ({
        id: 'document-names-nothing',
        text: `The document ${document.id} lists "${name}", which isn't the name of a Heroku service: it covers none.`,
      })),
    ),
  ]
}

function heldByNoAppNotices({data = {}}: Policy, {dataScopes}: PolicyNoticeInputs['survey']): Notice[] {
  return [...dataScopes].flatMap(([name, {isDeclaredAbsent}]) => {
    const {by, on} = data[name] ?? {}
    return isDeclaredAbsent && by !== undefined && on !== undefined
      ? [
          {
            id: 'data-class-held-by-none',
            text: `${by} declared on ${on} that no app holds ${name} data: the controls about it are not applicable.`,
          },
        ]
      : []
  })
}

/** Whoever changes a policy could take away what would fail. */
function droppedDefaultNotices({frameworks}: Policy, {frameworks: chosen}: Catalog): Notice[] {
  const dropped =
    frameworks === undefined
      ? []
      : defaultFrameworks.filter(name => !chosen.some(({aliases, id}) => id === name || aliases.includes(name)))
  return dropped.length === 0
    ? []
    : [
        {
          id: 'default-frameworks-left-out',
          text: `The policy lists its own frameworks and leaves out the default ${dropped.join(' and ')}.`,
        },
      ]
}

/** What a profile may say and nothing reads. */
function unusedProfileNotices({profile: {cjis = {}, pci = {}} = {}}: Policy): Notice[] {
  const keys = [
    ...Object.keys(pci).map(key => `pci.${key}`),
    ...Object.keys(cjis)
      .filter(key => key !== 'version')
      .map(key => `cjis.${key}`),
  ]
  const hint =
    Object.keys(pci).length === 0 ? '' : " Answer not-applicable to the PCI DSS controls that don't apply to you."
  return keys.length === 0
    ? []
    : [
        {
          id: 'profile-without-effect',
          text: `The profile's ${keys.join(', ')} ${keys.length === 1 ? 'is' : 'are'} kept for the record, and no control depends on ${keys.length === 1 ? 'it' : 'them'}.${hint}`,
        },
      ]
}

/** Permissions of add-ons of which none is in scope, while one of nearly that name is. */
function misspelledServiceNotices({allow: {addonServices = []}}: Policy, {facts}: Snapshot): Notice[] {
  if (addonServices.length === 0) return []
  const services = distinct(
    facts
      .flatMap(({body, kind}) =>
        kind === 'accountAddons' || kind === 'addons' || kind === 'addon' ? [body].flat() : [],
      )
      .flatMap(addonServiceNames),
  )
  return addonServices.flatMap(({name}) => {
    const nearestService = services.includes(name) ? undefined : nearest(name, services)
    return nearestService === undefined
      ? []
      : [
          {
            id: 'permission-without-effect',
            text: `The allow.addonServices entry ${name} has no effect: no add-on in scope belongs to that service; did you mean ${nearestService}?`,
          },
        ]
  })
}

function addonServiceNames(addon: unknown): readonly string[] {
  const name = (addon as {addon_service?: {name?: unknown} | null} | null | undefined)?.addon_service?.name
  return typeof name === 'string' ? [name] : []
}
