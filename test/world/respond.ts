import {createHash} from 'node:crypto'
import {errorBody, faultsOn} from './faults.js'
import {isDataPath} from './hosts.js'
import {NOW, uuid} from './ids.js'
import {page} from './page.js'
import {addonRoutes} from './respond-addons.js'
import {appRoutes} from './respond-apps.js'
import {respondData} from './respond-data.js'
import {accountRoutes, pipelineRoutes} from './respond-others.js'
import {secretRoutes} from './respond-secrets.js'
import {spaceRoutes} from './respond-spaces.js'
import {teamRoutes} from './respond-teams.js'
import {Refusal, decode, noSuchEndpoint} from './route.js'
import type {ApiRequest, ApiResponse, Call, Route} from './route.js'
import type {World} from './types.js'

export {isSecretPath} from './respond-secrets.js'
export type {ApiRequest, ApiResponse} from './route.js'

const VARIANTS = new Set([
  '3',
  '3.sdk',
  '3.fir',
  '3.dogwood',
  '3.webhooks',
  '3.team-invitations',
  '3.pipelines',
  '3.filters',
  '3.ci',
  '3.review-apps',
  '3.repositories-api',
  '3.account-quotas',
  '3.docker-releases',
  '3.run-inside',
  '3.pipeline-collaborators',
])

/** Every route, as patterns in which `:` stands for one segment. */
export const routes: readonly Route[] = [
  ...appRoutes,
  ...addonRoutes,
  ...teamRoutes,
  ...spaceRoutes,
  ...pipelineRoutes,
  ...accountRoutes,
  ...secretRoutes,
]

const compiled = routes
  .map(route => ({
    route,
    regex: new RegExp(`^${route[0].replaceAll(':', '([^/]+)')}$`),
    literal: route[0].split('/').filter(part => part !== ':').length,
  }))
  .sort((a, b) => b.literal - a.literal)

function header(request: ApiRequest, name: string): string | undefined {
  const found = Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return Array.isArray(found) ? found.join(', ') : found
}

function version(accept: string | undefined): string {
  const asked = /application\/vnd\.heroku\+json\s*;\s*version=([\w.-]+)/.exec(accept ?? '')?.[1]
  if (asked !== undefined && VARIANTS.has(asked)) return asked
  throw new Refusal(406, {id: 'not_acceptable', message: 'This API version is not supported; say which one in Accept.'})
}

function wanted(text: string | undefined): Set<string> {
  return new Set(
    (text ?? '')
      .split(',')
      .map(part => part.trim())
      .filter(Boolean),
  )
}

function dispatch(call: Call, path: string): {body: unknown; keys: string[]} {
  for (const {route, regex} of compiled) {
    const match = regex.exec(path)
    if (!match) continue
    const [, handler, options] = route
    if (options?.versions && !options.versions.includes(call.version)) throw noSuchEndpoint()
    const [first = '', second = '', third = ''] = match.slice(1).map(decode)
    return {body: handler(call, first, second, third), keys: options?.keys ?? ['id']}
  }
  throw noSuchEndpoint()
}

function platform(world: World, request: ApiRequest, path: string, query: string, remaining: number): ApiResponse {
  const call: Call = {
    world,
    version: version(header(request, 'accept')),
    query: new URLSearchParams(query),
    expand: wanted(header(request, 'accept-expansion')),
    include: wanted(header(request, 'accept-inclusion')),
  }
  if (path === '/account/rate-limits') return {status: 200, headers: {}, body: {remaining}}
  const {body, keys} = dispatch(call, path)
  if (!Array.isArray(body)) return {status: 200, headers: {}, body}
  const {status, items, headers} = page(body, keys, header(request, 'range'))
  return {status, headers, body: items}
}

function answer(world: World, request: ApiRequest, remaining: number): ApiResponse {
  const [path = '', query = ''] = request.path.split('?')
  try {
    if (request.method !== 'GET') {
      throw new Refusal(405, {id: 'method_not_allowed', message: `${request.method} is not allowed.`})
    }
    const fault = faultsOn(world, request).find(rule => rule.times === undefined)?.fault
    if (typeof fault === 'object' && 'status' in fault) {
      const body = 'body' in fault ? fault.body : errorBody(fault.status, path)
      return {status: fault.status, headers: lower(fault.headers ?? {}), body}
    }
    if (isDataPath(path)) return {status: 200, headers: {}, body: respondData(world, path)}
    return platform(world, request, path, query, remaining)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return {status: error.status, headers: {}, body: error.body}
  }
}

function lower(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** Answers one request as Heroku would, out of the world alone. Faults that strike every time apply. */
export function respond(world: World, request: ApiRequest, remaining = world.rateLimit): ApiResponse {
  const {status, headers, body} = answer(world, request, remaining)
  const etag = `"${createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex')
    .slice(0, 32)}"`
  const common = {
    'content-type': 'application/json',
    'last-modified': new Date(NOW).toUTCString(),
    'ratelimit-remaining': String(remaining),
    'request-id': uuid('request', `${request.method} ${request.path}`),
    etag,
  }
  if (status === 200 && header(request, 'if-none-match') === etag) {
    return {status: 304, headers: {...common, ...headers}, body: undefined}
  }
  return {status, headers: {...common, ...headers}, body}
}
