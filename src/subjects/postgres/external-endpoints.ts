import type {IpRule, PrivateLink} from '../../model/data-facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {LazyField, FieldValue, Value} from '../../model/subject.js'
import type {AddonHandle} from '../addon/addons-of.js'
import type {SubjectContext} from '../context.js'
import type {Database, DatabaseInfo} from './postgres.js'

import {distinct} from '../../foundation/collections.js'
import {internetOpenness, openness, parseRange, ipv6Units} from '../space/cidr.js'
import {fieldFrom, lazy, unknown, value} from '../field-value.js'
import {dataServices, planClass} from '../addon/plan.js'

type IpRules = readonly IpRule[]

/** The rules that let others in from outside; null where there is no endpoint that has any. */
type EndpointRules = ReadResult<null | IpRules>

const noRules: EndpointRules = {body: null}

/**
 * Ways into a store from outside its network: a mutual-TLS endpoint of Postgres, the external addresses of Kafka, and
 * AWS PrivateLink. The Data API finds them by the name of the add-on alone. Only private and Shield plans have any
 * (Dev Center, "Connecting to a Private or Shield Heroku Postgres Database from an External Resource").
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

  /** The store itself, whose answer tells an endpoint that is not there from one that is not shown. */
  function owner(): ReadResult<unknown> {
    if (service === 'heroku-redis') return facts.read('keyValueStore', name)
    return service === 'heroku-kafka' ? facts.read('kafkaCluster', name) : info()
  }

  // Postgres Advanced offers no mutual TLS (Dev Center, 2026-05-18).
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

  /** By what the endpoints of a store say, where its plan may have any. */
  const unlessPublicPlan =
    (valueWithoutEndpoint: Value, use: () => FieldValue): LazyField =>
    () =>
      fieldFrom(addon.record, ({plan}) => {
        if (service === undefined)
          return unknown('no-statement', "the API doesn't say which service the add-on belongs to")
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
    hasExternalEndpoint: unlessPublicPlan(false, () => anyTrue([hasRules, hasPrivateLink])),
    hasMutualTls,
    hasPrivateLink: () => fieldFrom(database, () => hasPrivateLink()),
    largestExternalRange: opennessField('largest'),
    undeclaredAccounts: unlessPublicPlan([], () => undeclaredAccounts(privateLink, policy.allow.peerings)),
  }
}

/** It may be open in every state but the last: on its way there too. */
const isOpenEndpoint = (endpoint: null | {readonly status: string}): FieldValue =>
  value(endpoint !== null && endpoint.status !== 'Deprovisioned')

/** True where either is, a gap where either may be. */
function anyTrue(conditions: ReadonlyArray<() => FieldValue>): FieldValue {
  const values = conditions.map(condition => condition())
  const certain = values.find(fieldValue => 'value' in fieldValue && fieldValue.value === true)
  return certain ?? values.find(fieldValue => 'gap' in fieldValue) ?? value(false)
}

/** A rule that cannot be read lets in between nothing and everything. */
function measuredOpenness(rules: IpRules, dimension: 'largest' | 'total'): FieldValue {
  const ranges = rules.map(({cidr}) => parseRange(cidr ?? ''))
  const size = openness(
    ranges.filter(parsed => parsed !== undefined),
    ipv6Units.site,
  )[dimension]
  const malformedRule = rules[ranges.indexOf(undefined)]
  if (!malformedRule) return value(size)
  const detail = `a rule says "${malformedRule.cidr ?? ''}", which isn't a range of addresses`
  return unknown('unknown-value', detail, [size, internetOpenness(ipv6Units.site)])
}

/** AWS accounts that may use PrivateLink, or do, and that the policy does not allow: none where it lists none. */
function undeclaredAccounts(
  privateLink: () => ReadResult<null | PrivateLink>,
  declaredAccounts: readonly string[] | undefined,
): FieldValue {
  if (declaredAccounts === undefined) return value([])
  return fieldFrom(privateLink(), endpoint => {
    if (endpoint === null || endpoint.status === 'Deprovisioned') return value([])
    if (!endpoint.accounts) return unknown('no-statement', "the API doesn't say which AWS accounts may use PrivateLink")
    return value(distinct(endpoint.accounts.filter(account => !declaredAccounts.includes(account))))
  })
}
