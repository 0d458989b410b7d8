import type {FactKind, FactTypes} from '../model/facts.js'
import type {Gap, GapReason} from '../model/gap.js'
import type {Fact} from '../model/snapshot.js'
import type {Get, Outcome, ApiResponse, RequestFailure} from './http.js'

import {distinctItems} from './distinct-items.js'
import {redact} from './redact.js'
import {requestHeaders, routes} from './routes.js'

/** Cuts an answer down to what is kept of its kind; a string says what is wrong with it. */
export type NarrowResponse = <K extends FactKind>(
  kind: K,
  body: unknown,
) => {readonly body: FactTypes[K]} | {readonly wrong: string}

export interface FactRequest {
  readonly kind: FactKind
  readonly path: string
}

const maxPages = 1000

/**
 * Asks for one fact, page by page where it is a list. Every failure is a gap in its place.
 *
 * @param stale what was read of it before: kept, as of now, where the API says that it has not changed
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
  const narrowed = narrow(kind, redact(kind, body))
  const malformedFact = (detail: string): Fact => ({...details, gap: {detail, reason: 'malformed'}})
  if ('wrong' in narrowed)
    return malformedFact(`the answer is not of the form that the API documents: ${narrowed.wrong}`)
  const distinct = distinctItems(kind, narrowed.body)
  return 'wrong' in distinct
    ? malformedFact(`the list contradicts itself: ${distinct.wrong}`)
    : {...details, body: distinct.body}
}

type PagedResult =
  | {readonly body: unknown; readonly etag?: string; readonly response: ApiResponse}
  | {readonly unchanged: Pick<Fact, 'requestId'>}
  | (Pick<Fact, 'requestId' | 'status'> & {readonly gap: NonNullable<Fact['gap']>})

const malformed = (detail: string): PagedResult => ({gap: {detail, reason: 'malformed'}})

async function fetchPages(get: Get, kind: FactKind, path: string, etag: string | undefined): Promise<PagedResult> {
  const headers: Record<string, string> = {...requestHeaders(kind), ...(etag ? {'If-None-Match': etag} : {})}
  const {host} = routes[kind]
  const seenRanges = new Set<string>()
  let items: unknown[] | undefined
  for (let page = 0; page < maxPages; page++) {
    const outcome = await get({headers: {...headers}, path, ...(host ? {host} : {})})
    if ('trouble' in outcome) return {gap: gapOfFailure(outcome.trouble)}
    const {reply} = outcome
    if (reply.status === 416 && items === undefined && headers['Range']) {
      delete headers['Range']
      continue
    }

    if (reply.status === 304 && etag && items === undefined) return {unchanged: requestId(reply)}
    if (reply.status !== 200 && reply.status !== 206)
      return {...requestId(reply), gap: gapOfStatus(kind, outcome), status: reply.status}
    const next = reply.headers['next-range']
    const etagField = reply.status === 200 && items === undefined ? reusableEtag(reply) : {}
    if (!Array.isArray(reply.json))
      return reply.status === 206
        ? malformed('a part of a list is no list')
        : {body: reply.json, response: reply, ...etagField}
    if (routes[kind].firstPageOnly)
      return reply.status === 206 && !isNewestFirst(reply.json)
        ? malformed('the page is not newest first')
        : {body: reply.json, response: reply, ...etagField}
    items = [...(items ?? []), ...(reply.json as unknown[])]
    if (!next)
      return reply.status === 206
        ? malformed('the list was cut short without saying where it goes on')
        : {body: items, response: reply, ...etagField}
    if (seenRanges.has(next)) return malformed('the list goes on with itself')
    seenRanges.add(next)
    headers['Range'] = next
    delete headers['If-None-Match']
  }

  return malformed('the list has no end')
}

function isNewestFirst(items: readonly unknown[]): boolean {
  const dates = items.map(item => Date.parse(String((item as {created_at?: unknown} | null)?.created_at)))
  return dates.every((date, index) => index === 0 || date <= (dates[index - 1] ?? 0))
}

/** What an answer may be asked for by again; one page of a list says nothing of the others. */
function reusableEtag({headers: {etag, 'next-range': next}}: ApiResponse): {etag?: string} {
  return etag && !next && /^(?:W\/)?"[\x21\x23-\x7E]{1,128}"$/.test(etag) ? {etag} : {}
}

function requestId({headers}: ApiResponse): Pick<Fact, 'requestId'> {
  const id = headers['request-id']?.split(',')[0]?.trim()
  return id && /^[\w-]{1,64}$/.test(id) ? {requestId: id} : {}
}

const gapByFailure: Readonly<Record<RequestFailure, Pick<Gap, 'detail' | 'needs' | 'reason'>>> = {
  broken: {detail: 'the connection broke in the middle of the answer', reason: 'unreachable'},
  malformed: {detail: 'the answer is no JSON', reason: 'malformed'},
  timeout: {detail: 'no answer within 30 seconds', reason: 'unreachable'},
  'too-large': {detail: 'the answer is larger than 64 MB', reason: 'malformed'},
  'two-factor': {
    detail: 'the app asks for a second factor for each request',
    needs: 'a token that was made with a second factor',
    reason: 'forbidden',
  },
  unreachable: {detail: 'the connection failed', reason: 'unreachable'},
}

const gapOfFailure = (trouble: RequestFailure) => gapByFailure[trouble]

const reasonByStatus: Readonly<Record<number, GapReason>> = {
  401: 'unauthorized',
  402: 'payment-required',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  429: 'rate-limited',
}

function gapOfStatus(kind: FactKind, outcome: Extract<Outcome, {reply: ApiResponse}>): NonNullable<Fact['gap']> {
  const {status} = outcome.reply
  const reason =
    reasonByStatus[status] ?? (status >= 500 ? 'server-error' : status >= 400 ? 'unsupported' : 'malformed')
  const detail = `the API answered ${status}`
  return reason === 'forbidden' || reason === 'not-found'
    ? {detail, needs: routes[kind].needs, reason}
    : {detail, reason}
}
