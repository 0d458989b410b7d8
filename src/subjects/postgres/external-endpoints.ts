import type {IpRule, PrivateLink} from '../../model/data-facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {LazyField, FieldValue, Value} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addon-handles.js'
import type {SubjectContext} from '../context.js'
import type {Database, DatabaseInfo} from './postgres.js'

import {dataServices} from '../../model/services.js'
import {anyTrue} from '../../model/three-valued.js'
import {distinct} from '../../foundation/collections.js'
import {internetOpenness, ipv6Units, largestRange, openness, parseRange, sizedValue} from '../space/cidr.js'
import {fieldFrom, lazy, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {planClass} from '../addon/plan.js'

type IpRules = readonly IpRule[]

/** The rules that allow connections from outside; null without an endpoint that has rules. */
type EndpointRules = ReadResult<null | IpRules>

const noRules: EndpointRules = {body: null}

/**
 * Endpoints of a store outside its network: mutual TLS for Postgres, external addresses for Kafka, and AWS PrivateLink.
 * The Data API finds them by the add-on's name only. Only private and Shield plans have any (Dev Center, "Connecting to
 * a Private or Shield Heroku Postgres Database from an External Resource").
 */
export function externalEndpointFields(
  context: SubjectContext,
  addon: AddonHandle,
  database: ReadResult<Database>,
  info: () => ReadResult<DatabaseInfo>,
): Record<string, LazyField> {
  const {facts, policy} = context
  const {name} = addon
  const service = 'body' in addon.record ? addon.record.body.addon_service?.name : undefined

  /** The store itself. If it can be read, a 404 for its endpoint means that there is none. */
  function owner(): ReadResult<unknown> {
    if (service === 'heroku-redis') return facts.read('keyValueStore', name)
    return service === 'heroku-kafka' ? facts.read('kafkaCluster', name) : info()
  }

  // Postgres Advanced has no mutual TLS (Dev Center, 2026-05-18).
  const hasMutualTls = lazy((): FieldValue =>
    fieldFrom(database, ({isAdvanced}) =>
      isAdvanced ? value(false) : fieldFrom(facts.readOptional(info(), 'postgresTlsEndpoint', name), isOpenEndpoint),
    ),
  )
  const privateLink = lazy((): ReadResult<null | PrivateLink> => facts.readOptional(owner(), 'privateLink', name))
  const hasPrivateLink = (): FieldValue => fieldFrom(privateLink(), isOpenEndpoint)

  const ipRules = lazy((): EndpointRules => {
    if (service === 'heroku-kafka') {
      const response = facts.readOptional(owner(), 'kafkaIpRules', name)
      return 'gap' in response ? response : {body: response.body?.length ? response.body : null}
    }

    if (service !== 'heroku-postgresql') return noRules
    const mutualTls = hasMutualTls()
    if ('gap' in mutualTls) return mutualTls
    if (mutualTls.value !== true) return noRules
    const response = facts.readOptional(facts.read('postgresTlsEndpoint', name), 'postgresIpRules', name)
    return 'gap' in response ? response : {body: response.body ?? []}
  })

  const hasRules = (): FieldValue =>
    service === 'heroku-postgresql' ? hasMutualTls() : fieldFrom(ipRules(), list => value(list !== null))

  /** The field for stores whose plan may have external endpoints, and a constant for all others. */
  const unlessPublicPlan =
    (valueWithoutEndpoint: Value, use: () => FieldValue): LazyField =>
    () =>
      fieldFrom(addon.record, ({plan}) => {
        if (service === undefined) return notStated('which service the add-on belongs to')
        if (!dataServices.includes(service)) return unknown('unsupported', `no data is read for ${service}`)
        if (service === 'herokuconnect') return value(valueWithoutEndpoint)
        const planClassField = plan ? planClass(plan.name) : undefined
        return planClassField && 'value' in planClassField && planClassField.value === 'public'
          ? value(valueWithoutEndpoint)
          : use()
      })

  const opennessField = (dimension: 'largest' | 'total') =>
    unlessPublicPlan(0, () => fieldFrom(ipRules(), list => measuredOpenness(list ?? [], dimension)))
  return {
    externalIpTotal: opennessField('total'),
    hasExternalEndpoint: unlessPublicPlan(false, () => anyTrue([hasRules(), hasPrivateLink()])),
    hasMutualTls,
    hasPrivateLink: () => fieldFrom(database, () => hasPrivateLink()),
    largestExternalRange: opennessField('largest'),
    undeclaredAccounts: unlessPublicPlan([], () => undeclaredAccounts(privateLink, policy.allow.peerings)),
  }
}

/** An endpoint may accept connections in every state but the last, including the transition to it. */
const isOpenEndpoint = (endpoint: null | {readonly status: string}): FieldValue =>
  value(endpoint !== null && endpoint.status !== 'Deprovisioned')

/** An unreadable rule may allow anything from nothing to everything. */
function measuredOpenness(rules: IpRules, dimension: 'largest' | 'total'): FieldValue {
  const parsed = rules.map(({cidr}) => parseRange(cidr ?? ''))
  const ranges = parsed.filter(range => range !== undefined)
  const size = openness(ranges, ipv6Units.site)[dimension]
  const malformedRule = rules[parsed.indexOf(undefined)]
  if (!malformedRule)
    return sizedValue(size, dimension === 'largest' ? largestRange(ranges, ipv6Units.site) : undefined)
  const detail = `a rule says "${malformedRule.cidr ?? ''}", which isn't a range of addresses`
  return unknown('unknown-value', detail, [size, internetOpenness(ipv6Units.site)])
}

/** AWS accounts that may use PrivateLink, or do, and that the policy doesn't allow; none if it lists none. */
function undeclaredAccounts(
  privateLink: () => ReadResult<null | PrivateLink>,
  declaredAccounts: readonly string[] | undefined,
): FieldValue {
  if (declaredAccounts === undefined) return value([])
  return fieldFrom(privateLink(), endpoint => {
    if (endpoint === null || endpoint.status === 'Deprovisioned') return value([])
    if (!endpoint.accounts) return notStated('which AWS accounts may use PrivateLink')
    return value(distinct(endpoint.accounts.filter(account => !declaredAccounts.includes(account))))
  })
}
