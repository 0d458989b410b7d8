import type {FactKind, FactTypes} from '../model/facts.js'
import type {Gap, GapReason} from '../model/gap.js'
import type {Fact} from '../model/snapshot.js'
import type {Get, Outcome, Reply, Trouble} from './http.js'

import {distinctRows} from './distinct-items.js'
import {redact} from './redact.js'
import {headersOf, routes} from './routes.js'

/** Cuts an answer down to what is kept of its kind; a string says what is wrong with it. */
export type Narrow = <K extends FactKind>(
  kind: K,
  body: unknown,
) => {readonly body: FactTypes[K]} | {readonly wrong: string}

export interface Wanted {
  readonly kind: FactKind
  readonly path: string
}

const mostPages = 1000

/**
 * Asks for one fact, page by page where it is a list. Every failure is a gap in its place.
 *
 * @param stale what was read of it before: kept, as of now, where the API says that it has not changed
 */
export async function fetchFact(
  get: Get,
  narrow: Narrow,
  now: () => number,
  {kind, path}: Wanted,
  stale?: Fact,
): Promise<Fact> {
  const etag = stale?.body === undefined ? undefined : stale.etag
  const answer = await pages(get, kind, path, etag)
  const fact = {at: new Date(now()).toISOString(), kind, path}
  if ('unchanged' in answer) return {...stale, ...fact, ...answer.unchanged}
  if ('gap' in answer) return {...fact, ...answer}
  const {body, reply} = answer
  const told = {
    ...fact,
    ...requestId(reply),
    ...(answer.etag ? {etag: answer.etag} : {}),
    status: reply.status === 206 ? 200 : reply.status,
  }
  const cut = narrow(kind, redact(kind, body))
  const flawed = (detail: string): Fact => ({...told, gap: {detail, reason: 'malformed'}})
  if ('wrong' in cut) return flawed(`the answer is not of the form that the API documents: ${cut.wrong}`)
  const rows = distinctRows(kind, cut.body)
  return 'wrong' in rows ? flawed(`the list contradicts itself: ${rows.wrong}`) : {...told, body: rows.body}
}

type Pages =
  | {readonly body: unknown; readonly etag?: string; readonly reply: Reply}
  | {readonly unchanged: Pick<Fact, 'requestId'>}
  | (Pick<Fact, 'requestId' | 'status'> & {readonly gap: NonNullable<Fact['gap']>})

const malformed = (detail: string): Pages => ({gap: {detail, reason: 'malformed'}})

async function pages(get: Get, kind: FactKind, path: string, etag: string | undefined): Promise<Pages> {
  const headers: Record<string, string> = {...headersOf(kind), ...(etag ? {'If-None-Match': etag} : {})}
  const {host} = routes[kind]
  const asked = new Set<string>()
  let rows: unknown[] | undefined
  for (let page = 0; page < mostPages; page++) {
    const outcome = await get({headers: {...headers}, path, ...(host ? {host} : {})})
    if ('trouble' in outcome) return {gap: troubled(outcome.trouble)}
    const {reply} = outcome
    if (reply.status === 416 && rows === undefined && headers['Range']) {
      delete headers['Range']
      continue
    }

    if (reply.status === 304 && etag && rows === undefined) return {unchanged: requestId(reply)}
    if (reply.status !== 200 && reply.status !== 206)
      return {...requestId(reply), gap: refused(kind, outcome), status: reply.status}
    const next = reply.headers['next-range']
    const tag = reply.status === 200 && rows === undefined ? etagOf(reply) : {}
    if (!Array.isArray(reply.json))
      return reply.status === 206 ? malformed('a part of a list is no list') : {body: reply.json, reply, ...tag}
    if (routes[kind].first)
      return reply.status === 206 && !isNewestFirst(reply.json)
        ? malformed('the page is not newest first')
        : {body: reply.json, reply, ...tag}
    rows = [...(rows ?? []), ...(reply.json as unknown[])]
    if (!next)
      return reply.status === 206
        ? malformed('the list was cut short without saying where it goes on')
        : {body: rows, reply, ...tag}
    if (asked.has(next)) return malformed('the list goes on with itself')
    asked.add(next)
    headers['Range'] = next
    delete headers['If-None-Match']
  }

  return malformed('the list has no end')
}

function isNewestFirst(rows: readonly unknown[]): boolean {
  const dates = rows.map(row => Date.parse(String((row as {created_at?: unknown} | null)?.created_at)))
  return dates.every((date, index) => index === 0 || date <= (dates[index - 1] ?? 0))
}

/** What an answer may be asked for by again; one page of a list says nothing of the others. */
function etagOf({headers: {etag, 'next-range': next}}: Reply): {etag?: string} {
  return etag && !next && /^(?:W\/)?"[\x21\x23-\x7E]{1,128}"$/.test(etag) ? {etag} : {}
}

function requestId({headers}: Reply): Pick<Fact, 'requestId'> {
  const id = headers['request-id']?.split(',')[0]?.trim()
  return id && /^[\w-]{1,64}$/.test(id) ? {requestId: id} : {}
}

const troubles: Readonly<Record<Trouble, Pick<Gap, 'detail' | 'needs' | 'reason'>>> = {
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

const troubled = (trouble: Trouble) => troubles[trouble]

const reasons: Readonly<Record<number, GapReason>> = {
  401: 'unauthorized',
  402: 'payment-required',
  403: 'forbidden',
  404: 'not-found',
  410: 'not-found',
  429: 'rate-limited',
}

function refused(kind: FactKind, outcome: Extract<Outcome, {reply: Reply}>): NonNullable<Fact['gap']> {
  const {status} = outcome.reply
  const reason = reasons[status] ?? (status >= 500 ? 'server-error' : status >= 400 ? 'unsupported' : 'malformed')
  const detail = `the API answered ${status}`
  return reason === 'forbidden' || reason === 'not-found'
    ? {detail, needs: routes[kind].needs, reason}
    : {detail, reason}
}
