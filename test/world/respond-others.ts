import {feature, generations} from './catalogue.js'
import {appOf} from './respond-apps.js'
import {administered, teamOf} from './respond-teams.js'
import {notFound, one, pick, without} from './route.js'
import type {Call, Route} from './route.js'
import type {PipelineWorld, Raw} from './types.js'

const MFA_FIELDS = ['mfa_enabled', 'mfa_exemption', 'mfa_exemption_reason', 'mfa_experience']
const CODE_LISTS = ['latest-builds', 'latest-releases', 'latest-deployments'] as const

function accountView(call: Call): Raw {
  const shown = {...call.world.account.record}
  return call.version === '3.sdk' ? shown : without(shown, MFA_FIELDS)
}

function me(call: Call, key: string): void {
  const {id, email} = call.world.account.record
  if (!['~', id, email].includes(key)) throw notFound('user')
}

function pipelineOf(call: Call, key: string): PipelineWorld {
  return pick(call.world.pipelines, key, 'pipeline', pipeline => pipeline.record)
}

function couplings(call: Call): PipelineWorld['couplings'] {
  return call.world.pipelines.flatMap(pipeline => pipeline.couplings)
}

function newest(call: Call, key: string, kind: 'builds' | 'releases'): Raw[] {
  const ids = pipelineOf(call, key).couplings.map(coupling => coupling.app.id)
  const apps = call.world.apps.filter(app => ids.includes(app.record.id) && app.invisible === null)
  return apps.flatMap(app =>
    [...app[kind]].sort((a, b) => String(b.created_at).localeCompare(String(a.created_at))).slice(0, 1),
  )
}

const latest = CODE_LISTS.map((name): Route => [
  `/pipelines/:/${name}`,
  (call, key) => newest(call, key, name === 'latest-builds' ? 'builds' : 'releases'),
])

const teamCouplings: Route[1] = (call, key) => {
  const {id} = teamOf(call, key).record
  const apps = new Set(call.world.apps.filter(app => app.record.team?.id === id).map(app => app.record.id))
  return couplings(call).filter(coupling => apps.has(coupling.app.id))
}

const userCouplings: Route[1] = (call, key) => {
  me(call, key)
  const apps = new Set(call.world.apps.filter(app => !app.record.team).map(app => app.record.id))
  return couplings(call).filter(coupling => apps.has(coupling.app.id))
}

/** Pipelines, their couplings, and review apps. */
export const pipelineRoutes: Route[] = [
  ['/pipelines', call => call.world.pipelines.map(pipeline => pipeline.record)],
  ['/pipelines/:', (call, key) => pipelineOf(call, key).record],
  ['/pipelines/:/pipeline-couplings', (call, key) => pipelineOf(call, key).couplings],
  ['/pipeline-couplings', couplings],
  ['/pipeline-couplings/:', (call, key) => one(couplings(call), key, 'pipeline_coupling')],
  ['/teams/:/pipeline-couplings', teamCouplings],
  ['/users/:/pipeline-couplings', userCouplings],
  [
    '/apps/:/pipeline-couplings',
    (call, key) => {
      const {id} = appOf(call, key).record
      const found = couplings(call).find(coupling => coupling.app.id === id)
      if (!found) throw notFound('pipeline_coupling')
      return found
    },
  ],
  [
    '/pipelines/:/review-app-config',
    (call, key) => {
      const {reviewAppConfig} = pipelineOf(call, key)
      if (!reviewAppConfig) throw notFound('review_app_config')
      return reviewAppConfig
    },
    {versions: ['3.review-apps', '3.sdk']},
  ],
  ['/pipelines/:/review-apps', (call, key) => (pipelineOf(call, key), []), {versions: ['3.review-apps', '3.sdk']}],
  ['/pipelines/:/webhooks', (call, key) => (pipelineOf(call, key), []), {versions: ['3.webhooks']}],
  ...latest,
]

/** The caller, tokens, and what the platform says of itself. */
export const accountRoutes: Route[] = [
  ['/account', accountView],
  ['/users/:', (call, key) => (me(call, key), accountView(call))],
  ['/account/features', call => call.world.account.features],
  ['/account/features/:', (call, key) => one(call.world.account.features, key, 'feature', 'name')],
  ['/account/keys', call => call.world.account.keys],
  ['/account/keys/:', (call, key) => one(call.world.account.keys, key, 'key', 'fingerprint')],
  ['/account/app-transfers', call => call.world.account.transfers],
  ['/account/delinquency', () => ({scheduled_deletion_time: null, scheduled_suspension_time: null})],
  ['/users/:/preferences', (call, key) => (me(call, key), {timezone: 'UTC', 'default-organization': null})],
  ['/users/:/features', (call, key) => (me(call, key), [feature('user', 'metrics-request-volume', false)])],
  ['/oauth/authorizations', call => call.world.authorizations],
  ['/oauth/authorizations/:', (call, key) => one(call.world.authorizations, key, 'authorization')],
  ['/oauth/sessions', call => call.world.account.sessions],
  ['/oauth/clients', call => call.world.account.clients],
  ['/oauth/clients/:', (call, key) => one(call.world.account.clients, key, 'client')],
  ['/regions', call => call.world.regions],
  ['/regions/:', (call, key) => pick(call.world.regions, key, 'region', region => region)],
  ['/stacks', call => call.world.stacks],
  ['/stacks/:', (call, key) => pick(call.world.stacks, key, 'stack', stack => stack)],
  ['/generations', generations, {versions: ['3.sdk']}],
  ['/generations/:', (_call, key) => one(generations(), key, 'generation', 'name'), {versions: ['3.sdk']}],
  ['/teams/:/licenses', (call, key) => (administered(call, key), [])],
]
