import {readdirSync, readFileSync} from 'node:fs'

const at = (path: string) => new URL(path, import.meta.url)

/** A file of the catalogue, which ships with the package and is what the tests say it is. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows which file it is
export function readCatalog<T>(path: string): T {
  return JSON.parse(readFileSync(at(path), 'utf8')) as T
}

/** The names of the JSON files in a folder of the catalogue, without their ending, sorted. */
export function listCatalog(folder: string): string[] {
  return readdirSync(at(folder))
    .filter(name => name.endsWith('.json'))
    .map(name => name.slice(0, -'.json'.length))
    .sort()
}
