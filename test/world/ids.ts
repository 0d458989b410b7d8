import {createHash} from 'node:crypto'

/** The instant at which every invented world stands still. */
export const NOW = '2026-11-20T12:00:00Z'

/** Matches every secret of an invented world: none may ever leave the program. */
export const CANARY = /CANARY-[a-z-]+/i

const DAY = 86_400_000

/** A secret that says what it is and whose. */
export function canary(what: string, name: string): string {
  return `CANARY-${what}-${name}`
}

/** The id of a thing, always the same for the same kind and name. */
export function uuid(kind: string, name: string): string {
  const hex = createHash('sha256').update(`${kind}:${name}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

/** An id and a name, as records point at each other. */
export function ref(kind: string, name: string): {id: string; name: string} {
  return {id: uuid(kind, name), name}
}

/** The instant that many days before `NOW`; negative days lie ahead. */
export function daysAgo(days: number): string {
  return new Date(Date.parse(NOW) - days * DAY).toISOString().replace('.000Z', 'Z')
}

/** A user as records show one: no name is told. */
export function user(email: string): {id: string; email: string} {
  return {id: uuid('user', email), email}
}
