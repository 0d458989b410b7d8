import {canonical} from './canonical.js'
import {isDataPath} from './hosts.js'
import type {ApiRequest} from './route.js'
import type {Fault, FaultRule, World} from './types.js'

function strikes(rule: FaultRule, method: string, paths: string[]): boolean {
  if (rule.method && rule.method !== method) return false
  const {path} = rule
  if (typeof path === 'string') return paths.some(p => p === path || p.split('?')[0] === path)
  return paths.some(p => p.search(path) !== -1)
}

/** The rules that a request meets, in their order. */
export function faultsOn(world: World, request: ApiRequest): FaultRule[] {
  if (world.faults.length === 0) return []
  const paths = [request.path, canonical(world, request.path)]
  return world.faults.filter(rule => strikes(rule, request.method, paths))
}

/** Counts how often each rule has struck, for those that strike only so many times. */
export class FaultBook {
  private readonly struck = new Map<FaultRule, number>()

  constructor(private readonly world: World) {}

  /** The faults of this request; counts them. */
  take(request: ApiRequest): Fault[] {
    const due = faultsOn(this.world, request).filter(rule => (this.struck.get(rule) ?? 0) < (rule.times ?? Infinity))
    for (const rule of due) this.struck.set(rule, (this.struck.get(rule) ?? 0) + 1)
    return due.map(rule => rule.fault)
  }
}

const IDS: Record<number, [id: string, message: string]> = {
  400: ['bad_request', 'Bad request.'],
  401: ['unauthorized', 'Invalid credentials provided.'],
  402: ['delinquent', 'Please pay your invoices.'],
  403: ['forbidden', 'You do not have access to the requested resource.'],
  404: ['not_found', "Couldn't find that resource."],
  410: ['gone', 'This resource is gone.'],
  422: ['unprocessable_entity', 'The request could not be processed.'],
  429: ['rate_limit', 'Your account reached the API rate limit\nPlease wait a few minutes before making new requests'],
  500: ['internal_server_error', 'Internal server error.'],
  503: ['service_unavailable', 'Service unavailable.'],
}

/** What the data services say of what is not there; they call it JSON. */
export const DATA_NOT_FOUND = '<h1>Not Found</h1>'

/** The body that an error of that status has on a path, as text or as what is printed as JSON. */
export function errorBody(status: number, path = '/'): string | {id: string; message: string} {
  if (status === 404 && isDataPath(path)) return DATA_NOT_FOUND
  const [id, message] = IDS[status] ?? ['error', `Error ${status}.`]
  return {id, message}
}
