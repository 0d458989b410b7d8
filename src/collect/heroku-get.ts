import type {APIClient} from '@heroku-cli/command'
import type {IncomingMessage} from 'node:http'

import type {DataHost, Get, Outcome, Question, Reply} from './http.js'

/** What the host's client throws of an answer: either the error itself or its `http` has the status. */
interface Thrown {
  readonly code?: unknown
  readonly http?: {readonly body?: unknown; readonly headers?: Reply['headers']; readonly http?: Thrown['http']; readonly statusCode?: number}
  readonly message?: unknown
}

/** What a second factor would be asked with; a scan never asks. */
export class TwoFactorRefused extends Error {}

/**
 * GET through the host's API client, with its login and proxy. The body is read here and not by the client, so
 * that its debug output never shows one, and a connection that breaks in the middle of a body is seen.
 *
 * @param timeout milliseconds for the whole of one request
 * @param hosts bare names of the hosts of the data services; scheme and port are those of the Platform API
 */
export function herokuGet(client: APIClient, timeout: number, hosts: Readonly<Record<DataHost, string>>): Get {
  client.twoFactorPrompt = () => Promise.reject(new TwoFactorRefused())
  return async question => {
    let timer: NodeJS.Timeout | undefined
    const call: Call = {}
    const late = new Promise<Outcome>(resolve => {
      timer = setTimeout(() => {
        resolve({trouble: 'timeout'})
        call.isLate = true
        call.response?.destroy()
      }, timeout)
    })
    try {
      return await Promise.race([late, ask(client, question, hosts, timeout, call)])
    } finally {
      clearTimeout(timer)
    }
  }
}

/** The answer that is being read, so that one that never ends can be hung up on, even if it comes too late. */
interface Call {
  response?: IncomingMessage
  isLate?: boolean
}

async function ask(client: APIClient, {headers, host, path}: Question, hosts: Readonly<Record<DataHost, string>>, timeout: number, call: Call): Promise<Outcome> {
  try {
    // No method: with one, the client asks another host about unpaid bills as well.
    // The client writes into the headers.
    const {response} = await client.stream(path, {
      ...(host ? {hostname: hosts[host]} : {}), followRedirects: false, headers: {...headers}, partial: true, retryAuth: false, timeout,
    })
    call.response = response
    if (call.isLate) response.destroy()
    return await read(response)
  } catch (error) {
    return failure(error)
  }
}

async function read(response: IncomingMessage): Promise<Outcome> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer)
  } catch {
    return {trouble: 'broken'}
  }

  const reply = {headers: response.headers as Reply['headers'], status: response.statusCode ?? 0}
  // What is no success the client has read itself.
  if (reply.status >= 300 || !/[/+]json\b/.test(reply.headers['content-type'] ?? '')) return {reply: {...reply, json: undefined}}
  try {
    return {reply: {...reply, json: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown}}
  } catch {
    return {trouble: 'malformed'}
  }
}

function failure(error: unknown): Outcome {
  if (error instanceof TwoFactorRefused) return {trouble: 'two-factor'}
  const {code, http, message} = error as Thrown
  // The client wraps an answer once or twice.
  const answer = http?.http ?? http
  if (answer?.statusCode) return {reply: {headers: answer.headers ?? {}, json: answer.body, status: answer.statusCode}}
  if (message === 'Request timed out') return {trouble: 'timeout'}
  return {trouble: error instanceof SyntaxError || (error instanceof TypeError && code === undefined) ? 'malformed' : 'unreachable'}
}
