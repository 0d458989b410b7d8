import {readdirSync, readFileSync} from 'node:fs'

const catalogUrl = (path: string) => new URL(path, import.meta.url)

/** A JSON file of the catalog; it ships with the package, and tests validate it. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows which file it is
export function readCatalogFile<T>(path: string): T {
  return JSON.parse(readFileSync(catalogUrl(path), 'utf8')) as T
}

/** The names of the JSON files in a folder of the catalog, without extension, sorted. */
export function listCatalogFolder(folder: string): string[] {
  return readdirSync(catalogUrl(folder))
    .filter(name => name.endsWith('.json'))
    .map(name => name.slice(0, -'.json'.length))
    .sort()
}
