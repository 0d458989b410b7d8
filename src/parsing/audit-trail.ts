import type {AuditEvent, AuditTrailFile, EventResource, ReadAuditEvent} from '../model/audit-trail.js'
import type {JsonObject} from '../foundation/is-object.js'
import type {JsonElement} from './json-elements.js'

import {createReadStream, statSync} from 'node:fs'
import {createGunzip} from 'node:zlib'

import {isObject} from '../foundation/is-object.js'
import {jsonError} from '../foundation/json-error.js'
import {UserError} from '../foundation/user-error.js'
import {irregularFileError, readError} from '../files/file-errors.js'
import {jsonElements} from './json-elements.js'

const hint = 'Name a file that heroku enterprise:audits:export or the Dashboard exported as JSON, compressed or not.'
const archiveKey = 'entries'
/** Longer texts are no identifiers or names. */
const maxTextLength = 254

/**
 * Reads an export of Heroku's audit trail event by event: what isn't used isn't kept, whatever its size.
 *
 * @throws UserError if it can't be read, or isn't an audit trail
 */
export async function readAuditTrail(file: string, add: (read: ReadAuditEvent) => void): Promise<AuditTrailFile> {
  const elements = jsonElements(archiveKey)
  let count = 0
  let first: string | undefined
  let last: string | undefined
  const addElement = (element: JsonElement) => {
    count++
    const read = parseEvent(element, `${file} is not an audit trail: event ${count}, on line ${element.line}`)
    const {at} = read.event
    if (first === undefined || Date.parse(at) < Date.parse(first)) first = at
    if (last === undefined || Date.parse(at) > Date.parse(last)) last = at
    add(read)
  }

  for await (const text of textOf(file)) for (const element of elements.push(text)) addElement(element)
  const problem = elements.end()
  if (problem) throw new UserError(`${file} is not an audit trail: ${problem.reason}, on line ${problem.line}.`, hint)
  return {events: count, file, ...(first === undefined ? {} : {first}), ...(last === undefined ? {} : {last})}
}

/** The text of a file, in pieces; unpacked, if it is compressed. */
async function* textOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf8', {fatal: true})
  for await (const bytes of bytesOf(file)) yield decode(file, () => decoder.decode(bytes, {stream: true}))
  yield decode(file, () => decoder.decode())
}

function decode(file: string, next: () => string): string {
  try {
    return next()
  } catch {
    throw new UserError(`${file} is not an audit trail: it is not UTF-8.`, hint)
  }
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    const irregular = irregularFileError(file, statSync(file))
    if (irregular) throw irregular
    const isCompressed = await isGzip(file)
    const bytes = createReadStream(file)
    if (!isCompressed) {
      yield* bytes as AsyncIterable<Uint8Array>
      return
    }

    const unpacked = createGunzip()
    bytes.once('error', error => unpacked.destroy(error))
    yield* bytes.pipe(unpacked) as AsyncIterable<Uint8Array>
  } catch (error) {
    throw error instanceof UserError ? error : unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): UserError {
  const {code = ''} = error as NodeJS.ErrnoException
  return code.startsWith('Z_')
    ? new UserError(`${file} is not an audit trail: its compressed data is damaged or cut off.`, hint)
    : readError(file, error, hint)
}

/** By its first bytes: a download is often renamed. */
async function isGzip(file: string): Promise<boolean> {
  for await (const start of createReadStream(file, {end: 1}) as AsyncIterable<Uint8Array>)
    return start[0] === 0x1f && start[1] === 0x8b
  return false
}

function parseEvent({text}: JsonElement, where: string): ReadAuditEvent {
  const event = parseJson(text, where)
  if (!isObject(event)) throw new UserError(`${where} is not an object.`, hint)
  const required = (key: string): string => {
    const value = textIn(event, key)
    if (value === undefined) throw new UserError(`${where} has no ${key}.`, hint)
    return value
  }

  const at = required('created_at')
  if (Number.isNaN(Date.parse(at))) throw new UserError(`${where} has no date and time as its created_at.`, hint)
  const action = `${required('type')}.${required('action')}`
  return {event: {action, at, ...whoAndWhere(event)}, mentions: mentionsOf(event)}
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UserError(`${where}, is not valid JSON: ${jsonError(text)?.reason ?? 'it cannot be read'}.`, hint)
  }
}

function whoAndWhere(event: JsonObject): Omit<AuditEvent, 'action' | 'at'> {
  const part = (key: string): JsonObject => (isObject(event[key]) ? event[key] : {})
  const id = textIn(event, 'id')
  const by = textIn(part('actor'), 'email') ?? textIn(part('actor'), 'id')
  const from = textIn(part('request'), 'ip_address')
  const app = resource(part('app'))
  const team = resource(part('team'))
  return {
    ...(id === undefined ? {} : {id}),
    ...(by === undefined ? {} : {by}),
    ...(from === undefined ? {} : {from}),
    ...(app === undefined ? {} : {app}),
    ...(team === undefined ? {} : {team}),
  }
}

function resource(json: JsonObject): EventResource | undefined {
  const id = textIn(json, 'id')
  const name = textIn(json, 'name')
  return id === undefined && name === undefined
    ? undefined
    : {...(id === undefined ? {} : {id}), ...(name === undefined ? {} : {name})}
}

function textIn(json: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(json, key) ? json[key] : undefined
  return typeof value === 'string' && value !== '' ? value.slice(0, maxTextLength) : undefined
}

const maxDepth = 3
const maxMentions = 100
const namingKey = /(?:^|_)(?:addon|app|attachment|collaborator|domain|email|hostname|id|member|name|space|team|user)$/
/** Their data holds the names and values of config vars. */
const secretTypes: ReadonlySet<unknown> = new Set(['config_change', 'heroku_config_change'])

/** The ids, names and addresses in the data of an event. */
function mentionsOf({data, type}: JsonObject): string[] {
  const mentions: string[] = []
  const collect = (value: unknown, depth: number): void => {
    if (!isObject(value) || depth > maxDepth) return
    for (const [key, child] of Object.entries(value)) {
      if (mentions.length >= maxMentions) return
      if (typeof child === 'string' && child.length <= maxTextLength && namingKey.test(key)) mentions.push(child)
      else collect(child, depth + 1)
    }
  }

  if (!secretTypes.has(type)) collect(data, 1)
  return mentions
}
