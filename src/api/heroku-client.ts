import type {APIClient} from '@heroku-cli/command'
import type {IncomingMessage} from 'node:http'

import type {DataHost, Get, Outcome, Question, Reply, Trouble} from './http.js'

import {isRow} from './json-object.js'

/** Bytes that an answer may have: a page of a thousand rows has some two million. */
export const mostBytes = 64 * 2 ** 20
/** Bytes that are read of a refusal: its status decides, and only the name of the error is looked for. */
export const mostBytesOfRefusal = 2 ** 20

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
  const http = silent(client.http)
  // One listener for all that is open: a signal warns of more than ten.
  const open = new Set<() => void>()
  signal?.addEventListener(
    'abort',
    () => {
      for (const hangUp of open) hangUp()
    },
    {once: true},
  )
  return async question => {
    if (signal?.aborted) return {trouble: 'unreachable'}
    const call: Call = {controller: new AbortController()}
    let stop = () => {}
    const ended = new Promise<Outcome>(resolve => {
      const end = (trouble: Trouble) => {
        resolve(refusalOf(call.response) ?? {trouble})
        call.controller.abort()
        call.response?.destroy()
      }

      const timer = setTimeout(end, timeout, 'timeout')
      const hangUp = () => end('unreachable')
      open.add(hangUp)
      stop = () => {
        clearTimeout(timer)
        open.delete(hangUp)
      }
    })
    try {
      return await Promise.race([ended, ask(http, question, hosts, timeout, call)])
    } finally {
      stop()
    }
  }
}

type Http = APIClient['http']
type Hosts = Readonly<Record<DataHost, string>>
type Body = {readonly text: string} | {readonly trouble: Trouble}

/** One request, so that one that takes too long can be hung up on. */
interface Call {
  readonly controller: AbortController
  response?: IncomingMessage
}

/**
 * The client's own way of asking, without what it does to an answer: every status is taken for a success, so that it
 * parses no body, throws nothing away and asks nobody to log in, and nothing of what it sends or receives is printed,
 * neither by DEBUG nor as a warning that the API sent.
 */
function silent(http: Http): Http {
  const quiet = class<T> extends http<T> {
    override async _maybeRetry(error: Error): Promise<void> {
      if (this.options.signal?.aborted) throw error
      return super._maybeRetry(error)
    }
  }
  const nothing = {value() {}}
  // The client's declarations keep these to itself, so that a class of one's own may not name them.
  const always = {get: () => true}
  Object.defineProperties(quiet.prototype, {_debugRequest: nothing, _debugResponse: nothing, _responseOK: always})
  return Object.defineProperty(quiet, 'showWarnings', nothing)
}

async function ask(http: Http, question: Question, hosts: Hosts, timeout: number, call: Call): Promise<Outcome> {
  const {headers, host, path} = question
  try {
    // No method: with one, the client asks another host about unpaid bills as well.
    // The client writes into the headers.
    const {response} = await http.stream(path, {
      ...(host ? {hostname: hosts[host]} : {}),
      followRedirects: false,
      headers: {...headers},
      partial: true,
      signal: call.controller.signal,
      timeout,
    })
    call.response = response
    return await read(response)
  } catch (error) {
    return {trouble: (error as Error).message === 'Request timed out' ? 'timeout' : 'unreachable'}
  }
}

const isRefusal = (status: number) => status < 200 || status >= 300

function replyOf({headers, statusCode = 0}: IncomingMessage, json?: unknown): Reply {
  return {headers: headers as Reply['headers'], json, status: statusCode}
}

/** What is known of a refusal before its body is: enough. */
function refusalOf(response: IncomingMessage | undefined): Outcome | undefined {
  return response && isRefusal(response.statusCode ?? 0) ? {reply: replyOf(response)} : undefined
}

async function read(response: IncomingMessage): Promise<Outcome> {
  const refusal = refusalOf(response)
  const body = await textOf(response, refusal ? mostBytesOfRefusal : mostBytes)
  if ('trouble' in body) return refusal ?? body
  const json = /[/+]json\b/.test(response.headers['content-type'] ?? '') ? parsed(body.text) : {value: undefined}
  if (!json) return refusal ?? {trouble: 'malformed'}
  if (response.statusCode === 403 && asksForSecondFactor(json.value)) return {trouble: 'two-factor'}
  return {reply: replyOf(response, json.value)}
}

async function textOf(response: IncomingMessage, most: number): Promise<Body> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response) {
      size += (chunk as Buffer).length
      // To leave the loop hangs up.
      if (size > most) return {trouble: 'too-large'}
      chunks.push(chunk as Buffer)
    }
  } catch {
    return {trouble: 'broken'}
  }

  return {text: Buffer.concat(chunks).toString('utf8')}
}

function parsed(text: string): undefined | {readonly value: unknown} {
  try {
    return {value: JSON.parse(text) as unknown}
  } catch {
    return undefined
  }
}

const asksForSecondFactor = (json: unknown): boolean => isRow(json) && json['id'] === 'two_factor'
