import type {Schema} from './names.js'

import {isObject} from '../../src/foundation/is-object.js'

/** Where a published schema can be found: it follows the newest version, as plugins of the Heroku CLI do. */
export const publishedId = (name: string): string =>
  `https://unpkg.com/heroku-compliance/dist/bundle/${name}.schema.json`

/** Descriptions with code in them, for editors that show Markdown too. */
export function withMarkdown<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(part => withMarkdown<unknown>(part)) as T
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema as Schema).map(([key, part]) => [key, withMarkdown(part)] as const)
  const description = (schema as Schema)['description']
  return Object.fromEntries(
    typeof description === 'string' && description.includes('`')
      ? [...entries, ['markdownDescription', description]]
      : entries,
  ) as T
}

/** A schema in which the part at a path has further keys, or is another one where it isn't an object. */
export function withPart(schema: Schema, [first = '', ...rest]: readonly string[], part: unknown): Schema {
  const existing = schema[first]
  const child = isObject(existing) ? existing : {}
  if (rest.length > 0) return {...schema, [first]: withPart(child, rest, part)}
  return {...schema, [first]: isObject(part) ? {...child, ...part} : part}
}
