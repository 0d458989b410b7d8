import type {DataHost, Get, Outcome, Question} from './http.js'
import type {Row} from './json-object.js'

import {paths} from '../model/paths.js'
import {formOf, isKey, isRecord, lookOf, masked} from './value-shapes.js'
import {isRow} from './json-object.js'

/** What the published descriptions of the APIs name: all that is ever written as it stands. */
export interface ApiWords {
  readonly keys: readonly string[]
  /** By key: what an enumeration may hold. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** By line of `pg:info`: what it may say, with 9 for every number. */
  readonly lines: Readonly<Record<string, readonly string[]>>
}

/** What the answers of one endpoint look like, and nothing that they say. */
export interface Shape {
  readonly endpoint: string
  readonly host: 'platform' | DataHost
  /** Absent where no answer could be read, and `trouble` says why. */
  readonly status?: number
  readonly trouble?: string
  readonly contentType?: string
  readonly answers: number
  /** By path of a key: what was seen there. */
  readonly fields: Readonly<Record<string, readonly string[]>>
}

export interface Shapes {
  readonly get: Get
  readonly shapes: () => Shape[]
}

interface Seen {
  readonly shape: Omit<Shape, 'answers' | 'fields'>
  answers: number
  readonly fields: Map<string, Set<string>>
}

type Note = (path: string, what: string) => void

const star = 'x0x'
const templates = Object.values(paths)
  .map(path => path(star, star, star))
  // What has more words of its own is meant first: /teams/apps/* before /teams/*/apps.
  .sort((a, b) => a.split(star).length - b.split(star).length || b.indexOf(star) - a.indexOf(star))
  .map(path => ({pattern: new RegExp(`^${path.replaceAll(star, '[^/]+')}$`), text: path.replaceAll(star, '*')}))

const endpointOf = ({path}: Question): string => templates.find(({pattern}) => pattern.test(path))?.text ?? 'another'

const types = ['application/json', 'application/vnd.heroku+json', 'text/html', 'text/plain']

/** A media type that is one of those; of any other only how it looks. */
function typeOf(header: string | undefined): Pick<Shape, 'contentType'> {
  if (header === undefined) return {}
  const type = header.split(';')[0]?.trim().toLowerCase() ?? ''
  return {contentType: types.includes(type) ? type : lookOf(type)}
}

/**
 * Watches answers go by and keeps what they look like: what is published of the API as it stands, and of all else
 * neither a name nor a value.
 */
export function watchedShapes(get: Get, words: ApiWords): Shapes {
  const seen = new Map<string, Seen>()
  const describe = describer(words)
  const keep = (question: Question, outcome: Outcome): void => {
    const shape: Seen['shape'] = {
      endpoint: endpointOf(question),
      host: question.host ?? 'platform',
      ...answerOf(outcome),
    }
    const key = JSON.stringify(shape)
    const entry: Seen = seen.get(key) ?? {answers: 0, fields: new Map<string, Set<string>>(), shape}
    seen.set(key, entry)
    entry.answers++
    describe.hear(question.path)
    if ('reply' in outcome)
      describe.body(outcome.reply.json, outcome.reply.status, (path, what) => {
        const found = entry.fields.get(path) ?? new Set()
        entry.fields.set(path, found.add(what))
      })
  }

  return {
    async get(question) {
      const outcome = await get(question)
      keep(question, outcome)
      return outcome
    },
    shapes: () =>
      [...seen.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, {answers, fields, shape}]) => ({
          ...shape,
          answers,
          fields: describe.written(fields),
        })),
  }
}

const answerOf = (outcome: Outcome): Pick<Shape, 'contentType' | 'status' | 'trouble'> =>
  'trouble' in outcome
    ? {trouble: outcome.trouble}
    : {status: outcome.reply.status, ...typeOf(outcome.reply.headers['content-type'])}

/** A key that no description names, which a value may yet turn out to be the name of. */
const isNew = /\.([a-z][a-z0-9_]{0,40}\??) \(new\)/g

function describer({keys, lines, values}: ApiWords) {
  const known = new Set(keys)
  // What may be a key and was said as a value: somebody's name.
  const said = new Set<string>()
  const say = (text: string) => {
    if (isKey(text)) said.add(text)
  }

  const keyOf = (row: Row, key: string): string => {
    const isOfRecord = isRecord(row, known)
    if (isOfRecord && known.has(key)) return key
    if (!isOfRecord) return '{*}'
    return isKey(key) ? `${key} (new)` : `{${lookOf(key)}}`
  }

  /** Of a text what is expected of it as it stands, and else its look; a text that may say anything has a form. */
  const expected = (text: string, all: readonly string[] | undefined): string =>
    all?.includes(text) ? `= ${text}` : lookOf(text)

  function scalar(value: unknown, of: string, isUnknown: boolean): string {
    if (typeof value !== 'string') return value === null ? 'null' : typeof value
    say(value)
    if (isUnknown) return `string ${lookOf(value)}`
    const all = Object.hasOwn(values, of) ? values[of] : undefined
    return all ? `string ${expected(value, all)}` : formOf(value)
  }

  /** A line of what `pg:info` prints: its name is a word, and what it says is worded. */
  function line({name, values: told}: Row, path: string, note: Note): void {
    const allowed = Object.hasOwn(lines, String(name)) ? lines[String(name)] : undefined
    const at = `${path}[${allowed ? String(name) : lookOf(String(name))}]`
    note(at, 'line')
    for (const one of Array.isArray(told) ? (told as readonly unknown[]) : []) {
      note(at, typeof one === 'string' ? `string ${expected(masked(one), allowed)}` : scalar(one, 'values', true))
    }
  }

  function walk(value: unknown, path: string, of: string, isUnknown: boolean, note: Note): void {
    if (Array.isArray(value)) {
      note(path, 'array')
      for (const one of value as readonly unknown[]) walk(one, `${path}[]`, of, isUnknown, note)
    } else if (isRow(value)) {
      note(path, 'object')
      if (of === 'info' && typeof value['name'] === 'string' && Array.isArray(value['values'])) line(value, path, note)
      else
        for (const [key, inner] of Object.entries(value)) {
          const name = keyOf(value, key)
          walk(inner, `${path}.${name}`, key, isUnknown || name !== key, note)
        }
    } else note(path, scalar(value, of, isUnknown))
  }

  return {
    body(json: unknown, status: number, note: Note): void {
      if (json === undefined) note('', 'no JSON')
      else if (status >= 400 && isRow(json)) {
        const {id, ...rest} = json
        note('.id', scalar(id, 'id_of_error', false))
        walk(rest, '', '', false, note)
      } else walk(json, '', '', false, note)
    },
    hear(path: string): void {
      for (const segment of path.split('/')) say(decoded(segment))
    },
    written(fields: ReadonlyMap<string, ReadonlySet<string>>): Shape['fields'] {
      const merged = new Map<string, Set<string>>()
      for (const [path, all] of fields) {
        const at = path.replaceAll(isNew, (whole, key: string) => (said.has(key) ? '.{*}' : whole))
        merged.set(at, new Set([...(merged.get(at) ?? []), ...all]))
      }

      return Object.fromEntries(
        [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, all]) => [path, [...all].sort()]),
      )
    },
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
