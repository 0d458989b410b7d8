import type {FactTypes} from '../model/facts.js'
import type {Known, Subject} from '../model/subject.js'
import type {Context, Roster, SpaceHandle} from './context.js'

import {distinct} from '../model/order.js'
import {regionOf} from './app.js'
import {openness, range} from './cidr.js'
import {matchesGlob} from './glob.js'
import {fields, from, stated, unknown, value} from './known.js'
import {spaceHasLogDrain} from './log-drains.js'
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

  const peerings = (use: (foreign: FactTypes['peerings']) => Known): Known => from(facts.read('peerings', space.ref), all =>
    all.some(({type}) => !type) ? unknown('no-statement', 'a peering does not say of which type it is') : use(all.filter(({type}) => !type?.startsWith('heroku-'))))
  const vpns = (use: (all: Vpns) => Known): Known => from(facts.read('vpnConnections', space.ref), use)

  return {
    fields: fields({
      generation: () => from(own, ({generation: seen}) => generation(seen)),
      hasLogDrain: () => spaceHasLogDrain(context, space),
      largestTrustedRange: () => ruleset(rules => measured(rules, 'largest')),
      lowestIkeVersion: () => vpns(lowestIkeVersion),
      opennessIsDeclared: () => opennessIsDeclared(context, roster, space),
      peeringCount: () => peerings(all => value(all.length)),
      region: () => from(own, ({region}) => stated(region?.name, 'which region the space is in')),
      regionCountry: () => from(own, ({region}) => regionOf(context, region?.name, row => stated(row.country, 'which country the region is in'))),
      runtimeClass: () => from(own, spaceClass),
      trustedIpRanges: () => ruleset(allowed),
      trustedIpsAreApplied: () => ruleset(({applied}) => stated(applied, 'whether the trusted IP ranges are applied')),
      trustedIpsSayWhetherApplied: () => ruleset(({applied}) => value(applied !== undefined)),
      trustedIpTotal: () => ruleset(rules => measured(rules, 'total')),
      undeclaredPeerings: () => peerings(all => undeclared(all.map(one => one.aws_account_id), policy.allow.peerings, 'a peering does not say which AWS account it is with')),
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

function allowed({rules}: FactTypes['inboundRuleset']): Known {
  const strange = rules.find(({action, source}) => (action !== 'allow' && action !== 'deny') || !source)
  if (strange) return unknown('unknown-value', `a rule says "${strange.action ?? ''}" of "${strange.source ?? ''}"`)
  return value(distinct(rules.flatMap(({action, source}) => action === 'allow' && source ? [source] : [])))
}

function measured(ruleset: FactTypes['inboundRuleset'], what: 'largest' | 'total'): Known {
  const sources = allowed(ruleset)
  if ('gap' in sources || !Array.isArray(sources.value)) return sources
  const ranges = sources.value.map(source => ({range: range(String(source)), source: String(source)}))
  const strange = ranges.find(one => one.range === undefined)
  if (strange) return unknown('unknown-value', `"${strange.source}" is no range of addresses`)
  return value(openness(ranges.flatMap(one => one.range ? [one.range] : []))[what])
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
  const here = roster.apps.filter(({record, unseen}) => unseen !== undefined || ('body' in record && record.body.space?.id === space.id))
  const serving = here.filter(app => !app.unseen).map(app => ({app, web: from(facts.read('formation', app.ref), rows => value(rows.some(({quantity, type}) => type === 'web' && quantity !== 0)))}))
  const open = serving.filter(({app}) => !matchesGlob(app.name, declared))
  if (open.some(({web}) => 'value' in web && web.value === true)) return value(false)
  const missing = here.find(app => app.unseen)?.unseen
  if (missing) return {gap: missing}
  const unread = open.find(({web}) => 'gap' in web)
  return unread ? unread.web : value(serving.some(({web}) => 'value' in web && web.value === true))
}
