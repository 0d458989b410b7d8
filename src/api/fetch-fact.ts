import type {FactKind, FactRequest, FactTypes} from '../model/facts.js'
import type {Gap, GapReason} from '../model/gap.js'
import type {Fact} from '../model/snapshot.js'
import type {ApiResponse, Get, Outcome, RequestFailure} from './http.js'

import {needText} from '../model/need.js'
import {distinctItems} from './distinct-items.js'
import {redact} from './redact.js'
import {requestHeaders, routes} from './routes.js'

/** Reduces a response body to what is kept of its kind, or says what differs from the documented format. */
export type NarrowResponse = <K extends FactKind>(
  kind: K,
  body: unknown,
) => {readonly body: FactTypes[K]} | {readonly problem: string}

const maxPages = 1000

/**
 * Fetches one fact, page by page if it's a list. It never fails: whatever goes wrong is the gap of the fact.
 *
 * @param now milliseconds since 1970
 * @param stale an earlier fact of the same path: its body is kept, with the current time, if the API says that it
 *   hasn't changed
 */
export async function fetchFact(
  get: Get,
  narrow: NarrowResponse,
  now: () => number,
  {kind, path}: FactRequest,
  stale?: Fact,
): Promise<Fact> {
  const etag = stale?.body === undefined ? undefined : stale.etag
  const result = await fetchPages(get, kind, path, etag)
  const fact = {at: new Date(now()).toISOString(), kind, path}
  if ('unchanged' in result) return {...stale, ...fact, ...result.unchanged}
  if ('gap' in result) return {...fact, ...result}
  const {body, response} = result
  const details = {
    ...fact,
    ...requestId(response),
    ...(result.etag ? {etag: result.etag} : {}),
    status: response.status === 206 ? 200 : response.status,
  }
  const malformedFact = (detail: string): Fact => ({...details, gap: {detail, reason: 'malformed'}})
  const narrowed = narrow(kind, redact(kind, body))
  if ('problem' in narrowed)
    return malformedFact(`the response differs from the documented format: ${narrowed.problem}`)
  const distinct = distinctItems(kind, narrowed.body)
  return 'problem' in distinct
    ? malformedFact(`the list contradicts itself: ${distinct.problem}`)
    : {...details, body: distinct.body}
}

type PagedResult =
  | {readonly body: unknown; readonly etag?: string; readonly response: ApiResponse}
  | {readonly unchanged: Pick<Fact, 'requestId'>}
  | (Pick<Fact, 'requestId' | 'status'> & {readonly gap: NonNullable<Fact['gap']>})

type Headers = Readonly<Record<string, string>>
type Send = (headers: Headers) => Promise<Outcome>
interface Page {
  readonly items: readonly unknown[]
  readonly response: ApiResponse
}

const malformed = (detail: string): PagedResult => ({gap: {detail, reason: 'malformed'}})

async function fetchPages(get: Get, kind: FactKind, path: string, etag: string | undefined): Promise<PagedResult> {
  const {host} = routes[kind]
  const send: Send = headers => get({headers, path, ...(host ? {host} : {})})
  const headers = requestHeaders(kind)
  const outcome = await sendFirst(send, {...headers, ...(etag ? {'If-None-Match': etag} : {})})
  const response = 'response' in outcome ? outcome.response : undefined
  if (response?.status === 304 && etag) return {unchanged: requestId(response)}
  const first = readPage(kind, outcome)
  const result = 'items' in first ? await completeList(send, kind, headers, first) : first
  const isSinglePage = 'body' in result && result.response === response
  return isSinglePage ? {...result, ...reusableEtag(result.response)} : result
}

/** The outcome of the first request, without a range if the route turns out not to know ranges. */
async function sendFirst(send: Send, headers: Headers): Promise<Outcome> {
  const outcome = await send(headers)
  const isRangeRefused = 'response' in outcome && outcome.response.status === 416
  if (!isRangeRefused || headers['Range'] === undefined) return outcome
  return send(Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'Range')))
}

/** The items of a page. If there are none, the result: a gap, or a body that isn't a list. */
function readPage(kind: FactKind, outcome: Outcome): Page | PagedResult {
  if ('failure' in outcome) return {gap: gapByFailure[outcome.failure]}
  const {response} = outcome
  const {json, status} = response
  if (status !== 200 && status !== 206) return {...requestId(response), gap: gapOfStatus(kind, status), status}
  if (Array.isArray(json)) return {items: json as unknown[], response}
  return status === 206 ? malformed('a page of the list is not a list') : {body: json, response}
}

/** Fetches the pages after the first one, as long as each names the next. */
async function completeList(send: Send, kind: FactKind, headers: Headers, first: Page): Promise<PagedResult> {
  if (routes[kind].firstPageOnly) return newestPage(first)
  const seenRanges = new Set<string>()
  let {items, response} = first
  for (;;) {
    const next = response.headers['next-range']
    if (!next)
      return response.status === 206
        ? malformed('the list is incomplete and names no next page')
        : {body: items, response}
    if (seenRanges.has(next)) return malformed('a page of the list leads back to an earlier one')
    if (seenRanges.size === maxPages - 1) return malformed(`the list has more than ${maxPages} pages`)
    seenRanges.add(next)
    const page = readPage(kind, await send({...headers, Range: next}))
    if (!('items' in page)) return page
    items = [...items, ...page.items]
    response = page.response
  }
}

function newestPage({items, response}: Page): PagedResult {
  const dates = items.map(item => Date.parse(String((item as {created_at?: unknown} | null)?.created_at)))
  const isNewestFirst = dates.every((date, index) => index === 0 || date <= (dates[index - 1] ?? 0))
  return response.status === 206 && !isNewestFirst
    ? malformed('the page is not sorted newest first')
    : {body: items, response}
}

/** The entity tag of a complete response, to ask later whether it has changed. One page says nothing of the others. */
function reusableEtag({headers: {etag, 'next-range': next}, status}: ApiResponse): {etag?: string} {
  return etag && !next && status === 200 && /^(?:W\/)?"[\x21\x23-\x7E]{1,128}"$/.test(etag) ? {etag} : {}
}

function requestId({headers}: ApiResponse): Pick<Fact, 'requestId'> {
  const id = headers['request-id']?.split(',')[0]?.trim()
  return id && /^[\w-]{1,64}$/.test(id) ? {requestId: id} : {}
}

const gapByFailure: Readonly<Record<RequestFailure, Pick<Gap, 'detail' | 'needs' | 'reason'>>> = {
  broken: {detail: 'the connection broke during the response', reason: 'unreachable'},
  malformed: {detail: 'the response is not valid JSON', reason: 'malformed'},
  timeout: {detail: 'no response within 30 seconds', reason: 'unreachable'},
  'too-large': {detail: 'the response is larger than 64 MB', reason: 'malformed'},
  'two-factor': {
    detail: 'the app requires a second factor for each request',
    needs: 'a token created with a second factor',
    reason: 'forbidden',
  },
  unreachable: {detail: 'the connection failed', reason: 'unreachable'},
}

const reasonByStatus: Readonly<Record<number, GapReason>> = {
  401: 'unauthorized',
  402: 'payment-required',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  429: 'rate-limited',
}

function gapOfStatus(kind: FactKind, status: number): NonNullable<Fact['gap']> {
  const reason = reasonByStatus[status] ?? reasonOfClass(status)
  const detail = `the API answered ${status}`
  return reason === 'forbidden' || reason === 'not-found'
    ? {detail, needs: needText(routes[kind].needs), reason}
    : {detail, reason}
}

function reasonOfClass(status: number): GapReason {
  if (status >= 500) return 'server-error'
  return status >= 400 ? 'unsupported' : 'malformed'
}
