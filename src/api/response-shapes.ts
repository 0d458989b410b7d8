import type {JsonObject} from '../foundation/is-object.js'
import type {DataHost, Get, Outcome, ApiRequest} from './http.js'

import {paths} from '../model/paths.js'
import {stringFormat, couldBeKey, isRecord, characterCounts, maskNumbers} from './value-shapes.js'
import {isObject} from '../foundation/is-object.js'

/** The words of the published API descriptions: only these are ever written literally. */
export interface ApiVocabulary {
  readonly keys: readonly string[]
  /** By key, the values of its enumeration. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** By line of `pg:info`, its possible values with 9 in place of every number. */
  readonly lines: Readonly<Record<string, readonly string[]>>
}

/** What the responses of an endpoint look like, without their content. */
export interface ResponseShape {
  readonly endpoint: string
  readonly host: 'platform' | DataHost
  /** Missing if no response could be read; `failure` says why. */
  readonly status?: number
  readonly failure?: string
  readonly contentType?: string
  /** How many responses had this shape. */
  readonly responses: number
  /** By path of a key, what was seen there. */
  readonly fields: Readonly<Record<string, readonly string[]>>
}

export interface ShapeRecorder {
  readonly get: Get
  readonly shapes: () => ResponseShape[]
}

interface ShapeEntry {
  readonly shape: Omit<ResponseShape, 'fields' | 'responses'>
  responses: number
  readonly fields: Map<string, Set<string>>
}

type NoteField = (path: string, description: string) => void

const wildcard = 'x0x'
const templates = Object.values(paths)
  .map(path => path(wildcard, wildcard, wildcard))
  // More specific templates first: /teams/apps/* before /teams/*/apps.
  .sort((a, b) => a.split(wildcard).length - b.split(wildcard).length || b.indexOf(wildcard) - a.indexOf(wildcard))
  .map(path => ({pattern: new RegExp(`^${path.replaceAll(wildcard, '[^/]+')}$`), text: path.replaceAll(wildcard, '*')}))

const endpointOf = ({path}: ApiRequest): string => templates.find(({pattern}) => pattern.test(path))?.text ?? 'another'

const knownMediaTypes = ['application/json', 'application/vnd.heroku+json', 'text/html', 'text/plain']

/** A known media type literally, and of any other what it looks like. */
function mediaType(header: string | undefined): Pick<ResponseShape, 'contentType'> {
  if (header === undefined) return {}
  const type = header.split(';')[0]?.trim().toLowerCase() ?? ''
  return {contentType: knownMediaTypes.includes(type) ? type : characterCounts(type)}
}

/**
 * Records what passing responses look like: words of the published API descriptions literally, and of everything else
 * neither names nor values.
 */
export function recordShapes(get: Get, vocabulary: ApiVocabulary): ShapeRecorder {
  const entries = new Map<string, ShapeEntry>()
  const descriptions = fieldDescriber(vocabulary)
  const record = (request: ApiRequest, outcome: Outcome): void => {
    const shape: ShapeEntry['shape'] = {
      endpoint: endpointOf(request),
      host: request.host ?? 'platform',
      ...outcomeOf(outcome),
    }
    const key = JSON.stringify(shape)
    const entry: ShapeEntry = entries.get(key) ?? {fields: new Map<string, Set<string>>(), responses: 0, shape}
    entries.set(key, entry)
    entry.responses++
    descriptions.rememberPath(request.path)
    if ('response' in outcome)
      descriptions.describeBody(outcome.response.json, outcome.response.status, (path, description) => {
        const descriptionsOfField = entry.fields.get(path) ?? new Set()
        entry.fields.set(path, descriptionsOfField.add(description))
      })
  }

  return {
    async get(request) {
      const outcome = await get(request)
      record(request, outcome)
      return outcome
    },
    shapes: () =>
      [...entries.entries()]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, {fields, responses, shape}]) => ({
          ...shape,
          responses,
          fields: descriptions.finalFields(fields),
        })),
  }
}

const outcomeOf = (outcome: Outcome): Pick<ResponseShape, 'contentType' | 'status' | 'failure'> =>
  'failure' in outcome
    ? {failure: outcome.failure}
    : {status: outcome.response.status, ...mediaType(outcome.response.headers['content-type'])}

/** A key that no description names. It may turn out to be someone's name if it also occurs as a value. */
const newKey = /\.([a-z][a-z0-9_]{0,40}\??) \(new\)/g

function fieldDescriber({keys, lines, values}: ApiVocabulary) {
  const knownKeys = new Set(keys)
  // Values that look like keys: someone's names.
  const seenValues = new Set<string>()
  const rememberValue = (text: string) => {
    if (couldBeKey(text)) seenValues.add(text)
  }

  const describeKey = (object: JsonObject, key: string): string => {
    const isRecordObject = isRecord(object, knownKeys)
    if (isRecordObject && knownKeys.has(key)) return key
    if (!isRecordObject) return '{*}'
    return couldBeKey(key) ? `${key} (new)` : `{${characterCounts(key)}}`
  }

  /** An expected text literally, and of any other what it looks like. */
  const describeExpected = (text: string, allowed: readonly string[] | undefined): string =>
    allowed?.includes(text) ? `= ${text}` : characterCounts(text)

  function describeScalar(value: unknown, key: string, isUnderUnknownKey: boolean): string {
    if (typeof value !== 'string') return value === null ? 'null' : typeof value
    rememberValue(value)
    if (isUnderUnknownKey) return `string ${characterCounts(value)}`
    const allowed = Object.hasOwn(values, key) ? values[key] : undefined
    return allowed ? `string ${describeExpected(value, allowed)}` : stringFormat(value)
  }

  /** A line of `pg:info`: its name and values are words of the vocabulary. */
  function describeInfoLine({name, values: lineValues}: JsonObject, path: string, noteField: NoteField): void {
    const allowed = Object.hasOwn(lines, String(name)) ? lines[String(name)] : undefined
    const linePath = `${path}[${allowed ? String(name) : characterCounts(String(name))}]`
    noteField(linePath, 'line')
    for (const value of Array.isArray(lineValues) ? (lineValues as readonly unknown[]) : []) {
      noteField(
        linePath,
        typeof value === 'string'
          ? `string ${describeExpected(maskNumbers(value), allowed)}`
          : describeScalar(value, 'values', true),
      )
    }
  }

  function walk(value: unknown, path: string, key: string, isUnderUnknownKey: boolean, noteField: NoteField): void {
    if (Array.isArray(value)) {
      noteField(path, 'array')
      for (const item of value as readonly unknown[]) walk(item, `${path}[]`, key, isUnderUnknownKey, noteField)
    } else if (isObject(value)) {
      noteField(path, 'object')
      if (key === 'info' && typeof value['name'] === 'string' && Array.isArray(value['values']))
        describeInfoLine(value, path, noteField)
      else
        for (const [key, inner] of Object.entries(value)) {
          const described = describeKey(value, key)
          walk(inner, `${path}.${described}`, key, isUnderUnknownKey || described !== key, noteField)
        }
    } else noteField(path, describeScalar(value, key, isUnderUnknownKey))
  }

  return {
    describeBody(json: unknown, status: number, noteField: NoteField): void {
      if (json === undefined) noteField('', 'no JSON')
      else if (status >= 400 && isObject(json)) {
        const {id, ...rest} = json
        noteField('.id', describeScalar(id, 'id_of_error', false))
        walk(rest, '', '', false, noteField)
      } else walk(json, '', '', false, noteField)
    },
    rememberPath(path: string): void {
      for (const segment of path.split('/')) rememberValue(decodeSegment(segment))
    },
    finalFields(fields: ReadonlyMap<string, ReadonlySet<string>>): ResponseShape['fields'] {
      const merged = new Map<string, Set<string>>()
      for (const [path, descriptions] of fields) {
        const finalPath = path.replaceAll(newKey, (whole, key: string) => (seenValues.has(key) ? '.{*}' : whole))
        merged.set(finalPath, new Set([...(merged.get(finalPath) ?? []), ...descriptions]))
      }

      return Object.fromEntries(
        [...merged]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([path, descriptions]) => [path, [...descriptions].sort()]),
      )
    },
  }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
