/** A JSON object before anything is known about its keys. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a parsed value is an object, not null or a list. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
