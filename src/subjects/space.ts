import type {FactTypes} from '../model/facts.js'
import type {Known, Subject} from '../model/subject.js'
import type {Context, Roster, SpaceHandle} from './context.js'

import {matchesGlob} from '../model/glob.js'
import {distinct} from '../model/order.js'
import {hasName, regionOf} from './app.js'
import {internet, openness, range} from './cidr.js'
import {fields, from, gapOf, stated, unknown, value} from './known.js'
import {spaceHasLogDrain} from './log-drains.js'
import {appHandle} from './roster.js'
import {generation, spaceClass} from './runtime-class.js'

type Vpns = FactTypes['vpnConnections']

/** One subject for each space in scope. */
export function spaces(context: Context, roster: Roster): Subject[] {
  return roster.spaces.map(space => spaceSubject(context, roster, space))
}

function spaceSubject(context: Context, roster: Roster, space: SpaceHandle): Subject {
  const {facts, policy} = context
  const own = space.record
  const ruleset = (use: (rules: FactTypes['inboundRuleset']) => Known): Known => {
    const kind = from(own, ({generation: seen}) => generation(seen))
    if ('gap' in kind) return kind
    return kind.value === 'fir' ? unknown('unsupported', 'a Fir space has no trusted IP ranges') : from(facts.read('inboundRuleset', space.ref), use)
  }

  const peerings = (use: (foreign: FactTypes['peerings']) => Known): Known =>
    from(facts.read('peerings', space.ref), all => use(all.filter(({type}) => !type?.startsWith('heroku-'))))
  const vpns = (use: (all: Vpns) => Known): Known => from(facts.read('vpnConnections', space.ref), use)

  return {
    apps: roster.whole.apps.filter(app => app.name !== app.id && 'body' in app.record && app.record.body.space?.id === space.id).map(({name}) => name),
    fields: fields({
      generation: () => from(own, ({generation: seen}) => generation(seen)),
      hasLogDrain: () => spaceHasLogDrain(context, space),
      largestTrustedRange: () => ruleset(rules => measured(rules, 'largest')),
      lowestIkeVersion: () => vpns(lowestIkeVersion),
      natAddresses: () => natAddresses(context, space),
      opennessIsDeclared: () => opennessIsDeclared(context, roster, space),
      peeringCount: () => peerings(peeringCount),
      region: () => from(own, ({region}) => stated(region?.name, 'which region the space is in')),
      regionCountry: () => from(own, ({region}) => regionOf(context, region?.name, row => stated(row.country, 'which country the region is in'))),
      runtimeClass: () => from(own, spaceClass),
      trustedIpRanges: () => ruleset(allowed),
      trustedIpsAreApplied: () => ruleset(({applied}) => stated(applied, 'whether the trusted IP ranges are applied')),
      trustedIpsSayWhetherApplied: () => ruleset(({applied}) => value(applied !== undefined)),
      trustedIpTotal: () => ruleset(rules => measured(rules, 'total')),
      undeclaredPeerings: () => peerings(all => undeclared(all.map(one => one.type ? one.aws_account_id : undefined), policy.allow.peerings, 'a peering does not say whose it is')),
      undeclaredVpns: () => vpns(all => undeclared(all.map(one => one.public_ip), policy.allow.vpns, 'a VPN connection does not say its public address')),
      vpnCount: () => vpns(all => value(all.length)),
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
    return sources ? value(distinct(sources)) : unknown('no-statement', 'the API does not say from which addresses the space connects')
  })
}

function allowed({rules}: FactTypes['inboundRuleset']): Known {
  const strange = rules.find(({action, source}) => action !== 'deny' && (action !== 'allow' || !source))
  if (strange) return unknown('unknown-value', `a rule says "${strange.action ?? ''}" of "${strange.source ?? ''}"`)
  return value(distinct(rules.flatMap(({action, source}) => action === 'allow' && source ? [source] : [])))
}

/** A rule that cannot be read lets in between nothing and everything. */
function measured({rules}: FactTypes['inboundRuleset'], what: 'largest' | 'total'): Known {
  const read = rules.filter(({action}) => action !== 'deny')
    .map(({action, source}) => ({range: action === 'allow' && source ? range(source) : undefined, text: `"${action ?? ''}" of "${source ?? ''}"`}))
  const size = openness(read.flatMap(one => one.range ?? []))[what]
  const strange = read.find(one => one.range === undefined)
  return strange ? unknown('unknown-value', `a rule says ${strange.text}, which cannot be read`, [size, internet]) : value(size)
}

function peeringCount(foreign: FactTypes['peerings']): Known {
  const sure = foreign.filter(({type}) => type).length
  const counts = Array.from({length: foreign.length - sure + 1}, (_, more) => sure + more)
  return sure === foreign.length ? value(sure) : unknown('no-statement', 'a peering does not say of which type it is', counts)
}

/** Names that the policy does not allow; the gap is for a thing without a name. */
function undeclared(names: ReadonlyArray<null | string | undefined>, declared: readonly string[] = [], gap: string): Known {
  const known = names.flatMap(name => name ? [name] : [])
  const foreign = distinct(known.filter(name => !declared.includes(name)))
  return foreign.length === 0 && known.length < names.length ? unknown('no-statement', gap) : value(foreign)
}

function lowestIkeVersion(all: Vpns): Known {
  const known = all.flatMap(one => typeof one.ike_version === 'number' ? [one.ike_version] : [])
  const lowest = Math.min(...known)
  if (known.length === all.length) return all.length > 0 ? value(lowest) : unknown('no-statement', 'the space has no VPN connection')
  const missing = 'a VPN connection does not say its IKE version'
  return known.length > 0 && lowest < 2 ? value(lowest) : unknown('no-statement', missing)
}

/** Whether the policy declares every app of the space that serves web traffic as public. */
function opennessIsDeclared({facts, policy}: Context, roster: Roster, space: SpaceHandle): Known {
  const declared = policy.allow.publicApps
  if (!declared) return value(false)
  const topology = facts.read('topology', space.ref)
  const running = 'body' in topology ? topology.body.apps.map(({id}) => roster.appOf({id}) ?? appHandle(facts, id)) : []
  const listed = roster.whole.apps.filter(({record}) => 'body' in record && record.body.space && roster.spaceOf(record.body.space).id === space.id)
  const here = [...new Set([...listed, ...running])].map(app => ({
    isDeclared: hasName(app) && matchesGlob(app.name, declared),
    nameless: hasName(app) ? undefined : gapOf(app.record),
    web: app.unseen ? {gap: app.unseen} : from(facts.read('formation', app.ref), servesWeb),
  }))
  const serves = ({web}: {readonly web: Known}) => 'value' in web && web.value === true
  if (here.some(app => !app.isDeclared && !app.nameless && serves(app))) return value(false)
  const gaps = [gapOf(topology), ...here.map(({isDeclared, nameless, web}) => nameless ?? (isDeclared && here.some(serves) ? undefined : 'gap' in web ? web.gap : undefined))]
  const missing = gaps.find(gap => gap !== undefined)
  return missing ? {gap: missing} : value(here.some(serves))
}

function servesWeb(rows: FactTypes['formation']): Known {
  const web = rows.filter(({quantity, type}) => type === 'web' && quantity !== 0)
  if (web.some(({quantity}) => typeof quantity === 'number')) return value(true)
  return web.length > 0 ? unknown('no-statement', 'the formation does not say how many web dynos run') : value(false)
}
