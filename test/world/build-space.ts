import {drain, telemetryDrain} from './build-drains.js'
import {canary, daysAgo, ref, user, uuid} from './ids.js'
import type {DrainInit, TelemetryInit} from './build-drains.js'
import type {Invisible, Named, Raw, SpaceWorld} from './types.js'

/** What a test says of a space. */
export interface SpaceInit {
  team?: string
  shield?: boolean
  region?: string
  generation?: 'cedar' | 'fir'
  state?: string
  /** Allowed sources; by default the whole Internet, as in a new space. A Fir space offers none unless they are given. */
  trustedIps?: Array<string | {action: string; source: string}>
  /** Whether the ruleset is enforced; null for answers that do not say. */
  applied?: boolean | null
  peerings?: Array<string | Raw>
  vpns?: VpnInit[]
  logDrain?: string | DrainInit | null
  telemetryDrains?: Array<string | TelemetryInit>
  members?: string[]
  topology?: Raw
  invisible?: Invisible
  record?: Raw
}

/** A site-to-site VPN connection. */
export interface VpnInit {
  name: string
  publicIp?: string
  ikeVersion?: number
  status?: string
  record?: Raw
}

/** A peering; given by a string it is a customer's, with that AWS account. */
function peering(space: string, init: string | Raw, index: number): Raw {
  const account = typeof init === 'string' ? init : '111122223333'
  return {
    aws_account_id: account,
    aws_region: 'us-east-1',
    aws_vpc_id: `vpc-${uuid('vpc', `${space}/${index}`).slice(0, 8)}`,
    cidr_block: `10.${100 + index}.0.0/16`,
    cidr_blocks: [`10.${100 + index}.0.0/16`],
    expires: daysAgo(-7),
    pcx_id: `pcx-${uuid('pcx', `${space}/${index}`).slice(0, 12).replaceAll('-', '')}`,
    status: 'active',
    type: 'customer-managed',
    ...(typeof init === 'string' ? {} : init),
  }
}

function vpn(space: string, init: VpnInit, index: number): Named {
  const tunnel = (n: number) => ({
    customer_ip: init.publicIp ?? '198.51.100.7',
    ip: `203.0.113.${10 + index * 2 + n}`,
    last_status_change: daysAgo(12),
    pre_shared_key: canary('pre-shared-key', `${space}-${init.name}`),
    status: 'UP',
    status_message: 'status message',
  })
  return {
    ...ref('vpn', `${space}/${init.name}`),
    name: init.name,
    ike_version: init.ikeVersion ?? 2,
    public_ip: init.publicIp ?? '198.51.100.7',
    routable_cidrs: ['172.16.0.0/16'],
    space_cidr_block: '10.0.0.0/16',
    status: init.status ?? 'active',
    status_message: '',
    tunnels: [tunnel(0), tunnel(1)],
    ...init.record,
  }
}

function ruleset(space: Named, init: SpaceInit): Raw {
  const rules = (init.trustedIps ?? ['0.0.0.0/0']).map(rule =>
    typeof rule === 'string' ? {action: 'allow', source: rule} : rule,
  )
  return {
    id: uuid('inbound-ruleset', space.name),
    ...(init.applied === null ? {} : {applied: init.applied ?? true}),
    created_at: daysAgo(120),
    created_by: 'lead@example.com',
    rules,
    space: {id: space.id, name: space.name},
  }
}

function memberOf(space: Named, email: string): Raw {
  return {
    id: uuid('space-member', `${space.name}/${email}`),
    created_at: daysAgo(300),
    permissions: [{description: 'can create apps in this space', name: 'create_apps'}],
    space: {id: space.id, name: space.name},
    updated_at: daysAgo(300),
    user: user(email),
  }
}

/** A space: private, cedar, in Virginia and open to the Internet, unless told otherwise. */
export function space(name: string, init: SpaceInit = {}): SpaceWorld {
  const cedar = (init.generation ?? 'cedar') === 'cedar'
  const team = ref('team', init.team ?? 'acme')
  const record = {
    ...ref('space', name),
    cidr: '10.0.0.0/16',
    created_at: daysAgo(600),
    data_cidr: '10.1.0.0/16',
    generation: cedar ? 'cedar' : 'fir',
    organization: {name: team.name},
    region: ref('region', init.region ?? 'virginia'),
    shield: init.shield ?? false,
    state: init.state ?? 'allocated',
    team,
    updated_at: daysAgo(60),
    ...init.record,
  }
  const hostId = `h-${uuid('host', name).slice(0, 8)}`
  return {
    record,
    inboundRuleset: cedar || init.trustedIps ? ruleset(record, init) : null,
    nat: cedar
      ? {created_at: daysAgo(600), sources: ['203.0.113.2', '203.0.113.3'], state: 'enabled', updated_at: daysAgo(600)}
      : null,
    peerings: (init.peerings ?? []).map((p, i) => peering(name, p, i)),
    peeringInfo: cedar
      ? {
          aws_account_id: '999988887777',
          aws_region: 'us-east-1',
          vpc_id: 'vpc-0a1b2c3d',
          vpc_cidr: '10.0.0.0/16',
          dyno_cidr_blocks: ['10.0.128.0/20'],
          space_cidr_blocks: ['10.0.0.0/16'],
          unavailable_cidr_blocks: [],
        }
      : null,
    vpnConnections: (init.vpns ?? []).map((v, i) => vpn(name, v, i)),
    logDrain: init.logDrain ? drain(record, init.logDrain, 0, 'space') : null,
    telemetryDrains: (init.telemetryDrains ?? []).map((d, i) => telemetryDrain('space', record, d, i)),
    members: (init.members ?? []).map(email => memberOf(record, email)),
    hosts: init.shield
      ? [
          {
            allocated_at: daysAgo(90),
            available_capacity_percentage: 60,
            host_id: hostId,
            released_at: null,
            state: 'available',
          },
        ]
      : [],
    topology: init.topology ?? null,
    invisible: init.invisible ?? null,
  }
}
