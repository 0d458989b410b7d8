import {maintenances, transfers} from './build-data.js'
import {canonical} from './canonical.js'
import {canary} from './ids.js'
import {DATA_NOT_FOUND} from './faults.js'
import {Refusal} from './route.js'
import type {Raw, World} from './types.js'

const BY_NAME_ONLY = /\/(tls-endpoint|private-link)(\/|$)/
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** 404, whose body says that it is JSON and is HTML. */
const nothingThere = () => new Refusal(404, DATA_NOT_FOUND)

function bastion(path: string): Raw {
  return {host: 'bastion.example.com', private_key: canary('bastion-key', path.split('/').at(-2) ?? '')}
}

function withIds(world: World, path: string): string {
  const ids = new Map([...world.addons, ...world.apps].map(({record}) => [record.name, record.id]))
  return path
    .split('/')
    .map(part => ids.get(part) ?? part)
    .join('/')
}

const OF_APP = /^\/(client\/v11\/apps|data\/maintenances\/v1\/apps)\/([^/]+)(\/transfers)?$/
const MAINTAINED = new Set(['heroku-kafka', 'heroku-postgresql', 'heroku-redis'])

/** Of an app that says nothing of it: each schedule made a backup today, and no maintenance is open. */
function ofApp(world: World, path: string): unknown {
  const [, kind, name = ''] = OF_APP.exec(path) ?? []
  if (kind === undefined || !world.apps.some(({record}) => record.name === name)) return undefined
  const paid = world.addons.filter(({record}) => record.app.name === name)
  if (kind.startsWith('data')) {
    const stores = paid.filter(({service}) => MAINTAINED.has(service.name))
    return Object.values(
      maintenances(
        name,
        stores.map(({record}) => ({addon: record.name, status: 'none'})),
      ),
    )[0]
  }

  const schedules = paid.flatMap(({record}) => {
    const rows = world.data[`/client/v11/databases/${record.name}/transfer-schedules`]
    return Array.isArray(rows) ? (rows as Array<{uuid: string}>) : []
  })
  return Object.values(
    transfers(
      name,
      schedules.map(({uuid}) => ({age: 0.5, schedule: uuid})),
    ),
  )[0]
}

/** The data services' answer: what `world.data` holds, with add-ons by name or by id. */
export function respondData(world: World, path: string): unknown {
  const known = world.data[path]
  if (known !== undefined) return known
  const named = canonical(world, path)
  if (path.endsWith('/bastion')) return bastion(named)
  if (BY_NAME_ONLY.test(path) && UUID.test(path)) throw nothingThere()
  const found = world.data[named] ?? world.data[withIds(world, named)] ?? ofApp(world, named)
  if (found === undefined) throw nothingThere()
  return found
}
