import {canonical} from './canonical.js'
import {canary} from './ids.js'
import {notFound} from './route.js'
import type {Raw, World} from './types.js'

const DATA_PATH = /^\/(client|postgres|redis|private-link|data|connect)(\/|$)/
const BY_NAME_ONLY = /\/(tls-endpoint|private-link)(\/|$)/
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** Whether a path belongs to the data services' own API. */
export function isDataPath(path: string): boolean {
  return DATA_PATH.test(path)
}

function bastion(path: string): Raw {
  return {host: 'bastion.example.com', private_key: canary('bastion-key', path.split('/').at(-2) ?? '')}
}

function withIds(world: World, path: string): string {
  const ids = new Map([...world.addons, ...world.apps].map(({record}) => [record.name, record.id]))
  return path.split('/').map(part => ids.get(part) ?? part).join('/')
}

/** The data services' answer: what `world.data` holds, with add-ons by name or by id. */
export function respondData(world: World, path: string): unknown {
  const known = world.data[path]
  if (known !== undefined) return known
  const named = canonical(world, path)
  if (path.endsWith("/bastion")) return bastion(named)
  if (BY_NAME_ONLY.test(path) && UUID.test(path)) throw notFound('database')
  const found = world.data[named] ?? world.data[withIds(world, named)]
  if (found === undefined) throw notFound('database')
  return found
}
