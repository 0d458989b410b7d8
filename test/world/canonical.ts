import type {Named, World} from './types.js'

const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

function* everything(world: World): Generator<Named> {
  for (const app of world.apps) yield app.record
  for (const addon of world.addons) yield addon.record
  for (const space of world.spaces) yield space.record
  for (const team of world.teams) yield team.record
  for (const pipeline of world.pipelines) yield pipeline.record
  for (const enterprise of world.enterpriseAccounts) yield enterprise.record
  yield* world.identityProviders
}

/** A path with the ids of the world's things replaced by their names. */
export function canonical(world: World, path: string): string {
  return path.replace(UUIDS, id => {
    for (const thing of everything(world)) if (thing.id === id) return thing.name
    return id
  })
}
