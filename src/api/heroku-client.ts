import type {APIClient} from '@heroku-cli/command'
import type {IncomingMessage} from 'node:http'

import type {DataHost, Get, Outcome, ApiRequest, ApiResponse, RequestFailure} from './http.js'

import {isObject} from '../foundation/is-object.js'

/** The largest response that is read, in bytes: a page of a thousand items has about two million. */
export const maxResponseBytes = 64 * 2 ** 20
/** The largest error response that is read, in bytes: only the name of the error is of interest. */
export const maxErrorBytes = 2 ** 20

/**
 * GET requests through the API client of the Heroku CLI, with its login and proxy. Status and body are read here,
 * because the client parses the body of an error before it looks at the status, reads bodies of any size, and prints
 * headers and bodies.
 *
 * @param timeout milliseconds for the whole of one request
 * @param hosts names of the hosts of the data services; scheme and port are those of the Platform API
 * @param signal aborts all open requests
 */
export function herokuGet(client: APIClient, timeout: number, hosts: Hosts, signal?: AbortSignal): Get {
  const http = quietClient(client.http)
  // One listener for all open requests: Node warns about more than ten.
  const openRequests = new Set<() => void>()
  signal?.addEventListener(
    'abort',
    () => {
      for (const hangUp of openRequests) hangUp()
    },
    {once: true},
  )
  return async request => {
    if (signal?.aborted) return {failure: 'unreachable'}
    const activeRequest: ActiveRequest = {controller: new AbortController()}
    let cleanUp = () => {}
    const interrupted = new Promise<Outcome>(resolve => {
      const end = (failure: RequestFailure) => {
        resolve(errorResponse(activeRequest.response) ?? {failure})
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
type BodyText = {readonly text: string} | {readonly failure: RequestFailure}

/** What is needed to abort a request that takes too long. */
interface ActiveRequest {
  readonly controller: AbortController
  response?: IncomingMessage
}

/**
 * The client's way of sending requests, without its handling of responses. It takes every status for a success, so that
 * it parses no body, throws no error and prompts for no login. It prints nothing that it sends or receives, neither
 * with DEBUG nor as a warning from the API.
 */
function quietClient(http: Http): Http {
  const QuietHttp = class<T> extends http<T> {
    override async _maybeRetry(error: Error): Promise<void> {
      if (this.options.signal?.aborted) throw error
      return super._maybeRetry(error)
    }
  }
  const noOperation = {value() {}}
  // Private in the client's declarations: a subclass can't override them by name.
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
    // Without a method: with one, the client also asks another host about unpaid bills.
    // The client modifies the headers.
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
    return {failure: (error as Error).message === 'Request timed out' ? 'timeout' : 'unreachable'}
  }
}

const isErrorStatus = (status: number) => status < 200 || status >= 300

function responseOf({headers, statusCode = 0}: IncomingMessage, json?: unknown): ApiResponse {
  return {headers: headers as ApiResponse['headers'], json, status: statusCode}
}

/** An error response; its status is enough, whatever becomes of its body. */
function errorResponse(response: IncomingMessage | undefined): Outcome | undefined {
  return response && isErrorStatus(response.statusCode ?? 0) ? {response: responseOf(response)} : undefined
}

async function readResponse(response: IncomingMessage): Promise<Outcome> {
  const errorOutcome = errorResponse(response)
  const body = await readBody(response, errorOutcome ? maxErrorBytes : maxResponseBytes)
  if ('failure' in body) return errorOutcome ?? body
  const json = /[/+]json\b/.test(response.headers['content-type'] ?? '') ? parseJson(body.text) : {value: undefined}
  if (!json) return errorOutcome ?? {failure: 'malformed'}
  if (response.statusCode === 403 && requiresSecondFactor(json.value)) return {failure: 'two-factor'}
  return {response: responseOf(response, json.value)}
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<BodyText> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response) {
      size += (chunk as Buffer).length
      // Leaving the loop closes the connection.
      if (size > maxBytes) return {failure: 'too-large'}
      chunks.push(chunk as Buffer)
    }
  } catch {
    return {failure: 'broken'}
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

const requiresSecondFactor = (json: unknown): boolean => isObject(json) && json['id'] === 'two_factor'
