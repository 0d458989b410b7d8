import {readCatalogFile} from './catalog-files.js'

/** A document that assessors ask for: globs on names of files, and the controls that ask for it, by framework. */
export interface WorkpaperKind {
  readonly names: readonly string[]
  readonly title: string
  readonly controls: Readonly<Record<string, readonly string[]>>
}

/** The documents of `compliance:workpapers`, in the order in which an index lists them. */
export const readWorkpaperKinds = (): readonly WorkpaperKind[] => readCatalogFile('./workpapers.json')
