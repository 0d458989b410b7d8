import {account} from './build-account.js'
import {settleAttachments} from './build-addon.js'
import {regions, stacks} from './catalogue.js'
import {daysAgo, ref, uuid} from './ids.js'
import type {FaultRule, PipelineWorld, Raw, World} from './types.js'

export {account, authorization, publicKey} from './build-account.js'
export {addon, attach} from './build-addon.js'
export {app} from './build-app.js'
export {advancedPostgres, ipRules, kafka, maintenances, postgres, redis, transfers} from './build-data.js'
export {space} from './build-space.js'
export {archive, enterprise, identityProvider, team} from './build-team.js'
export {feature, regions, stack, stacks} from './catalogue.js'
export {CANARY, NOW, canary, daysAgo, ref, uuid} from './ids.js'

/** What a test says of a pipeline. */
export interface PipelineInit {
  team?: string
  /** Stage of each app, by name. */
  stages: Record<string, string>
  /** Where review apps go; null or absent where there are none. */
  reviewApps?: {space: string} | {region: string} | null
  record?: Raw
}

/** A pipeline and its couplings. */
export function pipeline(name: string, init: PipelineInit): PipelineWorld {
  const {id} = ref('pipeline', name)
  const target = init.reviewApps
  return {
    record: {
      id,
      name,
      created_at: daysAgo(350),
      generation: ref('generation', 'cedar'),
      owner: init.team
        ? {id: uuid('team', init.team), type: 'team'}
        : {id: uuid('user', 'lead@example.com'), type: 'user'},
      updated_at: daysAgo(50),
      ...init.record,
    },
    couplings: Object.entries(init.stages).map(([app, stage]) => ({
      id: uuid('coupling', `${name}/${app}`),
      app: {id: uuid('app', app)},
      created_at: daysAgo(350),
      pipeline: {id},
      stage,
      updated_at: daysAgo(350),
    })),
    reviewAppConfig: target
      ? {
          automatic_review_apps: true,
          base_name: name,
          deploy_target:
            'space' in target
              ? {id: uuid('space', target.space), type: 'space'}
              : {id: uuid('region', target.region), type: 'region'},
          destroy_stale_apps: true,
          pipeline_id: id,
          repo: {id: 123_456},
          stale_days: 5,
          wait_for_ci: true,
        }
      : null,
  }
}

/** A refusal: 403, or another status, in place of the answer. */
export function refuse(path: RegExp | string, status = 403, body?: unknown): FaultRule {
  return {path, fault: body === undefined ? {status} : {status, body}}
}

/** Makes a whole world of its parts; what is left out is empty or Heroku's own. */
export function world(parts: Partial<World> = {}): World {
  const payers = new Map((parts.apps ?? []).map(one => [one.record.id, one]))
  const addons = (parts.addons ?? []).map(one => {
    const payer = payers.get(one.record.app.id)
    return payer?.invisible && !one.invisible ? {...one, invisible: payer.invisible} : one
  })
  return {
    account: account(),
    teams: [],
    enterpriseAccounts: [],
    spaces: [],
    apps: [],
    pipelines: [],
    stacks: stacks(),
    regions: regions(),
    identityProviders: [],
    authorizations: [],
    data: {},
    faults: [],
    quirks: {},
    rateLimit: 4500,
    ...parts,
    addons,
    attachments: settleAttachments(addons, parts.attachments ?? []),
  }
}
