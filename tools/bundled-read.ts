import {readdirSync, readFileSync} from 'node:fs'
import {gunzipSync} from 'node:zlib'

// As deep below the bundle as parts/commands and parts/shared, whichever file this ends up in.
const catalog = new URL('../../catalog/', import.meta.url)

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, catalog), 'utf8'))

const readCompressed = (name: string): unknown =>
  JSON.parse(gunzipSync(readFileSync(new URL(`${name}.gz`, catalog))).toString('utf8'))

/** Folders whose files are large and read one by one, because a run needs few of them. */
const separateFolders: readonly string[] = ['frameworks']

/** Folders that are large and rarely read. */
const compressedFolders: readonly string[] = ['crosswalk']

const loadedFolders = new Map<string, Readonly<Record<string, unknown>>>()

/** A folder of the catalog, which the bundle has as one file: by name, what each of its files holds. */
function folder(name: string): Readonly<Record<string, unknown>> {
  const content = loadedFolders.get(name) ?? (readFolder(name) as Readonly<Record<string, unknown>>)
  loadedFolders.set(name, content)
  return content
}

const readFolder = (name: string): unknown =>
  compressedFolders.includes(name) ? readCompressed(`${name}.json`) : read(`${name}.json`)

/** Stands in for the function of the same name that reads the catalog of a checkout. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows which file it is
export function readCatalogFile<T>(path: string): T {
  const [, inside, name = ''] = /^\.\/(?:([\w-]+)\/)?(.+)\.json$/.exec(path) ?? []
  if (inside === undefined) return read(path) as T
  return (separateFolders.includes(inside) ? readCompressed(path) : folder(inside)[name]) as T
}

/** Stands in for the function of the same name that lists a folder of the catalog of a checkout. */
export function listCatalogFolder(path: string): string[] {
  const name = path.replaceAll(/[./]/g, '')
  const names = separateFolders.includes(name)
    ? readdirSync(new URL(path, catalog)).map(file => file.slice(0, -'.json.gz'.length))
    : Object.keys(folder(name))
  return names.sort()
}
