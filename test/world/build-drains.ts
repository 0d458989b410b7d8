import {canary, daysAgo, uuid} from './ids.js'
import type {Named, Raw} from './types.js'

/** A log drain; one that belongs to an add-on shows no address unless told. */
export interface DrainInit {
  url?: string | null
  addon?: string
  record?: Raw
}

/** A telemetry drain. */
export interface TelemetryInit {
  endpoint: string
  signals?: string[]
  type?: string
}

/** Puts secrets where drains carry them: a user and password, and a query. */
function withSecrets(url: string, owner: string): string {
  const parts = /^([a-z+]+:\/\/)([^/?#@\s]+)(.*)$/i.exec(url)
  if (!parts) return url
  if (!/^https?:/i.test(url)) return url
  const joint = url.includes('?') ? '&' : '?'
  return (
    `${parts[1]}logs:${canary('drain-password', owner)}@${parts[2]}${parts[3]}` +
    `${joint}key=${canary('drain-query', owner)}`
  )
}

/** One log drain of an app or of a space. */
export function drain(owner: Named, init: string | DrainInit, index = 0, kind = 'app'): Raw {
  const {url, addon, record} = typeof init === 'string' ? {url: init, addon: undefined, record: undefined} : init
  return {
    id: uuid('log-drain', `${owner.name}/${index}`),
    addon: addon ? {id: uuid('addon', addon), name: addon, app: {id: owner.id, name: owner.name}} : null,
    app: kind === 'app' ? {id: owner.id, name: owner.name} : null,
    created_at: daysAgo(200),
    token: `d.${canary('drain-token', owner.name)}`,
    updated_at: daysAgo(200),
    url: url ? withSecrets(url, owner.name) : (url ?? (addon ? '' : null)),
    ...record,
  }
}

/** The log drains of an app. */
export function drains(app: Named, inits: Array<string | DrainInit>): Raw[] {
  return inits.map((init, i) => drain(app, init, i))
}

/** One telemetry drain of an app or of a space. */
export function telemetryDrain(
  type: 'app' | 'space',
  owner: {id: string; name: string},
  init: string | TelemetryInit,
  index = 0,
): Raw {
  const given: TelemetryInit = typeof init === 'string' ? {endpoint: init} : init
  return {
    id: uuid('telemetry-drain', `${type}/${owner.name}/${index}`),
    created_at: daysAgo(100),
    exporter: {
      endpoint: given.endpoint,
      headers: {authorization: `Bearer ${canary('telemetry-header', owner.name)}`},
      type: given.type ?? 'otlphttp',
    },
    owner: {id: owner.id, type},
    signals: given.signals ?? ['traces', 'metrics', 'logs'],
    updated_at: daysAgo(100),
  }
}

/** One webhook of an app. */
export function webhook(app: Named, url: string, index = 0): Raw {
  const joint = url.includes('?') ? '&' : '?'
  return {
    id: uuid('webhook', `${app.name}/${index}`),
    app: {id: app.id, name: app.name},
    created_at: daysAgo(150),
    include: ['api:release', 'api:build'],
    level: 'notify',
    updated_at: daysAgo(150),
    url: `${url}${joint}secret=${canary('webhook-secret', app.name)}`,
  }
}
