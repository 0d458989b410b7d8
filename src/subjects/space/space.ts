import type {FactTypes} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known, Subject} from '../../model/subject.js'
import type {Unit} from './cidr.js'
import type {Context, Roster, SpaceHandle} from '../context.js'

import {matchesGlob} from '../../foundation/glob.js'
import {distinct} from '../../foundation/collections.js'
import {hasName, regionOf} from '../app/app.js'
import {internet, openness, range, units} from './cidr.js'
import {fields, from, gapOf, stated, unknown, value} from '../field-value.js'
import {spaceHasLogDrain} from '../app/log-drains.js'
import {appHandle} from '../scope/scope-inventory.js'
import {generation, spaceClass} from '../app/runtime-class.js'

type Ruleset = FactTypes['inboundRuleset']
type Peering = FactTypes['peerings'][number]
type Vpns = FactTypes['vpnConnections']

/** One subject for each space in scope. */
export function spaces(context: Context, roster: Roster): Subject[] {
  return roster.spaces.map(space => spaceSubject(context, roster, space))
}

function spaceSubject(context: Context, roster: Roster, space: SpaceHandle): Subject {
  const {facts, policy} = context
  const own = space.record
  const ruleset = (use: (rules: Ruleset | null) => Known): Known => from(inboundRuleset(context, space), use)
  const peerings = (use: (open: readonly Peering[]) => Known): Known =>
    from(facts.read('peerings', space.ref), all => use(all.filter(mayBeOpen)))
  const vpns = (use: (all: Vpns) => Known): Known => from(facts.read('vpnConnections', space.ref), use)

  return {
    apps: roster.whole.apps
      .filter(app => app.name !== app.id && 'body' in app.record && app.record.body.space?.id === space.id)
      .map(({name}) => name),
    fields: fields({
      generation: () => from(own, ({generation: seen}) => generation(seen)),
      hasLogDrain: () => spaceHasLogDrain(context, space),
      largestTrustedNetwork: () => ruleset(rules => measured(rules, 'largest', units.site)),
      largestTrustedRange: () => ruleset(rules => measured(rules, 'largest', units.allocation)),
      lowestIkeVersion: () => vpns(lowestIkeVersion),
      natAddresses: () => natAddresses(context, space),
      opennessIsDeclared: () => opennessIsDeclared(context, roster, space),
      peeringCount: () => peerings(peeringCount),
      peeringsAreDeclared: () => value(policy.allow.peerings !== undefined),
      region: () => from(own, ({region}) => stated(region?.name, 'which region the space is in')),
      regionCountry: () =>
        from(own, ({region}) =>
          regionOf(context, region?.name, row => stated(row.country, 'which country the region is in')),
        ),
      runtimeClass: () => from(own, spaceClass),
      trustedIpRanges: () => ruleset(allowed),
      trustedIpsAreApplied: () => ruleset(rules => stated(rules?.applied, 'whether the trusted IP ranges are applied')),
      trustedIpsSayWhetherApplied: () => ruleset(rules => value(rules?.applied !== undefined)),
      trustedIpTotal: () => ruleset(rules => measured(rules, 'total', units.allocation)),
      trustedNetworkTotal: () => ruleset(rules => measured(rules, 'total', units.site)),
      undeclaredPeerings: () => peerings(all => undeclaredPeerings(all, policy.allow.peerings)),
      undeclaredVpns: () => vpns(all => undeclaredVpns(all, policy.allow.vpns)),
      vpnCount: () => vpns(all => value(all.length)),
      vpnsAreDeclared: () => value(policy.allow.vpns !== undefined),
    }),
    id: space.id,
    kind: 'space',
    name: space.name,
    space: space.name,
    ...('body' in own && own.body.team?.name ? {team: own.body.team.name} : {}),
  }
}

/** The addresses that connections out of the space come from. */
function natAddresses({facts}: Context, space: SpaceHandle): Known {
  const kind = from(space.record, ({generation: seen}) => generation(seen))
  if ('gap' in kind) return kind
  if (kind.value === 'fir') return unknown('unsupported', 'a Fir space has no stable addresses')
  return from(facts.read('spaceNat', space.ref), ({sources, state}) => {
    if (state === 'disabled') return value([])
    if (state !== 'enabled') return unknown('unknown-value', `the state of the space's addresses is "${state ?? ''}"`)
    return sources
      ? value(distinct(sources))
      : unknown('no-statement', 'the API does not say from which addresses the space connects')
  })
}

/**
 * The trusted IP ranges; null where the platform does not offer them. That may be so on Fir, whose spaces start open
 * to 0.0.0.0/0 and ::/0 (Heroku's changelog of December 2024 and of 2026-03-09).
 */
function inboundRuleset({facts}: Context, {record, ref}: SpaceHandle): Answer<Ruleset | null> {
  if ('gap' in record) return record
  const kind = generation(record.body.generation)
  if ('gap' in kind) return kind
  if (kind.value === 'cedar') return facts.read('inboundRuleset', ref)
  const answer = facts.readOrNone(record, 'inboundRuleset', ref)
  return 'gap' in answer && answer.gap.status === 422 ? {body: null} : answer
}

const everybody = ['0.0.0.0/0', '::/0']

function allowed(ruleset: Ruleset | null): Known {
  if (ruleset === null) return value(everybody)
  const {rules} = ruleset
  const strange = rules.find(({action, source}) => action !== 'deny' && (action !== 'allow' || !source))
  if (strange) return unknown('unknown-value', `a rule says "${strange.action ?? ''}" of "${strange.source ?? ''}"`)
  return value(distinct(rules.flatMap(({action, source}) => (action === 'allow' && source ? [source] : []))))
}

/** A rule that cannot be read lets in between nothing and everything. */
function measured(ruleset: Ruleset | null, what: 'largest' | 'total', unit: Unit): Known {
  if (ruleset === null) return value(internet(unit))
  const read = ruleset.rules
    .filter(({action}) => action !== 'deny')
    .map(({action, source}) => ({
      range: action === 'allow' && source ? range(source) : undefined,
      text: `"${action ?? ''}" of "${source ?? ''}"`,
    }))
  const size = openness(
    read.map(one => one.range).filter(one => one !== undefined),
    unit,
  )[what]
  const strange = read.find(one => one.range === undefined)
  return strange
    ? unknown('unknown-value', `a rule says ${strange.text}, which cannot be read`, [size, internet(unit)])
    : value(size)
}

const ended: readonly unknown[] = ['deleted', 'expired', 'failed', 'rejected']

/** Whether a peering is not Heroku's own and has not ended, as far as it says. */
const mayBeOpen = ({status, type}: Peering): boolean => !type?.startsWith('heroku-') && !ended.includes(status)

/** Whether it says enough to know that. */
const isOpen = ({status, type}: Peering): boolean => Boolean(type) && Boolean(status)

function peeringCount(all: readonly Peering[]): Known {
  const sure = all.filter(isOpen).length
  const counts = Array.from({length: all.length - sure + 1}, (_, more) => sure + more)
  return sure === all.length
    ? value(sure)
    : unknown('no-statement', 'a peering does not say of which type or in which state it is', counts)
}

/** AWS accounts that the policy does not name. A peering that may be Heroku's own or may have ended fails nothing. */
function undeclaredPeerings(all: readonly Peering[], declared: readonly string[] = []): Known {
  const isDeclared = ({aws_account_id: account}: Peering) => Boolean(account) && declared.includes(account ?? '')
  const foreign = all.filter(one => !isDeclared(one))
  const accounts = distinct(foreign.flatMap(one => (isOpen(one) && one.aws_account_id ? [one.aws_account_id] : [])))
  return accounts.length > 0 || foreign.length === 0
    ? value(accounts)
    : unknown('no-statement', 'a peering does not say whose it is, or in which state')
}

/** Public addresses that the policy does not name. */
function undeclaredVpns(all: Vpns, declared: readonly string[] = []): Known {
  const foreign = all.filter(one => one.status !== 'failed' && !(one.public_ip && declared.includes(one.public_ip)))
  const addresses = distinct(foreign.flatMap(one => (one.status && one.public_ip ? [one.public_ip] : [])))
  return addresses.length > 0 || foreign.length === 0
    ? value(addresses)
    : unknown('no-statement', 'a VPN connection does not say its public address, or in which state it is')
}

function lowestIkeVersion(all: Vpns): Known {
  const known = all.flatMap(one => (typeof one.ike_version === 'number' ? [one.ike_version] : []))
  const lowest = Math.min(...known)
  if (known.length === all.length)
    return all.length > 0 ? value(lowest) : unknown('no-statement', 'the space has no VPN connection')
  return lowest < 2 ? value(lowest) : unknown('no-statement', 'a VPN connection does not say its IKE version')
}

/** Whether the policy declares every app of the space that serves web traffic as public. */
function opennessIsDeclared({facts, policy}: Context, roster: Roster, space: SpaceHandle): Known {
  const declared = policy.allow.publicApps
  if (!declared) return value(false)
  const topology = facts.read('topology', space.ref)
  const running = 'body' in topology ? topology.body.apps.map(({id}) => roster.appOf({id}) ?? appHandle(facts, id)) : []
  const listed = roster.whole.apps.filter(
    ({record}) => 'body' in record && record.body.space && roster.spaceOf(record.body.space).id === space.id,
  )
  const here = [...new Set([...listed, ...running])].map(app => ({
    isDeclared: hasName(app) && matchesGlob(app.name, declared),
    nameless: hasName(app) ? undefined : gapOf(app.record),
    web: app.unseen ? {gap: app.unseen} : from(facts.read('formation', app.ref), servesWeb),
  }))
  const serves = ({web}: {readonly web: Known}) => 'value' in web && web.value === true
  if (here.some(app => !app.isDeclared && !app.nameless && serves(app))) return value(false)
  const gaps = [
    gapOf(topology),
    ...here.map(
      ({isDeclared, nameless, web}) =>
        nameless ?? (isDeclared && here.some(serves) ? undefined : 'gap' in web ? web.gap : undefined),
    ),
  ]
  const missing = gaps.find(gap => gap !== undefined)
  return missing ? {gap: missing} : value(here.some(serves))
}

function servesWeb(rows: FactTypes['formation']): Known {
  const web = rows.filter(({quantity, type}) => type === 'web' && quantity !== 0)
  if (web.some(({quantity}) => typeof quantity === 'number')) return value(true)
  return web.length > 0 ? unknown('no-statement', 'the formation does not say how many web dynos run') : value(false)
}
