import {dynoSize} from './catalogue.js'
import {dynosOf} from './dynos.js'
import {generation, notFound, one, pick, unsupported, without} from './route.js'
import type {Call, Route} from './route.js'
import type {AppWorld, Raw, World} from './types.js'

const SDK_ONLY = ['base_image_name', 'buildpacks', 'current_build_architecture', 'process_tier']

/** The apps the caller can see. */
export function visibleApps(world: World): AppWorld[] {
  return world.apps.filter(app => app.invisible === null)
}

/** An app by id or name, as far as the caller may see it. */
export function appOf(call: Call, key: string): AppWorld {
  return pick(
    call.world.apps,
    key,
    'app',
    app => app.record,
    app => app.invisible,
  )
}

function forVariant(call: Call, record: Raw): Raw {
  const shown: Raw = {...record, generation: generation(call, String(record.generation))}
  return call.version === '3.sdk' ? shown : without(shown, SDK_ONLY)
}

function appView(call: Call, app: AppWorld): Raw {
  return forVariant(call, without(app.record, ['joined', 'locked']))
}

/** The team-app shape: no `acm`, no Shield, but `locked` and `joined`. */
export function teamAppView(call: Call, app: AppWorld): Raw {
  const {acm, ...record} = without(app.record, ['organization'])
  const {space, team} = app.record
  const full = call.world.quirks.teamAppsFull
  return forVariant(call, {
    ...record,
    ...(full ? {acm} : {}),
    space: space && !full ? {id: space.id, name: space.name} : space,
    team: team && {name: team.name},
  })
}

function teamAppOf(call: Call, key: string): AppWorld {
  const app = appOf(call, key)
  if (!app.record.team) throw notFound('app')
  return app
}

function cedarOnly(app: AppWorld, what: string): AppWorld {
  if (app.record.generation === 'fir') throw unsupported(what, 'fir')
  return app
}

function rowsOf(kind: 'formation' | 'domains' | 'sniEndpoints' | 'features' | 'collaborators' | 'builds') {
  return (call: Call, app: string): Raw[] => appOf(call, app)[kind]
}

function rowOf(kind: Parameters<typeof rowsOf>[0], resource: string, ...fields: string[]) {
  return (call: Call, app: string, key: string): Raw => one(appOf(call, app)[kind], key, resource, ...fields)
}

function collaboratorOf(call: Call, app: string, key: string): Raw {
  const found = appOf(call, app).collaborators.find(row => {
    const person = row.user as {id: string; email: string}
    return row.id === key || person.id === key || person.email === key
  })
  if (!found) throw notFound('collaborator')
  return found
}

function sizesOf(apps: AppWorld[]): Raw[] {
  return [...new Set(apps.flatMap(app => app.formation.map(line => String(line.size))))].map(dynoSize)
}

const keysOfApps = {keys: ['id', 'name', 'updated_at']}
const webhooks = {versions: ['3.webhooks']}
const sdk = {versions: ['3.sdk']}

/** Everything under `/apps` and `/teams/apps` that is not an add-on, a pipeline or a secret. */
export const appRoutes: Route[] = [
  ['/apps', call => visibleApps(call.world).map(app => appView(call, app)), keysOfApps],
  [
    '/users/:/apps',
    call =>
      visibleApps(call.world)
        .filter(a => !a.record.team)
        .map(a => appView(call, a)),
    keysOfApps,
  ],
  ['/apps/:', (call, app) => appView(call, appOf(call, app))],
  ['/teams/apps/:', (call, app) => teamAppView(call, teamAppOf(call, app))],
  ['/apps/:/formation', rowsOf('formation')],
  ['/apps/:/formation/:', rowOf('formation', 'formation', 'type')],
  ['/apps/:/dynos', (call, app) => dynosOf(appOf(call, app))],
  ['/apps/:/dynos/:', (call, app, key) => one(dynosOf(appOf(call, app)), key, 'dyno', 'name')],
  ['/dyno-sizes', call => sizesOf(call.world.apps)],
  ['/apps/:/available-dyno-sizes', (call, app) => sizesOf([appOf(call, app)])],
  ['/apps/:/domains', rowsOf('domains')],
  ['/apps/:/domains/:', rowOf('domains', 'domain', 'hostname')],
  ['/apps/:/sni-endpoints', rowsOf('sniEndpoints')],
  ['/apps/:/sni-endpoints/:', rowOf('sniEndpoints', 'sni_endpoint', 'name')],
  ['/apps/:/features', rowsOf('features')],
  ['/apps/:/features/:', rowOf('features', 'feature', 'name')],
  ['/apps/:/collaborators', rowsOf('collaborators')],
  ['/apps/:/collaborators/:', collaboratorOf],
  ['/teams/apps/:/collaborators', (call, app) => teamAppOf(call, app).collaborators],
  ['/teams/apps/:/collaborators/:', collaboratorOf],
  ['/apps/:/log-drains', (call, app) => cedarOnly(appOf(call, app), 'log-drains').logDrains],
  [
    '/apps/:/log-drains/:',
    (call, app, key) => one(cedarOnly(appOf(call, app), 'log-drains').logDrains, key, 'log_drain', 'url', 'token'),
  ],
  [
    '/apps/:/telemetry-drains',
    (call, app) => {
      const found = appOf(call, app)
      if (found.record.generation !== 'fir') throw unsupported('telemetry-drains', 'cedar')
      return found.telemetryDrains
    },
    sdk,
  ],
  [
    '/telemetry-drains/:',
    (call, key) =>
      one(
        [
          ...visibleApps(call.world).flatMap(a => a.telemetryDrains),
          ...call.world.spaces.filter(s => s.invisible === null).flatMap(s => s.telemetryDrains),
        ],
        key,
        'telemetry_drain',
      ),
    sdk,
  ],
  ['/apps/:/builds', rowsOf('builds'), {keys: ['id', 'started_at']}],
  ['/apps/:/builds/:', rowOf('builds', 'build')],
  ['/apps/:/releases', (call, app) => appOf(call, app).releases, {keys: ['version', 'id']}],
  [
    '/apps/:/releases/:',
    (call, app, key) => {
      const found = appOf(call, app).releases.find(r => r.id === key || String(r.version) === key)
      if (!found) throw notFound('release')
      return found
    },
  ],
  [
    '/apps/:/buildpack-installations',
    (call, app) => cedarOnly(appOf(call, app), 'buildpack-installations').buildpackInstallations,
    {keys: ['ordinal']},
  ],
  [
    '/apps/:/oci-images/:',
    (call, app, key) => {
      const found = appOf(call, app)
      if (found.record.generation !== 'fir') throw unsupported('oci-images', 'cedar')
      return [
        {id: key, digest: key, base_image_name: found.record.base_image_name, buildpacks: found.record.buildpacks},
      ]
    },
    sdk,
  ],
  ['/apps/:/available-stacks', (call, app) => (appOf(call, app), call.world.stacks)],
  ['/apps/:/webhooks', (call, app) => appOf(call, app).webhooks, webhooks],
  ['/apps/:/webhooks/:', (call, app, key) => one(appOf(call, app).webhooks, key, 'webhook'), webhooks],
  ['/apps/:/webhook-deliveries', (call, app) => (appOf(call, app), []), webhooks],
  [
    '/apps/:/review-app',
    (call, app) => {
      appOf(call, app)
      throw notFound('review_app')
    },
  ],
  ['/apps/:/usage', (call, app) => (appOf(call, app), {addons: []}), sdk],
]
