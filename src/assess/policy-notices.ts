import type {Catalog} from '../catalog/catalog.js'
import type {Policy} from '../model/policy.js'
import type {Notice} from '../model/report.js'
import type {Fact} from '../model/snapshot.js'
import type {AssessmentContext} from './assessment-context.js'

import {wholeFrameworks} from '../catalog/catalog.js'
import {unrecognizedServiceNames} from '../policy/document-validity.js'
import {defaultFrameworks} from '../model/framework.js'
import {distinct} from '../foundation/collections.js'
import {nearest} from '../foundation/suggestion.js'
import {saqProfile} from '../catalog/chosen-profiles.js'
import {unmatchableEntryNotices} from './unmatchable-entries.js'

type Context = Pick<AssessmentContext, 'catalog' | 'policy'> & {
  readonly survey: Pick<AssessmentContext['survey'], 'dataScopes' | 'isExhaustive'>
}

/** Notices of what in a policy has less effect than it seems to, or settles more. */
export function policyNotices({catalog, policy, survey}: Context, facts: readonly Fact[]): Notice[] {
  return [
    ...heldByNoAppNotices(policy, survey),
    ...droppedDefaultNotices(policy, catalog),
    ...unusedProfileNotices(policy),
    ...unmatchableEntryNotices(policy.allow),
    ...(survey.isExhaustive ? misspelledServiceNotices(policy, facts) : []),
    ...(policy.documents ?? []).flatMap(document =>
      unrecognizedServiceNames(document).map(name => ({
        id: 'document-names-nothing',
        text: `The document ${document.id} lists "${name}", which isn't the name of a Heroku service: it covers none.`,
      })),
    ),
  ]
}

function heldByNoAppNotices({data = {}}: Policy, {dataScopes}: Context['survey']): Notice[] {
  return [...dataScopes].flatMap(([name, {isDeclaredAbsent}]) => {
    const {by, on} = data[name] ?? {}
    return isDeclaredAbsent && by !== undefined && on !== undefined
      ? [
          {
            id: 'no-app-holds-data-class',
            text: `${by} declared on ${on} that no app holds ${name} data: the controls about it are not applicable.`,
          },
        ]
      : []
  })
}

/** Changing the policy must not hide that a framework which would fail isn't assessed. */
function droppedDefaultNotices({frameworks}: Policy, catalog: Catalog): Notice[] {
  const chosen = wholeFrameworks(catalog)
  const dropped =
    frameworks === undefined
      ? []
      : defaultFrameworks.filter(name => !chosen.some(({aliases, id}) => id === name || aliases.includes(name)))
  return dropped.length === 0
    ? []
    : [
        {
          id: 'default-frameworks-omitted',
          text: `The policy lists its own frameworks and leaves out the default ${dropped.join(' and ')}.`,
        },
      ]
}

/** Keys of the profile that nothing depends on. */
function unusedProfileNotices({profile: {cjis = {}, pci = {}} = {}}: Policy): Notice[] {
  const keys = [
    ...unusedPciKeys(pci).map(key => `pci.${key}`),
    ...Object.keys(cjis)
      .filter(key => key !== 'version')
      .map(key => `cjis.${key}`),
  ]
  if (keys.length === 0) return []
  const [are, them] = keys.length === 1 ? ['is', 'it'] : ['are', 'them']
  const hint = unusedPciKeys(pci).length === 0 ? '' : ` ${saqHint(pci)}`
  const text = `The profile's ${keys.join(', ')} ${are} kept for the record, and no control depends on ${them}.${hint}`
  return [{id: 'profile-without-effect', text}]
}

type PciProfile = NonNullable<NonNullable<Policy['profile']>['pci']>

/** The entity that a chosen questionnaire is for; undefined where none is chosen. */
function saqEntity(pci: PciProfile): PciProfile['entity'] {
  const profile = saqProfile(pci)
  if (profile === undefined) return undefined
  return profile === 'pci-saq-d-service-provider' ? 'service-provider' : 'merchant'
}

function unusedPciKeys(pci: PciProfile): string[] {
  const chosenFor = saqEntity(pci)
  if (chosenFor === undefined) return Object.keys(pci)
  return pci.entity === undefined || pci.entity === chosenFor ? [] : ['entity']
}

function saqHint(pci: PciProfile): string {
  const {saq} = pci
  const chosenFor = saqEntity(pci)
  if (saq === undefined) return 'To assess the requirements of a questionnaire, set pci.saq to A, A-EP or D.'
  return chosenFor === undefined
    ? `"${saq}" chooses no questionnaire: pci.saq can be A, A-EP, or D together with pci.entity.`
    : `"${saq}" chooses a questionnaire for ${chosenFor === 'merchant' ? 'merchants' : 'service providers'}.`
}

/** Allowed add-on services that aren't in scope, while one with nearly that name is. */
function misspelledServiceNotices({allow: {addonServices = []}}: Policy, facts: readonly Fact[]): Notice[] {
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
            text:
              `The allow.addonServices entry ${name} has no effect: no add-on in scope belongs to that service; ` +
              `did you mean ${nearestService}?`,
          },
        ]
  })
}

function addonServiceNames(addon: unknown): readonly string[] {
  const name = (addon as {addon_service?: {name?: unknown} | null} | null | undefined)?.addon_service?.name
  return typeof name === 'string' ? [name] : []
}
