import {readFileSync} from 'node:fs'

// As deep below the bundle as parts/commands and parts/shared, whichever file this ends up in.
const catalog = new URL('../../catalog/', import.meta.url)

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, catalog), 'utf8'))

const loadedFolders = new Map<string, Readonly<Record<string, unknown>>>()

/** A folder of the catalog, which the bundle has as one file: by name, what each of its files holds. */
function folder(name: string): Readonly<Record<string, unknown>> {
  const content = loadedFolders.get(name) ?? (read(`${name}.json`) as Readonly<Record<string, unknown>>)
  loadedFolders.set(name, content)
  return content
}

/** Stands in for the function of the same name that reads the catalog of a checkout. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows which file it is
export function readCatalogFile<T>(path: string): T {
  const [, inside, name = ''] = /^\.\/(?:([\w-]+)\/)?(.+)\.json$/.exec(path) ?? []
  return (inside === undefined ? read(`${name}.json`) : folder(inside)[name]) as T
}

/** Stands in for the function of the same name that lists a folder of the catalog of a checkout. */
export const listCatalogFolder = (path: string): string[] => Object.keys(folder(path.replaceAll(/[./]/g, ''))).sort()
