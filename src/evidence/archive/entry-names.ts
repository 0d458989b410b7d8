import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {unsafeCharacters} from '../../foundation/text.js'

/** More than a bundle of the largest account has. */
export const maxFiles = 10_000

/** Whether a bundle of that name is an archive. */
export const isZip = (target: string): boolean => /\.zip$/i.test(target)

const maxNameBytes = 200

/** Why a name cannot be that of a file in a bundle, if it cannot: it might lead out of it, or be two things to two readers. */
export function nameProblem(name: string): string | undefined {
  const segments = name.split('/')
  if (name === '') return 'has no name'
  if (name.includes('\\')) return 'has a backslash in its name'
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'has an absolute path'
  if (segments.includes('..')) return 'leads out of the bundle'
  if (segments.includes('.') || segments.includes('')) return 'has a path that is not plain'
  if (name.replaceAll(unsafeCharacters, '') !== name || name.includes('\uFFFD'))
    return 'has a character in its name that is not to be seen'
  return Buffer.byteLength(name) > maxNameBytes ? 'has a name that is too long' : undefined
}

/** Names that are there twice, or that some file systems take for one. */
export function nameCollisions(names: readonly string[]): Array<{readonly name: string; readonly problem: string}> {
  return [...groupBy(names, name => name.normalize('NFC').toLowerCase()).values()].flatMap(collidingNames => {
    const [first = '', ...laterNames] = [...collidingNames].sort(byCodeUnit)
    return laterNames.map(name => ({
      name,
      problem: name === first ? 'is there twice' : `differs from ${first} by its letters' case alone`,
    }))
  })
}
