import {createServer} from 'node:http'
import {setTimeout as sleep} from 'node:timers/promises'
import {FaultBook, errorBody} from './faults.js'
import {isDataPath} from './hosts.js'
import {isSecretPath, respond} from './respond.js'
import type {IncomingMessage, ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import type {ApiResponse} from './respond.js'
import type {Fault, World} from './types.js'

/** One request that came in. */
export interface Recorded {
  method: string
  path: string
  headers: IncomingMessage['headers']
  /** Milliseconds since the server began. */
  at: number
  /** Which of Heroku's hosts it was meant for; `side` is the one that knows of unpaid bills. */
  kind: 'platform' | 'data' | 'side'
}

/** A running world. */
export interface Served {
  url: string
  port: number
  requests: Recorded[]
  readonly maxInFlight: number
  /** Requests that nobody may make: other than GET, or for a secret. */
  offences(): Recorded[]
  close(): Promise<void>
}

/** How a world is served. */
export interface ServeOptions {
  latencyMs?: number
  /** When given, requests without this bearer token get 401. */
  token?: string
  /** What the header `Date` says in place of the time. */
  date?: string
}

const HEADER_LIMIT = 64 * 1024

function send(response: ServerResponse, answer: ApiResponse, cut = false): void {
  const {body = ''} = answer
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(answer.status, answer.headers)
  response.end(cut ? text.slice(0, Math.max(1, text.length / 2)) : text)
}

function refusal(status: number, remaining: number, path?: string): ApiResponse {
  const headers = {'content-type': 'application/json', 'ratelimit-remaining': String(remaining)}
  return {status, headers, body: errorBody(status, path)}
}

/** Acts on faults of the connection; true when nothing more is to be sent. */
async function strike(
  faults: Fault[],
  request: IncomingMessage,
  response: ServerResponse,
  remaining: number,
): Promise<boolean> {
  for (const fault of faults) {
    if (fault === 'hang') return true
    if (fault === 'reset') {
      request.socket.resetAndDestroy()
      return true
    }
    if (fault === 'html-503') {
      const body = '<!DOCTYPE html><html><body><h1>Application error</h1></body></html>'
      send(response, {status: 503, headers: {'content-type': 'text/html'}, body})
      return true
    }
    if (typeof fault === 'object' && 'delay' in fault) await sleep(fault.delay)
    else if (typeof fault === 'object') {
      const {headers, body} = refusal(fault.status, remaining, request.url)
      const sent = {...headers, ...fault.headers}
      send(response, {status: fault.status, headers: sent, body: 'body' in fault ? fault.body : body})
      return true
    }
  }
  return false
}

/** Serves a world on the loopback address: Platform API, data services and side requests on one port. */
export async function serve(world: World, options: ServeOptions = {}): Promise<Served> {
  const requests: Recorded[] = []
  const book = new FaultBook(world)
  const began = performance.now()
  let inFlight = 0
  let maxInFlight = 0
  let remaining = world.rateLimit

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const {method = 'GET', url: path = '/', headers} = request
    const side = headers.host?.startsWith('localhost') ?? false
    const kind = side ? 'side' : isDataPath(path) ? 'data' : 'platform'
    requests.push({method, path, headers, at: performance.now() - began, kind})
    request.resume()
    if (options.date !== undefined) response.setHeader('date', options.date)
    if (options.latencyMs) await sleep(options.latencyMs)
    if (side) {
      send(response, refusal(404, remaining))
      return
    }
    if (options.token !== undefined && headers.authorization !== `Bearer ${options.token}`) {
      send(response, refusal(401, remaining))
      return
    }
    const asked = {method, path, headers}
    const faults = book.take(asked)
    if (await strike(faults, request, response, remaining)) return
    if (kind === 'platform' && !path.startsWith('/account/rate-limits')) {
      if (remaining <= 0) {
        send(response, refusal(429, 0))
        return
      }
      remaining--
    }
    send(response, respond({...world, faults: []}, asked, remaining), faults.includes('truncated-json'))
  }

  const server = createServer({maxHeaderSize: HEADER_LIMIT}, (request, response) => {
    inFlight++
    maxInFlight = Math.max(maxInFlight, inFlight)
    response.once('close', () => inFlight--)
    handle(request, response).catch((error: unknown) => {
      const headers = {'content-type': 'text/plain'}
      if (!response.headersSent) send(response, {status: 500, headers, body: String(error)})
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    get maxInFlight() {
      return maxInFlight
    },
    offences: () => requests.filter(r => r.kind !== 'side' && (r.method !== 'GET' || isSecretPath(r.path))),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
