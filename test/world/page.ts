import {Refusal, decode} from './route.js'
import type {Raw} from './types.js'

const DEFAULT_SIZE = 200
const MAX_SIZE = 1000

interface Asked {
  key: string
  after: string | null
  from: string | null
  max: number
  descending: boolean
}

/** One page of a list. */
export interface Page {
  status: 200 | 206
  items: unknown[]
  headers: Record<string, string>
}

function bad(message: string): Refusal {
  return new Refusal(416, {id: 'requested_range_not_satisfiable', message})
}

/** Reads `id ]last..; max=1000, order=desc`. */
function parse(range: string | undefined, keys: string[]): Asked {
  const first = keys[0] ?? 'id'
  const asked: Asked = {key: first, after: null, from: null, max: DEFAULT_SIZE, descending: false}
  if (range === undefined) return asked
  const [bounds = '', ...options] = range.split(/[;,]/).map(part => part.trim())
  const match = /^([\w-]+)\s+(\]?)(.*?)\.\.(.*)$/.exec(bounds)
  if (!match) throw bad(`Range not understood: ${range.slice(0, 100)}`)
  const [, key = '', open, start = ''] = match
  if (!keys.includes(key)) throw bad(`Range is not supported on ${key}; use one of ${keys.join(', ')}.`)
  asked.key = key
  if (start) asked[open ? 'after' : 'from'] = decode(start)
  for (const option of options) {
    const [name, value] = option.split('=')
    if (name === 'max') asked.max = Math.min(Number(value), MAX_SIZE)
    else if (name === 'order') asked.descending = value === 'desc'
  }
  if (!(asked.max >= 1)) throw bad('Range asks for no items.')
  return asked
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a) < String(b) ? -1 : Number(String(a) > String(b))
}

/** Cuts a list as the API would; without a key of its own an item counts by its place. */
export function page(list: unknown[], keys: string[], range: string | undefined): Page {
  const asked = parse(range, keys)
  const keyed = list.map((item, place) => {
    const value = (item as Raw | null)?.[asked.key]
    return {item, key: typeof value === 'string' || typeof value === 'number' ? value : place}
  })
  const sign = asked.descending ? -1 : 1
  keyed.sort((a, b) => sign * compare(a.key, b.key))
  const bound = asked.after ?? asked.from
  const from =
    bound === null
      ? 0
      : keyed.findIndex(({key}) => {
          const order = sign * compare(key, typeof key === 'number' ? Number(bound) : bound)
          return asked.after === null ? order >= 0 : order > 0
        })
  const rest = from === -1 ? [] : keyed.slice(from)
  let end = Math.min(asked.max, rest.length)
  while (end < rest.length && rest[end]?.key === rest[end - 1]?.key) end++
  const items = rest.slice(0, end)
  const headers: Record<string, string> = {'accept-ranges': keys.join(', ')}
  const last = items.at(-1)
  const head = items[0]
  if (last && head) headers['content-range'] = `${asked.key} ${safe(head.key)}..${safe(last.key)}`
  const more = end < rest.length && last !== undefined
  if (more) {
    const order = asked.descending ? ', order=desc' : ''
    headers['next-range'] = `${asked.key} ]${safe(last.key)}..; max=${asked.max}${order}`
  }
  return {status: more ? 206 : 200, items: items.map(({item}) => item), headers}
}

/** A key as a header may carry it. */
function safe(key: string | number): string {
  return String(key).replace(/[^\w@:.+-]|\.(?=\.)/gu, c =>
    [...Buffer.from(c)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  )
}
