import {dynosOf} from './dynos.js'
import {forbidden, generation, notFound, one, pick, unsupported} from './route.js'
import type {Call, Route} from './route.js'
import type {Raw, SpaceWorld, World} from './types.js'

/** The spaces the caller can see. */
export function visibleSpaces(world: World): SpaceWorld[] {
  return world.spaces.filter(space => space.invisible === null)
}

/** A space as lists show it. */
export function spaceView(call: Call, space: SpaceWorld): Raw {
  const {record} = space
  return {...record, generation: generation(call, record.generation)}
}

function spaceOf(call: Call, key: string): SpaceWorld {
  return pick(
    call.world.spaces,
    key,
    'space',
    space => space.record,
    space => space.invisible,
  )
}

/** A space by id or name, for what Fir does not have. */
function cedar(call: Call, key: string, what: string): SpaceWorld {
  const space = spaceOf(call, key)
  if (space.record.generation === 'fir') throw unsupported(what, 'fir')
  return space
}

function single(record: Raw | null, resource: string): Raw {
  if (record === null) throw notFound(resource)
  return record
}

function ruleset(call: Call, key: string): Raw {
  const space = spaceOf(call, key)
  return single((space.inboundRuleset ? space : cedar(call, key, 'inbound-ruleset')).inboundRuleset, 'inbound_ruleset')
}

/** The apps that run in a space, seen or unseen, with their dynos and domains. */
function topology(call: Call, space: SpaceWorld): Raw {
  if (space.topology) return space.topology
  const apps = call.world.apps.filter(app => app.record.space?.id === space.record.id)
  let address = 0
  return {
    version: 1,
    apps: apps
      .map(app => ({
        id: app.record.id,
        domains: app.domains.map(domain => domain.hostname),
        formations: app.formation
          .filter(line => Number(line.quantity) > 0)
          .map(line => ({
            id: line.id,
            process_type: line.type,
            dynos: Array.from({length: Number(line.quantity)}, (_, i) => ({
              number: i + 1,
              hostname: `${i + 1}.${String(line.type)}.${app.record.name}.app.localspace`,
              private_ip: `10.0.${128 + (++address >> 8)}.${address & 255}`,
            })),
          })),
      }))
      .filter(app => app.formations.length > 0 || app.domains.length > 0),
  }
}

function membersOf(call: Call, key: string): Raw[] {
  const space = spaceOf(call, key)
  const team = call.world.teams.find(t => t.record.id === space.record.team.id)
  if (team && !['admin', 'owner'].includes(team.record.role ?? '')) throw forbidden()
  return space.members
}

/** Spaces and all that belongs to them. */
export const spaceRoutes: Route[] = [
  ['/spaces', call => visibleSpaces(call.world).map(space => spaceView(call, space))],
  [
    '/spaces/:',
    (call, key) => {
      const space = spaceOf(call, key)
      const region = call.world.regions.find(r => r.id === space.record.region.id)
      const shown = spaceView(call, space)
      return call.expand.has('region') && region ? {...shown, region} : shown
    },
  ],
  ['/spaces/:/inbound-ruleset', ruleset],
  ['/spaces/:/inbound-rulesets', (call, key) => [ruleset(call, key)]],
  ['/spaces/:/inbound-rulesets/:', (call, key, id) => one([ruleset(call, key)], id, 'inbound_ruleset')],
  ['/spaces/:/nat', (call, key) => single(cedar(call, key, 'nat').nat, 'space_nat')],
  ['/spaces/:/peerings', (call, key) => cedar(call, key, 'peerings').peerings, {keys: ['pcx_id']}],
  ['/spaces/:/peering-info', (call, key) => single(cedar(call, key, 'peering-info').peeringInfo, 'peering_info')],
  ['/spaces/:/vpn-connections', (call, key) => cedar(call, key, 'vpn-connections').vpnConnections],
  [
    '/spaces/:/vpn-connections/:',
    (call, key, id) => one(cedar(call, key, 'vpn-connections').vpnConnections, id, 'vpn_connection', 'name'),
  ],
  [
    '/spaces/:/log-drain',
    (call, key) => single(cedar(call, key, 'log-drain').logDrain, 'log_drain'),
    {versions: ['3.dogwood']},
  ],
  [
    '/spaces/:/telemetry-drains',
    (call, key) => {
      const space = spaceOf(call, key)
      if (space.record.generation !== 'fir') throw unsupported('telemetry-drains', 'cedar')
      return space.telemetryDrains
    },
    {versions: ['3.sdk']},
  ],
  ['/spaces/:/members', membersOf],
  [
    '/spaces/:/members/:',
    (call, key, who) => {
      const found = membersOf(call, key).find(row => Object.values(row.user as object).includes(who))
      return single(found ?? null, 'space_member')
    },
  ],
  ['/spaces/:/topology', (call, key) => topology(call, spaceOf(call, key))],
  [
    '/spaces/:/dynos',
    (call, key) => {
      const {id} = spaceOf(call, key).record
      const apps = call.world.apps.filter(app => app.record.space?.id === id && app.invisible === null)
      return apps.map(app => ({app_name: app.record.name, dynos: dynosOf(app)}))
    },
    {keys: ['app_name']},
  ],
  ['/spaces/:/hosts', (call, key) => spaceOf(call, key).hosts, {versions: ['3.dogwood'], keys: ['host_id']}],
]
