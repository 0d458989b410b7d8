import type {FactTypes} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {Ipv6Unit} from './cidr.js'
import type {SubjectContext, ScopeInventory, SpaceHandle} from '../context.js'

import {matchesGlob} from '../../foundation/glob.js'
import {distinct} from '../../foundation/collections.js'
import {hasName, fieldFromRegion} from '../app/app.js'
import {internetOpenness, openness, parseRange, ipv6Units} from './cidr.js'
import {lazyFields, fieldFrom, gapOf, required, unknown, value} from '../field-value.js'
import {spaceHasLogDrain} from '../app/log-drains.js'
import {readAppHandle} from '../scope/scope-inventory.js'
import {generationOf, spaceClass} from '../app/runtime-class.js'

type Ruleset = FactTypes['inboundRuleset']
type Peering = FactTypes['peerings'][number]
type Vpns = FactTypes['vpnConnections']

/** One subject for each space in scope. */
export function spaceSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  return inventory.spaces.map(space => spaceSubject(context, inventory, space))
}

function spaceSubject(context: SubjectContext, inventory: ScopeInventory, space: SpaceHandle): Subject {
  const {facts, policy} = context
  const record = space.record
  const fromRuleset = (use: (rules: Ruleset | null) => FieldValue): FieldValue =>
    fieldFrom(inboundRuleset(context, space), use)
  const fromPeerings = (use: (peerings: readonly Peering[]) => FieldValue): FieldValue =>
    fieldFrom(facts.read('peerings', space.ref), peerings => use(peerings.filter(mayBeOpen)))
  const fromVpns = (use: (vpns: Vpns) => FieldValue): FieldValue =>
    fieldFrom(facts.read('vpnConnections', space.ref), use)

  return {
    apps: inventory.wholeScope.apps
      .filter(app => app.name !== app.id && 'body' in app.record && app.record.body.space?.id === space.id)
      .map(({name}) => name),
    fields: lazyFields({
      generation: () => fieldFrom(record, ({generation}) => generationOf(generation)),
      hasLogDrain: () => spaceHasLogDrain(context, space),
      largestTrustedNetwork: () => fromRuleset(rules => rulesetOpenness(rules, 'largest', ipv6Units.site)),
      largestTrustedRange: () => fromRuleset(rules => rulesetOpenness(rules, 'largest', ipv6Units.allocation)),
      lowestIkeVersion: () => fromVpns(lowestIkeVersion),
      natAddresses: () => natAddresses(context, space),
      opennessIsDeclared: () => opennessIsDeclared(context, inventory, space),
      peeringCount: () => fromPeerings(peeringCount),
      peeringsAreDeclared: () => value(policy.allow.peerings !== undefined),
      region: () => fieldFrom(record, ({region}) => required(region?.name, 'which region the space is in')),
      regionCountry: () =>
        fieldFrom(record, ({region}) =>
          fieldFromRegion(context, region?.name, listedRegion =>
            required(listedRegion.country, 'which country the region is in'),
          ),
        ),
      runtimeClass: () => fieldFrom(record, spaceClass),
      trustedIpRanges: () => fromRuleset(trustedRanges),
      trustedIpsAreApplied: () =>
        fromRuleset(rules => required(rules?.applied, 'whether the trusted IP ranges are applied')),
      trustedIpsSayWhetherApplied: () => fromRuleset(rules => value(rules?.applied !== undefined)),
      trustedIpTotal: () => fromRuleset(rules => rulesetOpenness(rules, 'total', ipv6Units.allocation)),
      trustedNetworkTotal: () => fromRuleset(rules => rulesetOpenness(rules, 'total', ipv6Units.site)),
      undeclaredPeerings: () => fromPeerings(openPeerings => undeclaredPeerings(openPeerings, policy.allow.peerings)),
      undeclaredVpns: () => fromVpns(vpns => undeclaredVpns(vpns, policy.allow.vpns)),
      vpnCount: () => fromVpns(vpns => value(vpns.length)),
      vpnsAreDeclared: () => value(policy.allow.vpns !== undefined),
    }),
    id: space.id,
    kind: 'space',
    name: space.name,
    space: space.name,
    ...('body' in record && record.body.team?.name ? {team: record.body.team.name} : {}),
  }
}

/** The addresses that connections out of the space come from. */
function natAddresses({facts}: SubjectContext, space: SpaceHandle): FieldValue {
  const generationField = fieldFrom(space.record, ({generation}) => generationOf(generation))
  if ('gap' in generationField) return generationField
  if (generationField.value === 'fir') return unknown('unsupported', 'a Fir space has no stable IP addresses')
  return fieldFrom(facts.read('spaceNat', space.ref), ({sources, state}) => {
    if (state === 'disabled') return value([])
    if (state !== 'enabled')
      return unknown('unknown-value', `the state of the space's outbound addresses is "${state ?? ''}"`)
    return sources
      ? value(distinct(sources))
      : unknown('no-statement', "the API doesn't say which addresses the space connects from")
  })
}

/**
 * The trusted IP ranges; null where the platform does not offer them. That may be so on Fir, whose spaces start open
 * to 0.0.0.0/0 and ::/0 (Heroku's changelog of December 2024 and of 2026-03-09).
 */
function inboundRuleset({facts}: SubjectContext, {record, ref}: SpaceHandle): ReadResult<Ruleset | null> {
  if ('gap' in record) return record
  const generationField = generationOf(record.body.generation)
  if ('gap' in generationField) return generationField
  if (generationField.value === 'cedar') return facts.read('inboundRuleset', ref)
  const response = facts.readOptional(record, 'inboundRuleset', ref)
  return 'gap' in response && response.gap.status === 422 ? {body: null} : response
}

const anyAddress = ['0.0.0.0/0', '::/0']

function trustedRanges(ruleset: Ruleset | null): FieldValue {
  if (ruleset === null) return value(anyAddress)
  const {rules} = ruleset
  const unreadableRule = rules.find(({action, source}) => action !== 'deny' && (action !== 'allow' || !source))
  if (unreadableRule)
    return unknown('unknown-value', `a rule says "${unreadableRule.action ?? ''}" of "${unreadableRule.source ?? ''}"`)
  return value(distinct(rules.flatMap(({action, source}) => (action === 'allow' && source ? [source] : []))))
}

/** A rule that cannot be read lets in between nothing and everything. */
function rulesetOpenness(ruleset: Ruleset | null, dimension: 'largest' | 'total', unit: Ipv6Unit): FieldValue {
  if (ruleset === null) return value(internetOpenness(unit))
  const parsedRules = ruleset.rules
    .filter(({action}) => action !== 'deny')
    .map(({action, source}) => ({
      range: action === 'allow' && source ? parseRange(source) : undefined,
      text: `"${action ?? ''}" of "${source ?? ''}"`,
    }))
  const size = openness(
    parsedRules.map(rule => rule.range).filter(parsed => parsed !== undefined),
    unit,
  )[dimension]
  const unreadableRule = parsedRules.find(rule => rule.range === undefined)
  return unreadableRule
    ? unknown('unknown-value', `a rule says ${unreadableRule.text}, which can't be read`, [
        size,
        internetOpenness(unit),
      ])
    : value(size)
}

const endedStatuses: readonly unknown[] = ['deleted', 'expired', 'failed', 'rejected']

/** Whether a peering is not Heroku's own and has not ended, as far as it says. */
const mayBeOpen = ({status, type}: Peering): boolean => !type?.startsWith('heroku-') && !endedStatuses.includes(status)

/** Whether it says enough to know that. */
const isCertainlyOpen = ({status, type}: Peering): boolean => Boolean(type) && Boolean(status)

function peeringCount(peerings: readonly Peering[]): FieldValue {
  const certain = peerings.filter(isCertainlyOpen).length
  const counts = Array.from({length: peerings.length - certain + 1}, (_, extra) => certain + extra)
  return certain === peerings.length
    ? value(certain)
    : unknown('no-statement', "a peering doesn't state its type or status", counts)
}

/** AWS accounts that the policy does not name. A peering that may be Heroku's own or may have ended fails nothing. */
function undeclaredPeerings(peerings: readonly Peering[], declared: readonly string[] = []): FieldValue {
  const isDeclared = ({aws_account_id: account}: Peering) => Boolean(account) && declared.includes(account ?? '')
  const undeclared = peerings.filter(peering => !isDeclared(peering))
  const accounts = distinct(
    undeclared.flatMap(peering => (isCertainlyOpen(peering) && peering.aws_account_id ? [peering.aws_account_id] : [])),
  )
  return accounts.length > 0 || undeclared.length === 0
    ? value(accounts)
    : unknown('no-statement', "a peering doesn't state its AWS account or status")
}

/** Public addresses that the policy does not name. */
function undeclaredVpns(vpns: Vpns, declared: readonly string[] = []): FieldValue {
  const undeclared = vpns.filter(vpn => vpn.status !== 'failed' && !(vpn.public_ip && declared.includes(vpn.public_ip)))
  const addresses = distinct(undeclared.flatMap(vpn => (vpn.status && vpn.public_ip ? [vpn.public_ip] : [])))
  return addresses.length > 0 || undeclared.length === 0
    ? value(addresses)
    : unknown('no-statement', "a VPN connection doesn't state its public address or status")
}

function lowestIkeVersion(vpns: Vpns): FieldValue {
  const versions = vpns.flatMap(vpn => (typeof vpn.ike_version === 'number' ? [vpn.ike_version] : []))
  const lowest = Math.min(...versions)
  if (versions.length === vpns.length)
    return vpns.length > 0 ? value(lowest) : unknown('no-statement', 'the space has no VPN connection')
  return lowest < 2 ? value(lowest) : unknown('no-statement', "a VPN connection doesn't state its IKE version")
}

/** Whether the policy declares every app of the space that serves web traffic as public. */
function opennessIsDeclared(
  {facts, policy}: SubjectContext,
  inventory: ScopeInventory,
  space: SpaceHandle,
): FieldValue {
  const declared = policy.allow.publicApps
  if (!declared) return value(false)
  const topology = facts.read('topology', space.ref)
  const runningApps =
    'body' in topology ? topology.body.apps.map(({id}) => inventory.findApp({id}) ?? readAppHandle(facts, id)) : []
  const listedApps = inventory.wholeScope.apps.filter(
    ({record}) => 'body' in record && record.body.space && inventory.resolveSpace(record.body.space).id === space.id,
  )
  const apps = [...new Set([...listedApps, ...runningApps])].map(app => ({
    isDeclared: hasName(app) && matchesGlob(app.name, declared),
    nameGap: hasName(app) ? undefined : gapOf(app.record),
    web: app.visibilityGap ? {gap: app.visibilityGap} : fieldFrom(facts.read('formation', app.ref), hasWebDynos),
  }))
  const servesWebTraffic = ({web}: {readonly web: FieldValue}) => 'value' in web && web.value === true
  if (apps.some(app => !app.isDeclared && !app.nameGap && servesWebTraffic(app))) return value(false)
  const gaps = [
    gapOf(topology),
    ...apps.map(
      ({isDeclared, nameGap, web}) =>
        nameGap ?? (isDeclared && apps.some(servesWebTraffic) ? undefined : 'gap' in web ? web.gap : undefined),
    ),
  ]
  const firstGap = gaps.find(gap => gap !== undefined)
  return firstGap ? {gap: firstGap} : value(apps.some(servesWebTraffic))
}

function hasWebDynos(formation: FactTypes['formation']): FieldValue {
  const webProcesses = formation.filter(({quantity, type}) => type === 'web' && quantity !== 0)
  if (webProcesses.some(({quantity}) => typeof quantity === 'number')) return value(true)
  return webProcesses.length > 0
    ? unknown('no-statement', "the formation doesn't say how many web dynos run")
    : value(false)
}
