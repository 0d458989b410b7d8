import {builds, buildpackInstallations, formation, releases} from './build-code.js'
import {certificates, domains} from './build-names.js'
import {collaborators} from './build-people.js'
import {drains, telemetryDrain, webhook} from './build-drains.js'
import {feature} from './catalogue.js'
import {canary, daysAgo, ref, uuid} from './ids.js'
import type {CertificateInit, DomainInit} from './build-names.js'
import type {BuildInit, ProcessInit} from './build-code.js'
import type {DrainInit, TelemetryInit} from './build-drains.js'
import type {Person} from './build-people.js'
import type {AppRecord, AppWorld, Invisible, Raw, SpaceWorld} from './types.js'

/** What a test says of an app; all else is filled in. */
export interface AppInit {
  team?: string | null
  /** Its region, generation and Shield become the app's. */
  space?: SpaceWorld | null
  region?: string
  generation?: 'cedar' | 'fir'
  stack?: string
  locked?: boolean
  joined?: boolean
  acm?: boolean
  internal?: boolean
  maintenance?: boolean
  owner?: string
  /** Number of web dynos; `formation` says it in full. */
  web?: number
  formation?: Record<string, number | ProcessInit>
  domains?: Array<string | DomainInit>
  certificates?: CertificateInit[]
  features?: Record<string, boolean>
  logDrains?: Array<string | DrainInit>
  telemetryDrains?: Array<string | TelemetryInit>
  webhooks?: string[]
  collaborators?: Array<string | Person>
  /** Buildpacks as installed (cedar), or as the app's record names them (fir). */
  buildpacks?: string[]
  /** Ages in days of builds that succeeded, or builds in full. */
  builds?: Array<number | BuildInit>
  configVars?: Record<string, string>
  invisible?: Invisible
  /** Fields of the app's own record, over all else. */
  record?: Raw
}

const FEATURES = {'runtime-heroku-exec': false, 'log-runtime-metrics': false, preboot: false}
const SPACE_FEATURES = {'spaces-strict-tls': true, 'spaces-dns-discovery': false}

function recordOf(name: string, init: AppInit): AppRecord {
  const space = init.space?.record
  const team = init.team ? ref('team', init.team) : null
  const fir = (init.generation ?? space?.generation) === 'fir'
  const stack = ref('stack', init.stack ?? (fir ? 'cnb' : 'heroku-24'))
  const owner = team ? `${team.name}@herokumanager.com` : (init.owner ?? 'lead@example.com')
  return {
    ...ref('app', name),
    acm: init.acm ?? false,
    archived_at: null,
    base_image_name: fir ? 'heroku/heroku:24-cnb' : null,
    build_stack: stack,
    buildpack_provided_description: 'Node.js',
    buildpacks: fir ? (init.buildpacks ?? ['heroku/nodejs']).map(id => ({id, version: '3.4.1', homepage: ''})) : null,
    created_at: daysAgo(400),
    current_build_architecture: [fir ? 'arm64' : 'amd64'],
    generation: fir ? 'fir' : 'cedar',
    git_url: `https://git.heroku.com/${name}.git`,
    internal_routing: space ? (init.internal ?? false) : null,
    joined: init.joined ?? true,
    locked: init.locked ?? team !== null,
    maintenance: init.maintenance ?? false,
    organization: team,
    owner: {id: uuid('user', owner), email: owner},
    process_tier: 'production',
    region: space?.region ?? ref('region', init.region ?? 'us'),
    released_at: daysAgo(3),
    repo_size: 0,
    slug_size: 48_000_000,
    space: space ? {id: space.id, name: space.name, shield: space.shield} : null,
    stack,
    team,
    updated_at: daysAgo(3),
    web_url: `https://${name}-0123456789ab.herokuapp.com/`,
    ...init.record,
  }
}

/** An app: on the Common Runtime, one web dyno, built three days ago, unless told otherwise. */
export function app(name: string, init: AppInit = {}): AppWorld {
  const record = recordOf(name, init)
  const fir = record.generation === 'fir'
  const flags = {...FEATURES, ...(init.space && !fir ? SPACE_FEATURES : {}), ...init.features}
  const size = fir ? 'dyno-2c-4gb' : init.space ? 'Private-M' : 'Standard-1X'
  const sniEndpoints = certificates(record, init.certificates ?? [])
  return {
    record,
    formation: formation(record, init.formation ?? {web: init.web ?? 1}, size),
    domains: domains(record, init.domains ?? [], sniEndpoints),
    sniEndpoints,
    features: Object.entries(flags).map(([flag, enabled]) => feature(name, flag, enabled)),
    logDrains: fir ? [] : drains(record, init.logDrains ?? []),
    telemetryDrains: (init.telemetryDrains ?? []).map((d, i) => telemetryDrain('app', record, d, i)),
    webhooks: (init.webhooks ?? []).map((url, i) => webhook(record, url, i)),
    collaborators: collaborators(record, init.collaborators ?? []),
    buildpackInstallations: fir ? [] : buildpackInstallations(init.buildpacks ?? ['heroku/nodejs']),
    builds: builds(record, init.builds ?? [3], init.buildpacks ?? ['heroku/nodejs']),
    releases: releases(record, init.builds ?? [3]),
    configVars: init.configVars ?? {SESSION_KEY: canary('config-var', name)},
    invisible: init.invisible ?? null,
  }
}
