import type {Declaration, Policy} from '../model/policy.js'
import type {Notice} from '../model/report.js'

import {daysUntil} from '../foundation/date.js'
import {dataClasses} from '../model/framework.js'
import {isBlank} from '../model/person.js'

/**
 * What of a policy has an effect: without declarations that are incomplete or dated in the future, and without entries
 * that are blank; and a notice for each of those.
 *
 * @param clockSkew set where the clock was off, so that no decision counts that the date could have ended
 */
export function policyInEffect(
  declaredPolicy: Policy,
  now: number,
  clockSkew?: number,
): {readonly notices: readonly Notice[]; readonly policy: Policy} {
  const policy = clockSkew === undefined ? declaredPolicy : withoutDecisions(declaredPolicy)
  const {allow, data = {}} = policy
  const flaws = dataClasses.flatMap(name => {
    const flaw = data[name] && declarationFlaw(data[name], now)
    return flaw === undefined ? [] : [{flaw, name}]
  })
  const addonServices = allow.addonServices ?? []
  const blankServices = addonServices.filter(hasBlankText)
  if (flaws.length === 0 && blankServices.length === 0) return {notices: [], policy}
  const flawedClasses = new Set<string>(flaws.map(({name}) => name))
  const validServices = addonServices.filter(service => !hasBlankText(service))
  return {
    notices: [
      ...flaws.map(({flaw, name}) => ({
        id: 'declaration-without-effect',
        text: `The declaration of ${name} data has no effect: ${flaw}. Every app in scope is assessed.`,
      })),
      ...blankServices.map(({name}) => ({
        id: 'permission-without-effect',
        text: `The allow.addonServices entry ${name} has no effect: its "name" or "reason" is blank.`,
      })),
    ],
    policy: {
      ...policy,
      allow: blankServices.length === 0 ? allow : {...allow, addonServices: validServices},
      data: Object.fromEntries(Object.entries(data).filter(([name]) => !flawedClasses.has(name))),
    },
  }
}

/** A policy without waivers and documents, and with no answers but those that admit a failure. */
const withoutDecisions = (policy: Policy): Policy => ({
  ...policy,
  answers: policy.answers?.filter(({answer}) => answer === 'no') ?? [],
  documents: [],
  waivers: [],
})

const hasBlankText = ({name, reason}: NonNullable<Policy['allow']['addonServices']>[number]) =>
  isBlank(name) || (reason !== undefined && isBlank(reason))

function declarationFlaw({apps, by, on}: Declaration, now: number): string | undefined {
  if (isBlank(by)) return '"by" is blank'
  if (daysUntil(on, now) > 0) return `it is dated ${on}, which is in the future`
  return apps.length > 0 && apps.every(glob => isBlank(glob) && !glob.includes('*')) ? '"apps" names no app' : undefined
}
