import type {IpRule, PrivateLink} from '../../model/data-facts.js'
import type {Answer} from '../../model/gap.js'
import type {Field, Known, Value} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addons-of.js'
import type {Context} from '../context.js'
import type {Database, Info} from './postgres.js'

import {distinct} from '../../foundation/collections.js'
import {internet, openness, range, units} from '../space/cidr.js'
import {from, lazy, unknown, value} from '../field-value.js'
import {dataServices, planClass} from '../addon/plan.js'

type Rules = readonly IpRule[]

/** The rules that let others in from outside; null where there is no endpoint that has any. */
type EndpointRules = Answer<null | Rules>

const noRules: EndpointRules = {body: null}

/**
 * Ways into a store from outside its network: a mutual-TLS endpoint of Postgres, the external addresses of Kafka, and
 * AWS PrivateLink. The Data API finds them by the name of the add-on alone. Only private and Shield plans have any
 * (Dev Center, "Connecting to a Private or Shield Heroku Postgres Database from an External Resource").
 */
export function externalEndpointFields(
  context: Context,
  addon: AddonHandle,
  database: Answer<Database>,
  info: () => Answer<Info>,
): Record<string, Field> {
  const {facts, policy} = context
  const {name} = addon
  const service = 'body' in addon.record ? addon.record.body.addon_service?.name : undefined

  /** The store itself, whose answer tells an endpoint that is not there from one that is not shown. */
  function owner(): Answer<unknown> {
    if (service === 'heroku-redis') return facts.read('keyValueStore', name)
    return service === 'heroku-kafka' ? facts.read('kafkaCluster', name) : info()
  }

  // Postgres Advanced offers no mutual TLS (Dev Center, 2026-05-18).
  const hasMutualTls = lazy((): Known =>
    from(database, ({isAdvanced}) =>
      isAdvanced ? value(false) : from(facts.readOrNone(info(), 'postgresTlsEndpoint', name), isOpen),
    ),
  )
  const link = lazy((): Answer<null | PrivateLink> => facts.readOrNone(owner(), 'privateLink', name))
  const hasPrivateLink = (): Known => from(link(), isOpen)

  const rules = lazy((): EndpointRules => {
    if (service === 'heroku-kafka') {
      const found = facts.readOrNone(owner(), 'kafkaIpRules', name)
      return 'gap' in found ? found : {body: found.body?.length ? found.body : null}
    }

    if (service !== 'heroku-postgresql') return noRules
    const mutualTls = hasMutualTls()
    if ('gap' in mutualTls) return mutualTls
    if (mutualTls.value !== true) return noRules
    const found = facts.readOrNone(facts.read('postgresTlsEndpoint', name), 'postgresIpRules', name)
    return 'gap' in found ? found : {body: found.body ?? []}
  })

  const hasRules = (): Known =>
    service === 'heroku-postgresql' ? hasMutualTls() : from(rules(), found => value(found !== null))

  /** By what the endpoints of a store say, where its plan may have any. */
  const ofPlan =
    (without: Value, use: () => Known): Field =>
    () =>
      from(addon.record, ({plan}) => {
        if (service === undefined) return unknown('no-statement', 'the API does not say which service the add-on is of')
        if (!dataServices.includes(service)) return unknown('unsupported', `nothing is read of ${service}`)
        if (service === 'herokuconnect') return value(without)
        const known = plan ? planClass(plan.name) : undefined
        return known && 'value' in known && known.value === 'public' ? value(without) : use()
      })

  const measured = (what: 'largest' | 'total') => ofPlan(0, () => from(rules(), found => measure(found ?? [], what)))
  return {
    externalIpTotal: measured('total'),
    hasExternalEndpoint: ofPlan(false, () => either([hasRules, hasPrivateLink])),
    hasMutualTls,
    hasPrivateLink: () => from(database, () => hasPrivateLink()),
    largestExternalRange: measured('largest'),
    undeclaredAccounts: ofPlan([], () => undeclaredAccounts(link, policy.allow.peerings)),
  }
}

/** It may be open in every state but the last: on its way there too. */
const isOpen = (endpoint: null | {readonly status: string}): Known =>
  value(endpoint !== null && endpoint.status !== 'Deprovisioned')

/** True where either is, a gap where either may be. */
function either(all: ReadonlyArray<() => Known>): Known {
  const seen = all.map(ask => ask())
  const sure = seen.find(known => 'value' in known && known.value === true)
  return sure ?? seen.find(known => 'gap' in known) ?? value(false)
}

/** A rule that cannot be read lets in between nothing and everything. */
function measure(rules: Rules, what: 'largest' | 'total'): Known {
  const ranges = rules.map(({cidr}) => range(cidr ?? ''))
  const size = openness(
    ranges.filter(one => one !== undefined),
    units.site,
  )[what]
  const strange = rules[ranges.indexOf(undefined)]
  if (!strange) return value(size)
  const detail = `a rule says "${strange.cidr ?? ''}", which is not a range of addresses`
  return unknown('unknown-value', detail, [size, internet(units.site)])
}

/** AWS accounts that may use PrivateLink, or do, and that the policy does not allow: none where it lists none. */
function undeclaredAccounts(link: () => Answer<null | PrivateLink>, declared: readonly string[] | undefined): Known {
  if (declared === undefined) return value([])
  return from(link(), seen => {
    if (seen === null || seen.status === 'Deprovisioned') return value([])
    if (!seen.accounts) return unknown('no-statement', 'the API does not say which AWS accounts may use PrivateLink')
    return value(distinct(seen.accounts.filter(account => !declared.includes(account))))
  })
}
