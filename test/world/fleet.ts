import {account, addon, app, attach, pipeline, postgres, redis, space, team, world} from './build.js'
import type {AddonWorld, AttachmentRecord, PipelineWorld, SpaceWorld, World} from './types.js'

const POSTGRES = ['essential-0', 'standard-0', 'standard-2', 'premium-0', 'private-0', 'private-2', 'shield-0']
const REDIS = ['mini', 'premium-0', 'private-7', 'shield-7']
const REGIONS = ['virginia', 'oregon', 'montreal', 'frankfurt', 'tokyo', 'dublin']
const STAGES = ['production', 'staging', 'development', 'review']
const DRAINS = ['https://logs.example.com/in', 'syslog+tls://logs.example.com:6514', 'syslog://logs.example.com:514']

/** A source of numbers from 0 to 1, the same for the same seed. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Ways to draw from a source of numbers. */
function dice(seed: number) {
  const next = numbers(seed)
  const upTo = (count: number) => Math.floor(next() * count)
  return {
    upTo,
    chance: (share: number) => next() < share,
    of: <T>(list: readonly T[]): T => list[upTo(list.length)] as T,
    some: <T>(max: number, make: (index: number) => T): T[] => Array.from({length: upTo(max + 1)}, (_, i) => make(i)),
  }
}

function spacesOf(count: number, teams: string[], roll: ReturnType<typeof dice>): SpaceWorld[] {
  return Array.from({length: count}, (_, i) =>
    space(`space-${i}`, {
      team: teams[i % teams.length] ?? 'team-0',
      shield: i % 3 === 0,
      generation: i % 7 === 5 ? 'fir' : 'cedar',
      region: roll.of(REGIONS),
      trustedIps: roll.chance(0.3) ? ['0.0.0.0/0'] : roll.some(20, j => `203.0.113.${j * 8}/29`),
      peerings: roll.some(3, j => `11112222333${j}`),
      vpns: roll.some(2, j => ({name: `vpn-${j}`, ikeVersion: 1 + roll.upTo(2)})),
      logDrain: i % 3 === 0 && roll.chance(0.8) ? 'https://logs.example.com/space' : null,
    }),
  )
}

/** A generated account of that many apps, always the same for the same seed. */
export function fleet(n: number, seed = 1): World {
  const roll = dice(seed)
  const teams = Array.from({length: Math.max(1, Math.min(6, Math.ceil(n / 250)))}, (_, i) => `team-${i}`)
  const spaces = spacesOf(Math.max(2, Math.min(16, Math.ceil(n / 60))), teams, roll)
  const email = () => `person-${roll.upTo(40 + n / 10)}@example.com`
  const apps = Array.from({length: n}, (_, i) => {
    const home = roll.chance(0.6) ? roll.of(spaces) : null
    const name = `app-${String(i).padStart(5, '0')}`
    const fir = home?.record.generation === 'fir'
    const hosts = roll.some(3, j => `h${j}.${name}.example.com`)
    return app(name, {
      team: home?.record.team.name ?? roll.of(teams),
      space: home,
      locked: roll.chance(0.7),
      acm: roll.chance(0.5),
      stack: fir ? 'cnb' : roll.of(['heroku-24', 'heroku-24', 'heroku-22', 'heroku-20', 'container']),
      formation: {web: roll.upTo(4), worker: roll.upTo(3)},
      domains: hosts.map(hostname => ({hostname, certificate: 'cert-0', acm: roll.of(['ok', 'failing', null])})),
      certificates: hosts.length > 0 ? [{name: 'cert-0', covers: hosts, expiresInDays: roll.upTo(200) - 10}] : [],
      features: {'runtime-heroku-exec': roll.chance(0.2)},
      logDrains: roll.some(2, () => roll.of(DRAINS)),
      telemetryDrains: fir ? ['https://otel.example.com/v1'] : [],
      webhooks: roll.some(2, j => `https://hooks.example.com/${j}`),
      collaborators: [...new Set(roll.some(4, email))],
      builds: roll.some(5, () => roll.upTo(120)),
    })
  })
  const addons: AddonWorld[] = []
  const attachments: AttachmentRecord[] = []
  const data: Record<string, unknown> = {}
  for (const {record} of apps) {
    if (roll.chance(0.7)) {
      const plan = roll.of(POSTGRES)
      addons.push(addon(`${record.name}-db`, {app: record.name, plan: `heroku-postgresql:${plan}`}))
      Object.assign(
        data,
        postgres(`${record.name}-db`, {
          plan,
          version: `${13 + roll.upTo(6)}.2`,
          region: record.region.name,
          schedules: roll.upTo(2),
        }),
      )
    }
    if (roll.chance(0.3)) {
      addons.push(addon(`${record.name}-kv`, {app: record.name, plan: `heroku-redis:${roll.of(REDIS)}`}))
      Object.assign(data, redis(`${record.name}-kv`))
    }
    if (roll.chance(0.1)) {
      const lender = roll.of(apps).record.name
      if (addons.some(a => a.record.name === `${lender}-db`) && lender !== record.name) {
        attachments.push(attach(record.name, 'BORROWED', `${lender}-db`))
      }
    }
  }
  const pipelines: PipelineWorld[] = []
  for (let i = 0; i + 4 <= n; i += 8) {
    const stages = apps.slice(i, i + 4).map(({record}, j): [string, string] => [record.name, STAGES[j] ?? 'production'])
    pipelines.push(pipeline(`pipeline-${i / 8}`, {team: roll.of(teams), stages: Object.fromEntries(stages)}))
  }
  const people = Array.from({length: Math.floor(40 + n / 10)}, (_, i) => ({
    email: `person-${i}@example.com`,
    role: i % 25 ? 'member' : 'admin',
    mfa: i % 17 !== 0,
    federated: i % 3 === 0,
  }))
  return world({
    account: account('person-0@example.com'),
    teams: teams.map(name => team(name, {members: people})),
    spaces,
    apps,
    addons,
    attachments,
    pipelines,
    data,
    rateLimit: Math.max(4500, 20 * n),
  })
}
