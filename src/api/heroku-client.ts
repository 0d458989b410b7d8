import type {APIClient} from '@heroku-cli/command'
import type {IncomingMessage} from 'node:http'

import type {DataHost, Get, Outcome, ApiRequest, ApiResponse, RequestFailure} from './http.js'

import {isJsonObject} from './json-object.js'

/** Bytes that an answer may have: a page of a thousand rows has some two million. */
export const maxResponseBytes = 64 * 2 ** 20
/** Bytes that are read of a refusal: its status decides, and only the name of the error is looked for. */
export const maxErrorBytes = 2 ** 20

/**
 * GET through the host's API client, with its login and proxy. Status and body are read here and not by the client:
 * it parses the body of a refusal before it looks at the status, reads bodies of any size, and prints headers and
 * bodies.
 *
 * @param timeout milliseconds for the whole of one request
 * @param hosts bare names of the hosts of the data services; scheme and port are those of the Platform API
 * @param signal hangs up on whatever is being asked
 */
export function herokuGet(client: APIClient, timeout: number, hosts: Hosts, signal?: AbortSignal): Get {
  const http = quietClient(client.http)
  // One listener for all that is open: a signal warns of more than ten.
  const openRequests = new Set<() => void>()
  signal?.addEventListener(
    'abort',
    () => {
      for (const hangUp of openRequests) hangUp()
    },
    {once: true},
  )
  return async request => {
    if (signal?.aborted) return {trouble: 'unreachable'}
    const activeRequest: ActiveRequest = {controller: new AbortController()}
    let cleanUp = () => {}
    const interrupted = new Promise<Outcome>(resolve => {
      const end = (failure: RequestFailure) => {
        resolve(errorResponse(activeRequest.response) ?? {trouble: failure})
        activeRequest.controller.abort()
        activeRequest.response?.destroy()
      }

      const timer = setTimeout(end, timeout, 'timeout')
      const hangUp = () => end('unreachable')
      openRequests.add(hangUp)
      cleanUp = () => {
        clearTimeout(timer)
        openRequests.delete(hangUp)
      }
    })
    try {
      return await Promise.race([interrupted, send(http, request, hosts, timeout, activeRequest)])
    } finally {
      cleanUp()
    }
  }
}

type Http = APIClient['http']
type Hosts = Readonly<Record<DataHost, string>>
type BodyText = {readonly text: string} | {readonly trouble: RequestFailure}

/** One request, so that one that takes too long can be hung up on. */
interface ActiveRequest {
  readonly controller: AbortController
  response?: IncomingMessage
}

/**
 * The client's own way of asking, without what it does to an answer: every status is taken for a success, so that it
 * parses no body, throws nothing away and asks nobody to log in, and nothing of what it sends or receives is printed,
 * neither by DEBUG nor as a warning that the API sent.
 */
function quietClient(http: Http): Http {
  const QuietHttp = class<T> extends http<T> {
    override async _maybeRetry(error: Error): Promise<void> {
      if (this.options.signal?.aborted) throw error
      return super._maybeRetry(error)
    }
  }
  const noOperation = {value() {}}
  // The client's declarations keep these to itself, so that a class of one's own may not name them.
  const alwaysTrue = {get: () => true}
  Object.defineProperties(QuietHttp.prototype, {
    _debugRequest: noOperation,
    _debugResponse: noOperation,
    _responseOK: alwaysTrue,
  })
  return Object.defineProperty(QuietHttp, 'showWarnings', noOperation)
}

async function send(
  http: Http,
  request: ApiRequest,
  hosts: Hosts,
  timeout: number,
  activeRequest: ActiveRequest,
): Promise<Outcome> {
  const {headers, host, path} = request
  try {
    // No method: with one, the client asks another host about unpaid bills as well.
    // The client writes into the headers.
    const {response} = await http.stream(path, {
      ...(host ? {hostname: hosts[host]} : {}),
      followRedirects: false,
      headers: {...headers},
      partial: true,
      signal: activeRequest.controller.signal,
      timeout,
    })
    activeRequest.response = response
    return await readResponse(response)
  } catch (error) {
    return {trouble: (error as Error).message === 'Request timed out' ? 'timeout' : 'unreachable'}
  }
}

const isErrorStatus = (status: number) => status < 200 || status >= 300

function responseOf({headers, statusCode = 0}: IncomingMessage, json?: unknown): ApiResponse {
  return {headers: headers as ApiResponse['headers'], json, status: statusCode}
}

/** What is known of a refusal before its body is: enough. */
function errorResponse(response: IncomingMessage | undefined): Outcome | undefined {
  return response && isErrorStatus(response.statusCode ?? 0) ? {reply: responseOf(response)} : undefined
}

async function readResponse(response: IncomingMessage): Promise<Outcome> {
  const errorOutcome = errorResponse(response)
  const body = await readBody(response, errorOutcome ? maxErrorBytes : maxResponseBytes)
  if ('trouble' in body) return errorOutcome ?? body
  const json = /[/+]json\b/.test(response.headers['content-type'] ?? '') ? parseJson(body.text) : {value: undefined}
  if (!json) return errorOutcome ?? {trouble: 'malformed'}
  if (response.statusCode === 403 && requiresSecondFactor(json.value)) return {trouble: 'two-factor'}
  return {reply: responseOf(response, json.value)}
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<BodyText> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response) {
      size += (chunk as Buffer).length
      // To leave the loop hangs up.
      if (size > maxBytes) return {trouble: 'too-large'}
      chunks.push(chunk as Buffer)
    }
  } catch {
    return {trouble: 'broken'}
  }

  return {text: Buffer.concat(chunks).toString('utf8')}
}

function parseJson(text: string): undefined | {readonly value: unknown} {
  try {
    return {value: JSON.parse(text) as unknown}
  } catch {
    return undefined
  }
}

const requiresSecondFactor = (json: unknown): boolean => isJsonObject(json) && json['id'] === 'two_factor'
