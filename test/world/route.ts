import type {Invisible, Named, Raw, World} from './types.js'

/** A request as the responder takes it; `path` may carry a query. */
export interface ApiRequest {
  method: string
  path: string
  headers: Record<string, string | string[] | undefined>
}

/** An answer; header names are in lower case, an empty body is undefined. */
export interface ApiResponse {
  status: number
  headers: Record<string, string>
  body: unknown
}

/** What a handler may look at. */
export interface Call {
  world: World
  /** What follows `version=` in Accept: `3`, `3.sdk`, ... */
  version: string
  query: URLSearchParams
  expand: Set<string>
  include: Set<string>
}

/** Answers one route: gives the body of a 200, or throws a refusal. */
export type Handler = (call: Call, first: string, second: string, third: string) => unknown

/** What a route has beside its handler: keys a list may be sorted by, and variants that know it. */
export interface RouteOptions {
  keys?: string[]
  versions?: string[]
}

/** A pattern, in which `:` stands for one segment, and what answers it. */
export type Route = [pattern: string, handler: Handler, options?: RouteOptions]

/** An answer that is not a 200. */
export class Refusal extends Error {
  /** @param body a string is sent as it is */
  constructor(
    readonly status: number,
    readonly body: Raw | string,
  ) {
    super(typeof body === 'string' ? body : String(body.message))
  }
}

const COULD_NOT: Record<string, string> = {add_on: 'add-on', 'add_on attachment': 'add-on attachment'}

/** 404, naming the kind of thing that is not there. */
export function notFound(resource: string): Refusal {
  const message = `Couldn't find that ${COULD_NOT[resource] ?? resource.replaceAll('_', ' ')}.`
  return new Refusal(404, {id: 'not_found', message, resource})
}

/** 404 for a path that no route knows in the variant asked for. */
export function noSuchEndpoint(): Refusal {
  return new Refusal(404, {
    id: 'not_found',
    message:
      'The requested API endpoint was not found. Are you using the right HTTP verb ' +
      '(i.e. `GET` vs. `POST`), and did you specify your intended version with the `Accept` header?',
  })
}

/** 403. */
export function forbidden(message = 'You do not have access to the requested resource.'): Refusal {
  return new Refusal(403, {id: 'forbidden', message})
}

/** 422 for what a generation does not have. */
export function unsupported(feature: string, generation: string): Refusal {
  return new Refusal(422, {
    id: 'unprocessable_entity',
    message: `${feature} is not supported on the ${generation} generation.`,
    url: 'https://devcenter.heroku.com/articles/generations',
  })
}

/** A path segment or a range's bound in plain; what cannot be decoded stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const MANY = 100
const PLACES = new WeakMap<object, Map<string, number>>()

/** The same as looking from the start, by the place where it was when the list was first looked through. */
function find<T>(list: T[], key: string, of: (item: T) => Named): T | undefined {
  const slowly = () => list.find(item => of(item).id === key) ?? list.find(item => of(item).name === key)
  if (list.length < MANY) return slowly()
  const places = PLACES.get(list) ?? new Map<string, number>()
  if (places.size === 0)
    for (const field of ['name', 'id'] as const) list.forEach((item, index) => places.set(of(item)[field], index))
  PLACES.set(list, places)
  const item = list[places.get(key) ?? -1]
  return item !== undefined && [of(item).id, of(item).name].includes(key) ? item : slowly()
}

/** The one thing of a list with that id or name; refuses where there is none or it is hidden. */
export function pick<T>(
  list: T[],
  key: string,
  resource: string,
  of: (item: T) => Named,
  hidden: (item: T) => Invisible = () => null,
): T {
  const found = find(list, key, of)
  const why = found === undefined ? 404 : hidden(found)
  if (why === 403) throw forbidden(`You do not have access to the ${resource} ${key}.`)
  if (found === undefined || why === 404) throw notFound(resource)
  return found
}

/** The one raw record of a list with that id, or with that value in one of the other fields. */
export function one(list: Raw[], key: string, resource: string, ...fields: string[]): Raw {
  const found = list.find(item => ['id', ...fields].some(field => item[field] === key))
  if (!found) throw notFound(resource)
  return found
}

/** Generation as the variant shows it: a string in 3.sdk, an object elsewhere. */
export function generation(call: Call, name: string): unknown {
  return call.version === '3.sdk' ? name : {id: name, name}
}

/** A record without some of its fields. */
export function without<T extends object, K extends string>(record: T, names: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name as K))) as Omit<T, K>
}
